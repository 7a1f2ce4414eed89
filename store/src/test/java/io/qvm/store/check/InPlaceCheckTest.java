package io.qvm.store.check;

import static io.qvm.store.check.CheckAssert.describe;
import static io.qvm.store.check.CheckAssert.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.config.YamlFile;
import io.qvm.market.check.DataCheckReport;
import io.qvm.market.check.Finding;
import io.qvm.market.check.Verdict;
import io.qvm.store.AlphabetaTables;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.imports.Importer;
import io.qvm.store.preset.Preset;
import io.qvm.store.preset.Presets;
import io.qvm.testing.MariaDbServer;
import io.qvm.testing.ReferenceData;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own tables on a real MariaDB server, read in place. */
class InPlaceCheckTest {
    private static final MariaDbServer SERVER = MariaDbServer.shared();
    private static final String PRESET = """
            name: own
            datasets:
              instruments: {sql: 'SELECT t AS ticker, s AS sector FROM m'}
              prices: {sql: 'SELECT d AS date, t AS ticker, c AS adjusted_close, v AS volume FROM p'}
              facts:
                - sql: SELECT t AS ticker, y AS year, q AS quarter, NetProfit FROM f
                  statement: PL
            """;

    private static Database empty() {
        return Database.open(DatabaseUrl.parse(SERVER.url(SERVER.newDatabase())));
    }

    private static DataCheckReport check(Database database, Preset preset) {
        return DataCheck.run(
                database,
                Optional.of(preset),
                Thresholds.standard(),
                CleanMarket.GROUPS,
                CleanMarket.TODAY,
                step -> {});
    }

    /** Tables without keys, in the server's usual collation, which takes no notice of case and of blanks at the end. */
    private static DataCheckReport own(String... more) {
        try (Database database = empty()) {
            CleanMarket.execute(
                    database,
                    "CREATE TABLE m (t VARCHAR(80), s VARCHAR(40))",
                    "CREATE TABLE p (d DATE, t VARCHAR(80), c DOUBLE, v BIGINT)",
                    "CREATE TABLE f (t VARCHAR(80), y INT, q INT, NetProfit DECIMAL(30,2))",
                    "INSERT INTO m VALUES ('AAA', 'Steel'), ('BBB', 'Steel')",
                    "INSERT INTO p SELECT '2020-03-02' + INTERVAL seq DAY, 'AAA', 10 + MOD(seq, 3) / 10, 100 + seq FROM"
                            + " seq_0_to_25 WHERE DAYOFWEEK('2020-03-02' + INTERVAL seq DAY) BETWEEN 2 AND 6",
                    "INSERT INTO p SELECT d, 'BBB', c + 1, v + 5 FROM p WHERE t = 'AAA'",
                    "INSERT INTO f SELECT t, 2018 + seq DIV 4, 1 + MOD(seq, 4), 1000000 + 7 * seq FROM m, seq_0_to_7");
            CleanMarket.execute(database, more);
            return check(database, Preset.of(new YamlFile("own.yaml", PRESET)));
        }
    }

    @Test
    void tables_without_keys_and_without_duplicates_have_none() {
        assertThat(describe(own())).noneMatch(f -> f.contains("duplicate_rows") || f.contains("odd_tickers"));
    }

    @Test
    void duplicates_are_found_byte_by_byte_whatever_the_collation() {
        DataCheckReport report = own(
                "INSERT INTO p SELECT d, t, c, v FROM p WHERE t = 'BBB' AND d >= '2020-03-26'",
                "INSERT INTO p SELECT d, 'aaa', c, v FROM p WHERE t = 'AAA' AND d = '2020-03-03'",
                "INSERT INTO m VALUES ('AAA ', NULL)",
                "INSERT INTO f SELECT t, y, q, NetProfit + 1 FROM f WHERE t = 'AAA' AND y = 2019 AND q = 3");
        Finding duplicates = finding(report, "duplicate_rows");
        assertThat(duplicates.count()).isEqualTo(3);
        assertThat(duplicates.examples())
                .extracting(e -> e.text())
                .containsExactlyInAnyOrder(
                        "BBB 2020-03-26: 1 row too many in prices",
                        "BBB 2020-03-27: 1 row too many in prices",
                        "AAA 2019 3: 1 row too many in facts[0]");
        assertThat(finding(report, "odd_tickers").examples())
                .extracting(e -> e.ticker())
                .contains("AAA", "AAA ", "aaa");
        assertThat(report.verdict()).isEqualTo(Verdict.UNFIT);
        assertThat(report.years()).hasSize(1);
    }

    @Test
    void zero_dates_and_missing_tickers_are_told() {
        DataCheckReport report = own(
                "SET SESSION sql_mode = ''",
                "INSERT INTO p VALUES ('0000-00-00', 'AAA', 1, 1), ('2020-03-04', NULL, 1, 1)");
        assertThat(finding(report, "rows_without_key").count()).isEqualTo(2);
        assertThat(report.years()).hasSize(1);
    }

    @Test
    void reference_installation_is_fit_with_warnings_in_place_and_imported_alike(@TempDir Path folder)
            throws Exception {
        Path golden = ReferenceData.path("golden/alphabeta-small");
        Preset alphabeta = Presets.byNameOrFile("alphabeta");
        String name = SERVER.newDatabase();
        DataCheckReport inPlace;
        try (Connection user = SERVER.connect(name);
                Database database = Database.open(DatabaseUrl.parse(SERVER.url(name)))) {
            AlphabetaTables.load(user, golden);
            inPlace = check(database, alphabeta);
        }
        assertThat(inPlace.verdict()).as("%s", describe(inPlace)).isEqualTo(Verdict.FIT_WITH_WARNINGS);
        assertThat(finding(inPlace, "sign_breaks").examples())
                .extracting(e -> e.ticker())
                .containsExactly("DYR", "BIB");
        assertThat(finding(inPlace, "no_instrument").examples())
                .extracting(e -> e.ticker())
                .containsExactly("CAB", "RVN");
        assertThat(finding(inPlace, "index_holes").examples().get(0).text()).startsWith("VNINDEX 2022-01-10");
        try (Database database = Database.open(DatabaseUrl.parse("duckdb:" + folder.resolve("golden.duckdb")))) {
            new Importer(alphabeta, golden).into(database, step -> {});
            DataCheckReport imported = DataCheck.run(
                    database,
                    Optional.empty(),
                    Thresholds.standard(),
                    CleanMarket.GROUPS,
                    CleanMarket.TODAY,
                    step -> {});
            assertThat(ids(imported)).isEqualTo(ids(inPlace));
            assertThat(imported.years()).isEqualTo(inPlace.years());
        }
    }

    private static List<String> ids(DataCheckReport report) {
        return report.findings().stream()
                .map(f -> f.id() + " " + f.count())
                .filter(f -> !f.startsWith("facts_without_prices"))
                .toList();
    }
}
