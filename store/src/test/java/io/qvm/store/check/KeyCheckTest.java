package io.qvm.store.check;

import static io.qvm.store.check.CheckAssert.assertFindings;
import static io.qvm.store.check.CheckAssert.assertOnly;
import static io.qvm.store.check.CheckAssert.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.check.DataCheckReport;
import io.qvm.market.check.Severity;
import io.qvm.market.check.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that a load refuses are findings, and the rest is checked all the same. */
class KeyCheckTest {
    @TempDir
    static Path folder;

    private static CleanMarket market;

    @BeforeAll
    static void clean() {
        market = CleanMarket.in(folder);
    }

    @Test
    void price_row_that_is_there_twice() {
        DataCheckReport report = market.after(
                "INSERT INTO equity_history SELECT * FROM equity_history WHERE ticker = 'T05' AND date >= DATE '2021-12-30'");
        assertOnly(report, "duplicate_rows", Severity.ERROR, 2, "T05 2021-12-30: 1 row too many in prices");
        assertThat(report.verdict()).isEqualTo(Verdict.UNFIT);
        assertThat(report.years()).hasSize(4);
    }

    @Test
    void duplicates_hide_no_other_finding() {
        DataCheckReport report = market.after(
                "INSERT INTO equity_history SELECT * FROM equity_history WHERE ticker = 'T05' AND date = DATE '2020-12-30'",
                "UPDATE equity_history SET market_cap = -5 WHERE ticker = 'T06' AND date = DATE '2020-12-30'");
        assertFindings(report, "duplicate_rows", "non_positive_market_caps");
    }

    @Test
    void instrument_and_index_level_that_are_there_twice() {
        assertOnly(
                market.after("INSERT INTO master_info SELECT * FROM master_info WHERE ticker = 'T05'"),
                "duplicate_rows",
                Severity.ERROR,
                1,
                "T05: 1 row too many in instruments");
        assertOnly(
                market.after("INSERT INTO index_history SELECT * FROM index_history WHERE date = DATE '2019-03-05'"),
                "duplicate_rows",
                Severity.ERROR,
                1,
                "IDX 2019-03-05: 1 row too many in indices");
    }

    @Test
    void fact_that_is_there_twice_with_two_values_is_refused() {
        DataCheckReport report = market.after(
                "INSERT INTO fundamental_values SELECT * REPLACE (value * 1.01 AS value) FROM fundamental_values WHERE ticker = 'T05'"
                        + " AND fiscal_year = 2019 AND fiscal_quarter = 2 AND item = 'Revenue'");
        assertOnly(report, "duplicate_rows", Severity.ERROR, 1, "T05 Revenue 2019 2 revision 0 published 2019-");
    }

    @Test
    void fact_that_is_there_twice_with_one_value_is_told() {
        DataCheckReport report = market.after(
                "INSERT INTO fundamental_values SELECT * FROM fundamental_values WHERE ticker = 'T05' AND fiscal_year = 2019 AND"
                        + " fiscal_quarter = 2");
        assertOnly(report, "repeated_facts", Severity.WARNING, 7, "T05 COGS 2019 2 revision 0: 1 more in facts[0]");
    }

    @Test
    void rows_without_ticker_or_date() {
        DataCheckReport report = market.after(
                "INSERT INTO equity_history (date, ticker, close) VALUES (NULL, 'T05', 3), (DATE '2020-02-03', NULL, 4)");
        assertOnly(report, "rows_without_key", Severity.ERROR, 2, "no ticker, date, item or quarter in prices");
    }

    @Test
    void instruments_without_a_ticker() {
        DataCheckReport report = market.after(
                "INSERT INTO master_info (ticker, sector) VALUES (NULL, 'Energy'), (' ', 'Energy'), (NULL, 'Banking')");
        assertOnly(report, "rows_without_key", Severity.ERROR, 3, "no ticker in instruments");
        assertThat(report.years()).hasSize(4);
    }

    @Test
    void columns_of_a_key_that_are_missing_make_no_duplicates() {
        for (String column : new String[] {"ticker", "date"}) {
            DataCheckReport report = market.after("ALTER TABLE equity_history DROP COLUMN " + column);
            assertFindings(report, "cannot_load");
            assertThat(finding(report, "cannot_load").examples().get(0).value())
                    .startsWith("dataset prices of the preset lacks the column " + column);
        }
        DataCheckReport report = market.after("ALTER TABLE fundamental_values DROP COLUMN fiscal_quarter");
        assertFindings(report, "cannot_load");
    }

    @Test
    void columns_that_only_a_query_knows_are_not_among_the_valid_ones() {
        DataCheckReport report = market.after("ALTER TABLE fundamental_values RENAME COLUMN value TO amount");
        assertThat(finding(report, "cannot_load").examples().get(0).value())
                .contains("lacks the column value", "published_on")
                .doesNotContain("qvm_");
    }

    @Test
    void fifth_quarter_unknown_statement_and_impossible_years() {
        DataCheckReport report = market.after(
                "INSERT INTO fundamental_values SELECT * REPLACE (5 AS fiscal_quarter) FROM fundamental_values WHERE ticker = 'T05' AND"
                        + " fiscal_year = 2019 AND fiscal_quarter = 2 AND item = 'COGS'",
                "INSERT INTO fundamental_values SELECT * REPLACE ('XX' AS statement_type, 7 AS revision) FROM fundamental_values WHERE"
                        + " ticker = 'T06' AND fiscal_year = 2019 AND fiscal_quarter = 2 AND item = 'COGS'",
                "INSERT INTO fundamental_values SELECT * REPLACE (DATE '9999-12-31' AS period_end, 8 AS revision) FROM"
                        + " fundamental_values WHERE ticker = 'T07' AND fiscal_year = 2019 AND fiscal_quarter = 2 AND item = 'COGS'",
                "UPDATE master_info SET delisting_return = -3 WHERE ticker = 'T33'");
        assertThat(finding(report, "invalid_rows").count()).isEqualTo(4);
        assertThat(finding(report, "invalid_rows").examples())
                .extracting(e -> e.ticker())
                .containsExactlyInAnyOrder("T33", "T05", "T06", "T07");
        assertThat(report.years()).hasSize(4);
    }

    @Test
    void table_that_cannot_be_read_is_a_finding_that_names_it() {
        DataCheckReport report = market.after("ALTER TABLE fundamental_values DROP COLUMN item");
        assertThat(report.verdict()).isEqualTo(Verdict.UNFIT);
        assertThat(finding(report, "cannot_load").examples().get(0).value()).contains("lacks the column item");
        assertThat(report.years()).isEmpty();
    }

    @Test
    void item_of_two_statements_is_a_finding() {
        DataCheckReport report = market.after(
                "UPDATE fundamental_values SET statement_type = 'CF' WHERE ticker = 'T05' AND item = 'Revenue'");
        assertThat(finding(report, "cannot_load").examples().get(0).value()).contains("item Revenue is of statement");
    }

    @Test
    void same_data_give_the_same_report() {
        String[] faults = {
            "INSERT INTO equity_history SELECT * REPLACE (adjusted_close * 3 AS adjusted_close) FROM equity_history WHERE ticker ="
                    + " 'T05' AND date > DATE '2021-06-30'"
        };
        assertThat(market.after(faults).findings())
                .isEqualTo(market.after(faults).findings());
    }
}
