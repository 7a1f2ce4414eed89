package io.qvm.store.check;

import static io.qvm.store.check.CheckAssert.describe;
import static io.qvm.store.check.CheckAssert.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.config.YamlFile;
import io.qvm.market.check.DataCheckReport;
import io.qvm.market.check.Finding;
import io.qvm.market.check.Severity;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.preset.Preset;
import io.qvm.testing.MariaDbServer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One value that cannot be in a user's table is a finding that names table, column and row, and hides nothing else. */
class AbsurdTableTest {
    private static final String OF_ONE_PRICE = " WHERE ticker = 'T21' AND date = '2019-02-07'";
    private static final String OF_ONE_FACT =
            " WHERE ticker = 'T21' AND item = 'NetProfit' AND fiscal_year = 2019 AND fiscal_quarter = 2";

    @TempDir
    static Path folder;

    private static CleanMarket market;

    @BeforeAll
    static void clean() {
        market = CleanMarket.in(folder);
    }

    private static void assertTold(DataCheckReport report, String id, Severity severity, String example) {
        Finding found = finding(report, id);
        assertThat(found.severity()).isEqualTo(severity);
        assertThat(found.count()).isEqualTo(1);
        assertThat(found.effect()).isNotBlank();
        assertThat(found.examples().get(0).text()).isEqualTo(example);
        assertThat(describe(report)).noneMatch(f -> f.contains("cannot_load"));
        assertThat(report.years()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0} {1} = {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "DOUBLE  | delisting_return | 'inf'     | invalid_rows  | T33: delisting_return infinite of instruments",
                "DOUBLE  | delisting_return | '-inf'    | invalid_rows  | T33: delisting_return below -1 of instruments",
                "DOUBLE  | delisting_return | 'nan'     | nan_values    | T33: delisting_return of instruments, 1 in all",
                "DOUBLE  | delisting_return | 1e300     | absurd_values | T33: delisting_return 1.000e+300",
                "VARCHAR | delisting_return | 'all'     | invalid_rows  | T33: delisting_return that is no number of instruments",
                "VARCHAR | listed_on        | 'oops'    | invalid_rows  | T33: listed_on that is no date of instruments",
                "VARCHAR | delisted_on      | '2020-02-30' | invalid_rows | T33: delisted_on that is no date of instruments",
                "DATE    | listed_on        | 'infinity' | impossible_dates | T33 +5881580-07-11: listed_on",
            })
    void in_instruments(String type, String column, String value, String id, String example) {
        assertTold(
                market.after(
                        "ALTER TABLE master_info ALTER " + column + " TYPE " + type,
                        "UPDATE master_info SET " + column + " = " + value + " WHERE ticker = 'T33'"),
                id,
                Severity.ERROR,
                example);
    }

