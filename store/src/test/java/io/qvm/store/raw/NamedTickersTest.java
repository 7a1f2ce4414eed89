package io.qvm.store.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.config.YamlFile;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.store.LoadRange;
import io.qvm.store.RawStore;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.preset.Preset;
import io.qvm.testing.MariaDbServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server's tables of which only some days are needed. */
class NamedTickersTest {
    private static final int TICKERS = 1_203;
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final int DAYS = 60;
    private static final LocalDate LAST_TWO = FIRST.plusDays(DAYS - 2);
    private static final MariaDbServer SERVER = MariaDbServer.shared();

    private final String name = SERVER.newDatabase();
    private Database database;

    @BeforeEach
    void open() throws SQLException {
        execute(
                "CREATE TABLE m (t VARCHAR(20) PRIMARY KEY, s VARCHAR(20)) COLLATE utf8mb4_bin",
                "INSERT INTO m VALUES ('T0', 'Banking')",
                "CREATE TABLE p (d DATE, t VARCHAR(20), c DOUBLE, v DOUBLE, PRIMARY KEY (d, t)) COLLATE utf8mb4_general_ci",
                "CREATE TABLE w (t VARCHAR(20), d DATE, cap DOUBLE, val DOUBLE, PRIMARY KEY (t, d)) COLLATE utf8mb4_general_ci",
                "INSERT INTO p " + rows("DATE '2024-01-01' + INTERVAL day DAY, CONCAT('T', n), n + day / 10, n"),
                "INSERT INTO w " + rows("CONCAT('T', n), DATE '2024-01-01' + INTERVAL day DAY, 1000 * n + day, n"),
                // The same ticker in another spelling, as far as the server goes.
                "UPDATE w SET t = 't7' WHERE t = 'T7' AND d = '" + LAST_TWO.plusDays(1) + "'",
                "ANALYZE TABLE p, w");
        database = Database.open(DatabaseUrl.parse(SERVER.url(name)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void tickers_are_named_where_the_key_begins_with_them() {
        LoadRange some = new LoadRange(Optional.of(LAST_TWO), Optional.of(LAST_TWO.plusDays(1)));
        DailyDataset.All datasets =
                DailyDataset.All.of(database, preset(", v AS volume").datasets(), some);
        assertThat(TickerPortions.areOfUse(datasets.valuations().orElseThrow())).isTrue();
        assertThat(TickerPortions.areOfUse(datasets.prices())).isFalse();
    }

    @Test
    void many_days_are_read_without_names() {
        for (LoadRange range : List.of(
                LoadRange.all(),
                new LoadRange(Optional.of(FIRST), Optional.empty()),
                new LoadRange(Optional.of(FIRST), Optional.of(FIRST.plusYears(1))))) {
            DailyDataset.All datasets =
                    DailyDataset.All.of(database, preset(", v AS volume").datasets(), range);
            assertThat(TickerPortions.areOfUse(datasets.valuations().orElseThrow()))
                    .isFalse();
        }
    }

    @Test
    void every_ticker_is_in_one_portion() {
        List<String> tickers =
                IntStream.range(0, TICKERS).mapToObj(n -> "T" + n).toList();
        List<List<String>> portions = TickerPortions.of(tickers);
        assertThat(portions).allMatch(portion -> portion.size() <= TickerPortions.SIZE);
        assertThat(portions.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(tickers);
    }

    @Test
    void rows_are_the_same_with_names_and_without() {
        MarketData all = load(", v AS volume", LoadRange.all());
        MarketData some =
                load(", v AS volume", new LoadRange(Optional.of(LAST_TWO), Optional.of(LAST_TWO.plusDays(1))));
        assertThat(some.dates().size()).isEqualTo(2);
        for (int column = 0; column < all.tickers().size(); column++) {
            int same = some.tickers().indexOf(all.tickers().ticker(column));
            for (int row = 0; row < 2 && same >= 0; row++) {
                for (MarketField field : List.of(MarketField.CLOSE, MarketField.MARKET_CAP)) {
                    assertThat(some.panel(field).get(row, same))
                            .isEqualTo(Double.valueOf(all.panel(field).get(DAYS - 2 + row, column)));
                }
            }
        }
        int otherSpelling = some.tickers().indexOf("t7");
        assertThat(some.panel(MarketField.MARKET_CAP).get(1, otherSpelling)).isEqualTo(7_000 + DAYS - 1);
    }

    @Test
    void a_table_apart_is_read_from_the_day_on_which_its_fields_are_needed() {
        MarketData data = load(", v AS volume", lateMarketCap());
        int column = data.tickers().indexOf("T12");
        assertThat(IntStream.range(0, DAYS)
                        .mapToObj(row -> data.panel(MarketField.MARKET_CAP).get(row, column)))
                .startsWith(Double.NaN, Double.NaN)
                .endsWith(Double.NaN, 12_058.0, 12_059.0);
        assertThat(data.panel(MarketField.CLOSE).get(0, column)).isEqualTo(12);
        assertThat(data.has(MarketField.TRADED_VALUE)).isFalse();
    }

    @Test
    void without_volumes_every_row_counts_and_none_is_left_out() {
        MarketData data = load("", lateMarketCap());
        int column = data.tickers().indexOf("T12");
        assertThat(data.panel(MarketField.TRADED_VALUE).get(0, column)).isEqualTo(12);
        assertThat(data.panel(MarketField.MARKET_CAP).get(0, column)).isEqualTo(12_000);
    }

    private static LoadRange lateMarketCap() {
        return new LoadRange(
                Optional.of(FIRST),
                Optional.of(LAST_TWO.plusDays(1)),
                Set.of(MarketField.CLOSE, MarketField.VOLUME, MarketField.MARKET_CAP),
                Map.of(MarketField.MARKET_CAP, LAST_TWO),
                Optional.empty());
    }

    private MarketData load(String volume, LoadRange range) {
        return RawStore.of(database, Optional.of(preset(volume))).load(range);
    }

    private static Preset preset(String volume) {
        return Preset.of(new YamlFile("test.yaml", """
                name: test
                datasets:
                  instruments: {sql: "SELECT t AS ticker, s AS sector FROM m"}
                  prices: {sql: "SELECT d AS date, t AS ticker, c AS close%s FROM p"}
                  valuations: {sql: "SELECT d AS date, t AS ticker, cap AS market_cap, val AS traded_value FROM w"}
                """.formatted(volume)));
    }

    /** A select list for every day and number. */
    private static String rows(String columns) {
        return "SELECT " + columns + " FROM (SELECT seq AS day FROM seq_0_to_" + (DAYS - 1)
                + ") days, (SELECT seq AS n FROM seq_0_to_" + (TICKERS - 1) + ") numbers";
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = SERVER.connect(name);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
