package io.qvm.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.cli.Command;
import io.qvm.testing.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be in the raw data ends a run with one clear line and leaves the scores as they were, or harms no other. */
class BadDataTest {
    private static final String DUCKDB = "DuckDB";
    private static final String MARIADB = "MariaDB";
    private static final String OF_A_PRICE = " WHERE ticker = '{TICKER}' AND date = '{DAY}'";
    private static final String OF_FACTS = " WHERE ticker = '{TICKER}' AND item = 'NetProfit'";

    @TempDir
    static Path folder;

    private static SmallMarket market;
    private static final Map<String, String> ORIGINALS = new HashMap<>();
    private static int databases;

    @BeforeAll
    static void a_market() throws Exception {
        market = SmallMarket.in(folder);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                        Arguments.of(
                                "UPDATE fundamental_values SET period_end = '9999-12-31'" + OF_FACTS,
                                "the period end 9999-12-31 of"),
                        Arguments.of(
                                "ALTER TABLE fundamental_values DROP COLUMN value",
                                "facts[0] of the preset lacks the column value"),
                        Arguments.of(
                                "ALTER TABLE equity_history DROP COLUMN adjusted_close",
                                "needs 'adjusted_close', which the data lacks"),
                        Arguments.of(
                                "UPDATE master_info SET sector = 'Farming' WHERE sector = 'Insurance'",
                                "no stock is in group insurance, sectors Insurance; the data has the sectors "),
                        Arguments.of(
                                "UPDATE equity_history SET market_cap = 1e300" + OF_A_PRICE, "market_cap 1.0E300 for"),
                        Arguments.of(
                                "UPDATE equity_history SET adjusted_close = 1e300" + OF_A_PRICE,
                                "adjusted_close 1.0E300 for"),
                        Arguments.of(
                                "UPDATE fundamental_values SET value = 1.7e308" + OF_FACTS, "the value 1.7E308 for"),
                        Arguments.of("DROP TABLE fundamental_values", "dataset facts[0] cannot be read"))
                .flatMap(c -> Stream.of(DUCKDB, MARIADB).map(kind -> Arguments.of(kind, c.get()[0], c.get()[1])));
    }

    static Stream<Arguments> refusedByDuckDb() {
        return Stream.of(
                Arguments.of(
                        DUCKDB, "UPDATE fundamental_values SET value = 'inf'" + OF_FACTS, "the value Infinity for"),
                Arguments.of(
                        DUCKDB,
                        "UPDATE equity_history SET adjusted_close = '-inf'" + OF_A_PRICE,
                        "adjusted_close -Infinity for"),
                Arguments.of(
                        DUCKDB, "UPDATE equity_history SET market_cap = 'inf'" + OF_A_PRICE, "market_cap Infinity for"),
                Arguments.of(
                        DUCKDB,
                        "UPDATE master_info SET delisting_return = 'inf'",
                        "it must be finite and at least -1"));
    }

    static Stream<Arguments> taken() {
        return Stream.concat(
                Stream.of(
                                "UPDATE fundamental_values SET published_on = '9999-12-31'" + OF_FACTS,
                                "UPDATE equity_history SET ticker = 'O''Brien \"& 😀' WHERE ticker = '{TICKER}'")
                        .flatMap(sql -> Stream.of(DUCKDB, MARIADB).map(kind -> Arguments.of(kind, sql))),
                Stream.of(
                                "UPDATE equity_history SET adjusted_close = 'nan'" + OF_A_PRICE,
                                "UPDATE fundamental_values SET value = 'nan'" + OF_FACTS,
                                "UPDATE equity_history SET ticker = repeat('x', 200) WHERE ticker = '{TICKER}'")
                        .map(sql -> Arguments.of(DUCKDB, sql)));
    }

    /** A database with a week of scores, a copy of one that is made once. */
    private static String scored(String kind) throws IOException {
        MariaDbServer server = MariaDbServer.shared();
        if (!ORIGINALS.containsKey(kind)) {
            String url = market.into(kind.equals(DUCKDB) ? file("original") : server.url(server.newDatabase()));
            SmallMarket.run(market.generate(url, "--from", "2019-01-01", "--to", "2019-01-10"));
            ORIGINALS.put(kind, url);
        }
        String original = ORIGINALS.get(kind);
        if (kind.equals(DUCKDB)) {
            String copy = file("market" + ++databases);
            Files.copy(Path.of(path(original)), Path.of(path(copy)));
            return copy;
        }
        String from = original.substring(original.lastIndexOf('/') + 1);
        String copy = server.url(server.newDatabase());
        List<String> tables = Tables.of(
                copy, List.of("SELECT table_name FROM information_schema.tables WHERE table_schema = '" + from + "'"));
        for (String line : tables) {
            String table = line.replace("|", "");
            Tables.execute(
                    copy,
                    "CREATE TABLE " + table + " LIKE " + from + "." + table,
                    "INSERT INTO " + table + " SELECT * FROM " + from + "." + table);
        }
        return copy;
    }

    private static String file(String name) {
        return "duckdb:" + folder.resolve(name + ".duckdb");
    }

    private static String path(String url) {
        return url.substring("duckdb:".length());
    }

    private static void change(String url, String sql) {
        String ticker = value(url, "SELECT MIN(ticker) FROM factor_scores_qvm");
        String day = value(
                url,
                "SELECT MAX(date) FROM equity_history WHERE date < '2019-01-10' AND volume > 0 AND ticker = '" + ticker
                        + "'");
        Tables.execute(url, sql.replace("{TICKER}", ticker).replace("{DAY}", day));
    }

    private static String value(String url, String sql) {
        return Tables.of(url, List.of(sql)).get(0).replace("|", "");
    }

    @Test
    void a_market_without_insurers_is_scored_by_a_shipped_model_with_a_warning_beside_its_output() throws IOException {
        String url = scored(DUCKDB);
        change(url, "UPDATE master_info SET sector = 'Farming' WHERE sector = 'Insurance'");
        Command command = Command.mustWork("generate", "--db", url, "--from", "2019-01-01", "--to", "2019-01-10");
        assertThat(command.err())
                .startsWith("qvm: warning: model qvm_v2.1: no stock is in group insurance, sectors Insurance");
        assertThat(command.out()).doesNotContain("warning").contains("qvm_v2.1: ");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"refused", "refusedByDuckDb"})
    void that_cannot_be_read_ends_the_run_and_changes_nothing(String kind, String sql, String message)
            throws IOException {
        String url = scored(kind);
        List<String> before = Tables.of(url);
        assertThat(before).hasSizeGreaterThan(300);
        change(url, sql);
        Command command = Command.run(market.generate(url, "--to", "2019-01-31"));
        assertThat(command.exitCode()).as(command.err()).isEqualTo(1);
        assertThat(command.err()).contains(message).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(command.err().strip().lines()).as(command.err()).hasSize(1);
        assertThat(Tables.of(url)).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("taken")
    void that_can_be_read_costs_no_other_stock_its_score(String kind, String sql) throws IOException {
        String url = scored(kind);
        change(url, sql);
        SmallMarket.run(market.generate(url, "--from", "2019-01-01", "--to", "2019-01-31"));
        long days = Tables.count(url, "SELECT COUNT(*) FROM qvm_manifest");
        assertThat(days).isGreaterThan(20);
        assertThat(Tables.count(url, "SELECT COUNT(*) FROM factor_scores_qvm WHERE QVM_Composite IS NOT NULL"))
                .isGreaterThan(days * 50);
        assertThat(
                        Tables.count(
                                url,
                                "SELECT COUNT(*) FROM factor_scores_qvm WHERE ABS(QVM_Composite) > 3 OR QVM_Composite <> QVM_Composite"))
                .isZero();
    }

    /** A server's columns have a width; a DuckDB file's have none. */
    @Test
    void a_ticker_that_a_server_has_no_room_for_ends_the_run_and_changes_nothing() throws IOException {
        String url = scored(MARIADB);
        List<String> before = Tables.of(url);
        for (String table : List.of("equity_history", "master_info", "fundamental_values")) {
            String wide = " MODIFY ticker VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
            change(url, "ALTER TABLE " + table + wide);
            change(url, "UPDATE " + table + " SET ticker = REPEAT('x', 200) WHERE ticker = '{TICKER}'");
        }
        Command command = Command.run(market.generate(url, "--from", "2019-01-01", "--to", "2019-01-31"));
        assertThat(command.exitCode()).as(command.err()).isEqualTo(1);
        assertThat(command.err())
                .contains("column 'ticker'", "make the column wider")
                .doesNotContain("Exception");
        assertThat(command.err().strip().lines()).as(command.err()).hasSize(1);
        assertThat(Tables.of(url)).isEqualTo(before);
    }
}