    @ParameterizedTest(name = "{0} {1} = {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "DOUBLE  | adjusted_close | 'inf'       | absurd_values    | T21 2019-02-07: adjusted_close +infinite",
                "DOUBLE  | adjusted_close | 1e300       | absurd_values    | T21 2019-02-07: adjusted_close 1.000e+300",
                "DOUBLE  | volume         | 'nan'       | nan_values       | T21 2019-02-07: volume of prices, 1 in all",
                "VARCHAR | volume         | 'inf'       | absurd_values    | T21 2019-02-07: volume +infinite",
                "VARCHAR | volume         | 'much'      | invalid_rows     | T21 2019-02-07: volume that is no number of prices",
                "DATE    | date           | '9999-12-31' | impossible_dates | T21 9999-12-31: date of a price row",
                "DATE    | date           | '1066-10-14' | impossible_dates | T21 1066-10-14: date of a price row",
                "DATE    | date           | '12019-02-07' | invalid_rows    | T21 +12019-02-07: date not of the years 0 to 9999 of prices",
                "DATE    | date           | 'infinity'  | rows_without_key | no ticker, date, item or quarter in prices",
            })
    void in_prices(String type, String column, String value, String id, String example) {
        assertTold(
                market.after(
                        "ALTER TABLE equity_history ALTER " + column + " TYPE " + type,
                        "UPDATE equity_history SET " + column + " = " + value + OF_ONE_PRICE),
                id,
                Severity.ERROR,
                example);
    }

    @ParameterizedTest(name = "{0} {1} = {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "DOUBLE  | value          | 'inf'        | value infinite",
                "VARCHAR | value          | 'inf'        | value infinite",
                "VARCHAR | value          | 'n/a'        | value that is no number",
                "DOUBLE  | fiscal_year    | 'inf'        | fiscal_year not 1800 to 2200",
                "DOUBLE  | fiscal_year    | 2019.5       | fiscal_year not a whole number",
                "DOUBLE  | fiscal_quarter | 'nan'        | fiscal_quarter not 1 to 4",
                "DOUBLE  | fiscal_quarter | 1e300        | fiscal_quarter not 1 to 4",
                "DOUBLE  | revision       | 'inf'        | revision out of range",
                "BIGINT  | revision       | 9000000000   | revision out of range",
                "VARCHAR | fiscal_quarter | 'Q1'         | fiscal_quarter that is no number",
                "VARCHAR | revision       | 'oops'       | revision that is no number",
                "VARCHAR | period_end     | 'oops'       | period_end that is no date",
                "VARCHAR | published_on   | 'oops'       | published_on that is no date",
                "DATE    | period_end     | 'infinity'   | period_end not of the years 1800 to 2200",
                "DATE    | period_end     | '9999-12-31' | period_end not of the years 1800 to 2200",
            })
    void that_a_load_refuses_in_facts(String type, String column, String value, String what) {
        DataCheckReport report = market.after(
                "ALTER TABLE fundamental_values ALTER " + column + " TYPE " + type,
                "UPDATE fundamental_values SET " + column + " = " + value + OF_ONE_FACT);
        Finding found = finding(report, "invalid_rows");
        assertThat(found.severity()).isEqualTo(Severity.ERROR);
        assertThat(found.count()).isEqualTo(1);
        assertThat(found.examples().get(0).text()).startsWith("T21 NetProfit").endsWith(": " + what + " of facts[0]");
        assertThat(describe(report)).noneMatch(f -> f.contains("cannot_load"));
        assertThat(report.years()).hasSize(4);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "value        | 'nan'             | nan_values       | T21 2019-06-30: value of facts[0], 1 in all",
                "value        | 1.7e308           | absurd_values    | T21 2019Q2: NetProfit 1.700e+308",
                "published_on | DATE '9999-12-31' | impossible_dates | T21 9999-12-31: published_on of NetProfit 2019Q2",
            })
    void that_a_load_takes_in_facts(String column, String value, String id, String example) {
        assertTold(
                market.after("UPDATE fundamental_values SET " + column + " = " + value + OF_ONE_FACT),
                id,
                Severity.ERROR,
                example);
    }

    @Test
    void days_of_prices_in_texts_are_told_with_what_would_mend_them() {
        DataCheckReport report = market.after("ALTER TABLE equity_history ALTER date TYPE VARCHAR");
        assertThat(finding(report, "cannot_load").examples().get(0).value())
                .contains("dataset prices has the column date of type VARCHAR", "CAST(date AS DATE)");
    }

    @Test
    void revisions_in_texts_are_compared_all_the_same() {
        DataCheckReport report = market.after("ALTER TABLE fundamental_values ALTER revision TYPE VARCHAR");
        assertThat(describe(report)).isEqualTo(describe(market.after()));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "UPDATE index_history SET close = 'inf' WHERE date = '2019-02-07' | index_levels | IDX 2019-02-07: level +infinite",
                "UPDATE corporate_actions SET ratio = 'inf' | bad_corporate_actions | T02 2020-03-02: split with ratio +infinite",
                "UPDATE corporate_actions SET ex_date = 'infinity' | bad_corporate_actions | T02: split without ticker or ex_date",
            })
    void in_indices_and_corporate_actions(String fault, String id, String example) {
        assertTold(market.after(fault), id, Severity.WARNING, example);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "UPDATE p SET c = 1e300 WHERE t = 'AAA' AND d = '2020-03-04' | absurd_values | AAA 2020-03-04: adjusted_close 1.000e+300",
                "UPDATE p SET v = 'much' WHERE t = 'AAA' AND d = '2020-03-04' | invalid_rows | AAA 2020-03-04: volume that is no number of prices",
                "UPDATE p SET d = '9999-12-31' WHERE t = 'AAA' AND d = '2020-03-04' | impossible_dates | AAA 9999-12-31: date of a price row",
                "UPDATE f SET NetProfit = 1e306 WHERE t = 'AAA' AND y = 2019 AND q = 3 | invalid_rows | AAA 2019 3: NetProfit too large for its unit of facts[0]",
                "UPDATE f SET NetProfit = 1e300 WHERE t = 'AAA' AND y = 2019 AND q = 3 | absurd_values | AAA 2019Q3: NetProfit 1.000e+306",
                "UPDATE f SET q = 3.5 WHERE t = 'AAA' AND y = 2019 AND q = 3 | invalid_rows | AAA 2019 3.5: fiscal_quarter not a whole number of facts[0]",
            })
    void on_mariadb(String fault, String id, String example) {
        MariaDbServer server = MariaDbServer.shared();
        Preset preset = Preset.of(new YamlFile("own.yaml", """
                name: own
                datasets:
                  instruments: {sql: 'SELECT t AS ticker, s AS sector FROM m'}
                  prices: {sql: 'SELECT d AS date, t AS ticker, c AS adjusted_close, v AS volume FROM p'}
                  facts:
                    - sql: SELECT t AS ticker, y AS year, q AS fiscal_quarter, NetProfit FROM f
                      statement: PL
                      unit: 1e6
                """));
        try (Database database = Database.open(DatabaseUrl.parse(server.url(server.newDatabase())))) {
            CleanMarket.execute(
                    database,
                    "CREATE TABLE m (t VARCHAR(80), s VARCHAR(40))",
                    "CREATE TABLE p (d DATE, t VARCHAR(80), c DOUBLE, v VARCHAR(40))",
                    "CREATE TABLE f (t VARCHAR(80), y INT, q DOUBLE, NetProfit DOUBLE)",
                    "INSERT INTO m VALUES ('AAA', 'Steel'), ('BBB', 'Steel')",
                    "INSERT INTO p SELECT '2020-03-02' + INTERVAL seq DAY, 'AAA', 10 + MOD(seq, 3) / 10, 100 + seq FROM"
                            + " seq_0_to_25 WHERE DAYOFWEEK('2020-03-02' + INTERVAL seq DAY) BETWEEN 2 AND 6",
                    "INSERT INTO p SELECT d, 'BBB', c + 1, v + 5 FROM p WHERE t = 'AAA'",
                    "INSERT INTO f SELECT t, 2018 + seq DIV 4, 1 + MOD(seq, 4), 1000000 + 7 * seq FROM m, seq_0_to_7",
                    fault);
            assertTold(
                    DataCheck.run(
                            database,
                            Optional.of(preset),
                            Thresholds.standard(),
                            CleanMarket.GROUPS,
                            CleanMarket.TODAY,
                            step -> {}),
                    id,
                    Severity.ERROR,
                    example);
        }
    }
}
