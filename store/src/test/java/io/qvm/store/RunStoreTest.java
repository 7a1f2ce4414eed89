package io.qvm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.Contribution;
import io.qvm.market.run.DailyReturns;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import io.qvm.market.run.Holding;
import io.qvm.market.run.Trade;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.db.Dialect;
import io.qvm.testing.CsvTable;
import io.qvm.testing.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunStoreTest {
    private static final Instant NOW = Instant.parse("2024-03-04T05:06:07Z");
    private static final LocalDate START = LocalDate.of(2024, 1, 1);

    @TempDir
    private Path folder;

    private Database open(Dialect dialect) {
        MariaDbServer server = MariaDbServer.shared();
        return Database.open(DatabaseUrl.parse(
                dialect == Dialect.DUCKDB
                        ? "duckdb:" + folder.resolve("runs.duckdb")
                        : server.url(server.newDatabase())));
    }

    @ParameterizedTest
    @EnumSource
    void a_run_comes_back_from_the_database_to_the_bit(Dialect dialect) {
        try (Database database = open(dialect)) {
            RunStore runs = RunStore.open(database);
            BacktestRun run = run(1);
            runs.save("first", run(2), "{\"sharpe\": 1}", NOW.minusSeconds(60));
            runs.save("second", run, "{\"sharpe\": null}", NOW);
            assertSame(runs.load("second"), run);
            assertThat(runs.metrics("second")).isEqualTo("{\"sharpe\": null}");
            assertThat(runs.ids()).containsExactly("second", "first");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_run_saved_again_replaces_the_one_of_its_id_and_no_other(Dialect dialect) {
        try (Database database = open(dialect)) {
            RunStore runs = RunStore.open(database);
            runs.save("a", run(1), "{}", NOW);
            runs.save("b", run(2), "{}", NOW);
            runs.save("a", run(3), "{}", NOW);
            assertSame(runs.load("a"), run(3));
            assertSame(runs.load("b"), run(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_unknown_run_is_an_error_with_the_nearest_id(Dialect dialect) {
        try (Database database = open(dialect)) {
            RunStore runs = RunStore.open(database);
            runs.save("top25-2024", run(1), "{}", NOW);
            assertThatThrownBy(() -> runs.load("top25-2023"))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("top25-2024");
            assertThatThrownBy(
                            () -> new Exporter(database).run("holdings", Optional.of("other"), folder.resolve("h.csv")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("top25-2024");
        }
    }

    @ParameterizedTest
    @EnumSource
    void exported_tables_of_a_run_equal_the_files_in_its_folder(Dialect dialect) throws Exception {
        RunFolder.write(folder.resolve("run"), run(1), "{}");
        try (Database database = open(dialect)) {
            RunStore.open(database).save("only", run(1), "{}", NOW);
            for (String table : List.of("holdings", "returns", "decisions", "trades", "contributions")) {
                Path file = folder.resolve(table + "-exported.csv");
                new Exporter(database).run(table, Optional.empty(), file);
                assertThat(file).hasSameTextualContentAs(folder.resolve("run").resolve(table + ".csv"));
            }
        }
    }

    @Test
    void a_run_comes_back_from_its_folder_to_the_bit() throws Exception {
        Path place = folder.resolve("it's a/run");
        RunFolder.write(place, run(2), "{}");
        RunFolder.write(place, run(1), "{\"cagr\": 0.1}");
        assertSame(RunFolder.read(place), run(1));
        assertThat(Files.readString(place.resolve("metrics.json"))).contains("\"cagr\"");
        assertThat(Files.readString(place.resolve("strategy.yaml"))).isEqualTo(run(1).strategyText());
        assertThat(names(place))
                .containsExactlyInAnyOrder(
                        "holdings.csv",
                        "returns.csv",
                        "decisions.csv",
                        "trades.csv",
                        "contributions.csv",
                        "metrics.json",
                        "strategy.yaml",
                        "run.json");
        assertThat(CsvTable.rows(place.resolve("holdings.csv")).get(0).columns())
                .containsExactly("date", "ticker", "sector", "rank", "signal", "raw_weight", "weight", "shares");
    }

    @Test
    void a_run_without_trades_and_decisions_comes_back_from_its_folder() {
        BacktestRun run = run(1);
        BacktestRun bare = new BacktestRun(
                run.strategyName(),
                run.strategyText(),
                run.scoresVersion(),
                "",
                run.start(),
                run.end(),
                run.daily(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
        RunFolder.write(folder, bare, "{}");
        assertSame(RunFolder.read(folder), bare);
    }

    @Test
    void a_folder_without_a_run_and_a_damaged_one_are_errors_of_one_line() throws Exception {
        assertThatThrownBy(() -> RunFolder.read(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("run.json");
        RunFolder.write(folder, run(1), "{}");
        Files.writeString(folder.resolve("returns.csv"), "date,gross\n2024-01-01,much\n");
        assertThatThrownBy(() -> RunFolder.read(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("returns.csv")
                .satisfies(StoreContract::isOneLine);
        Files.writeString(folder.resolve("run.json"), "{\"strategy_name\": ");
        assertThatThrownBy(() -> RunFolder.read(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("run.json")
                .satisfies(StoreContract::isOneLine);
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    /** Records compare doubles by their bits; daily returns are arrays and are compared one by one. */
    private static void assertSame(BacktestRun actual, BacktestRun expected) {
        assertThat(actual.holdings()).isEqualTo(expected.holdings());
        assertThat(actual.trades()).isEqualTo(expected.trades());
        assertThat(actual.decisions()).isEqualTo(expected.decisions());
        assertThat(actual.contributions()).isEqualTo(expected.contributions());
        assertThat(actual.provenance()).isEqualTo(expected.provenance());
        assertThat(List.of(
                        actual.strategyName(),
                        actual.strategyText(),
                        actual.scoresVersion(),
                        actual.benchmarkSymbol(),
                        actual.start(),
                        actual.end()))
                .isEqualTo(List.of(
                        expected.strategyName(),
                        expected.strategyText(),
                        expected.scoresVersion(),
                        expected.benchmarkSymbol(),
                        expected.start(),
                        expected.end()));
        DailyReturns a = actual.daily();
        DailyReturns e = expected.daily();
        assertThat(a.dates()).isEqualTo(e.dates());
        assertThat(a.gross()).isEqualTo(e.gross());
        assertThat(a.cost()).isEqualTo(e.cost());
        assertThat(a.net()).isEqualTo(e.net());
        assertThat(a.benchmark()).isEqualTo(e.benchmark());
        assertThat(a.exposure()).isEqualTo(e.exposure());
        assertThat(a.turnover()).isEqualTo(e.turnover());
        assertThat(a.equity()).isEqualTo(e.equity());
        assertThat(a.positions()).isEqualTo(e.positions());
        assertThat(a.regime()).isEqualTo(e.regime());
        assertThat(a.exposureCause()).isEqualTo(e.exposureCause());
    }

    /** A run of random numbers, with everything that is hard to write down. */
    private static BacktestRun run(long seed) {
        Random random = new Random(seed);
        int days = 30;
        DateIndex dates =
                DateIndex.ofDates(START.datesUntil(START.plusDays(days)).toList());
        String[] regime = new String[days];
        int[] positions = new int[days];
        for (int day = 0; day < days; day++) {
            regime[day] = day % 3 == 0 ? "" : "Bear, \"deep\"";
            positions[day] = random.nextInt(30);
        }
        double[] benchmark = numbers(random, days);
        benchmark[4] = Double.NaN;
        DailyReturns daily = new DailyReturns(
                dates,
                numbers(random, days),
                numbers(random, days),
                numbers(random, days),
                benchmark,
                numbers(random, days),
                numbers(random, days),
                numbers(random, days),
                positions,
                regime,
                regime.clone());
        List<Holding> holdings = new ArrayList<>();
        List<Trade> trades = new ArrayList<>();
        List<FunnelDecision> decisions = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            LocalDate date = START.plusDays(i / 4);
            String ticker = List.of("A A", "B,B", "NULL", "ÄÖ\"Ü").get(i % 4);
            String sector = i % 4 == 1 ? "" : "Oil, Gas";
            double tiny = random.nextGaussian() * 1e-17;
            holdings.add(new Holding(
                    date, ticker, sector, i % 4 + 1, random.nextGaussian(), tiny, random.nextDouble(), Double.NaN));
            trades.add(new Trade(
                    START.plusDays(11 - i),
                    ticker,
                    -random.nextInt(1000),
                    random.nextDouble() * 1e12,
                    0.1,
                    "rebalance"));
            double observed = i % 5 == 0 ? Double.NaN : random.nextDouble() * 1e10;
            decisions.add(new FunnelDecision(
                    date, ticker, FunnelStage.values()[i % 6], "adtv", observed, 1e10, i % 4, tiny, 0, 1.0 / 3));
        }
        decisions.sort(java.util.Comparator.comparing(FunnelDecision::date).thenComparing(FunnelDecision::ticker));
        return new BacktestRun(
                "top " + seed,
                "name: top\n# it's \"quoted\", ünïcode\n",
                "qvm_v2.1",
                "VNINDEX",
                START,
                START.plusDays(days),
                daily,
                holdings,
                trades,
                decisions,
                List.of(
                        new Contribution(START.withDayOfMonth(1), Contribution.CASH, -1e-5, 0),
                        new Contribution(START.withDayOfMonth(1), "B,B", 1.0 / 3, 1e-4)),
                Map.of("model", "abc", "code", "0.1"));
    }

    private static double[] numbers(Random random, int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15);
        }
        return numbers;
    }
}
