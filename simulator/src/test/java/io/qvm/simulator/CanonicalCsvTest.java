package io.qvm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanonicalCsvTest {
    private static final List<String> TABLES =
            List.of("master_info", "equity_history", "fundamental_values", "index_history", "corporate_actions");

    @TempDir
    Path folder;

    @Test
    void the_same_seed_gives_the_same_bytes_and_another_seed_others() throws IOException {
        Path first = write("first", 1);
        Path second = write("second", 1);
        Path other = write("other", 2);
        for (String table : TABLES) {
            assertThat(bytes(second, table)).as(table).isEqualTo(bytes(first, table));
            assertThat(bytes(other, table)).as(table).isNotEqualTo(bytes(first, table));
        }
    }

    @Test
    void locale_time_zone_and_threads_change_no_byte() throws Exception {
        Path plain = write("plain", 1);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            List<Future<Path>> written =
                    threads.invokeAll(List.of(() -> write("a", 1), () -> write("b", 1), () -> write("c", 1)));
            for (Future<Path> path : written) {
                for (String table : TABLES) {
                    assertThat(bytes(path.get(), table)).as(table).isEqualTo(bytes(plain, table));
                }
            }
        } finally {
            threads.shutdownNow();
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void what_is_read_back_are_the_same_bits() throws IOException {
        MarketData data = Simulator.simulate(SimulationSettings.small(1)).data();
        Path path = write("back", 1);
        List<String> lines = lines(path, "equity_history");
        assertThat(lines.get(0))
                .isEqualTo("date,ticker,open,high,low,close,adjusted_close,volume,traded_value,shares_outstanding,"
                        + "market_cap");
        List<MarketField> fields = List.of(
                MarketField.OPEN,
                MarketField.HIGH,
                MarketField.LOW,
                MarketField.CLOSE,
                MarketField.ADJUSTED_CLOSE,
                MarketField.VOLUME,
                MarketField.TRADED_VALUE,
                MarketField.SHARES_OUTSTANDING,
                MarketField.MARKET_CAP);
        int rows = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            int row = data.dates().indexOf(LocalDate.parse(cells[0]));
            int column = data.tickers().indexOf(cells[1]);
            assertThat(data.priceRows().has(row, column)).isTrue();
            for (int f = 0; f < fields.size(); f++) {
                double value = data.panel(fields.get(f)).get(row, column);
                double read = cells[f + 2].isEmpty() ? Double.NaN : Double.parseDouble(cells[f + 2]);
                assertThat(Double.doubleToLongBits(read)).as(line).isEqualTo(Double.doubleToLongBits(value));
            }
            rows++;
        }
        assertThat(rows).isEqualTo(rowsOf(data));
        assertThat(lines(path, "fundamental_values")).hasSize(data.facts().size() + 1);
    }

    @Test
    void numbers_and_texts_are_written_exactly() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (CsvBytes csv = new CsvBytes(out)) {
            csv.number(0, 0)
                    .number(-0.0, 2)
                    .number(-12.3, 2)
                    .number(0.000001, 6)
                    .endLine();
            csv.number(Double.NaN, 2)
                    .number(9_007_199_254_740_991.0, 0)
                    .number(-0.004, 2)
                    .endLine();
            csv.text("Alder, \"Finch\" & Co").text("").number(1000, 4).endLine();
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        "0,0.00,-12.30,0.000001\n,9007199254740991,0.00\n\"Alder, \"\"Finch\"\" & Co\",,1000.0000\n");
    }

    private Path write(String name, long seed) throws IOException {
        Path path = folder.resolve(name);
        CanonicalCsv.write(Simulator.simulate(SimulationSettings.small(seed)), path);
        return path;
    }

    private static byte[] bytes(Path path, String table) throws IOException {
        return Files.readAllBytes(path.resolve(table + ".csv.gz"));
    }

    private static List<String> lines(Path path, String table) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(path.resolve(table + ".csv.gz"))), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static int rowsOf(MarketData data) {
        int rows = 0;
        for (int row = 0; row < data.dates().size(); row++) {
            for (int column = 0; column < data.tickers().size(); column++) {
                rows += data.priceRows().has(row, column) ? 1 : 0;
            }
        }
        return rows;
    }
}
