package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.config.YamlFile;
import io.qvm.market.InvalidInputException;
import io.qvm.market.Quarter;
import io.qvm.market.StatementType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportingLagTest {
    private static final int Q3 = Quarter.of(2020, 3);
    private static final int Q4 = Quarter.of(2020, 4);

    private static ReportingLag lag(String written) {
        String text = Models.source("qvm_v2.1")
                .text()
                .replaceFirst("reporting_lag_days: 45", "reporting_lag_days: " + written);
        return FactorModel.of(new YamlFile("mine.yaml", text)).spec().reportingLagDays();
    }

    @Test
    void one_number_is_the_lag_of_all() {
        assertThat(lag("45")).isEqualTo(ReportingLag.of(45));
        for (StatementType statement : StatementType.values()) {
            assertThat(lag("30").days(statement, Q3)).isEqualTo(30);
            assertThat(lag("30").days(statement, Q4)).isEqualTo(30);
        }
    }

    @Test
    void each_statement_may_have_its_own_and_the_years_last_quarter_another() {
        ReportingLag lag = lag("{PL: 45, BS: 50, CF: 60}");
        assertThat(lag.days(StatementType.BS, Q4)).isEqualTo(50);
        assertThat(lag.longest(Q4)).isEqualTo(60);
        ReportingLag annual = lag("{PL: 45, BS: 50, CF: 60, annual: 90}");
        assertThat(annual.days(StatementType.BS, Q3)).isEqualTo(50);
        assertThat(annual.days(StatementType.BS, Q4)).isEqualTo(90);
        assertThat(annual.longest(Q3)).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{PL: 45, BS: 45} | the key CF is missing",
                "{PL: 45, BS: 45, CF: 45, annul: 90} | unknown key 'annul'; did you mean 'annual'?",
                "{PL: 45, BS: 45, CF: soon} | 'soon' is not a whole number",
                "{PL: 45, BS: 45, CF: 45.5} | '45.5' is not a whole number",
                "{PL: 45, BS: 45, CF: -1} | must not be negative",
                "400 | nor above 366",
                "[45] | is not a whole number",
                "'45' | is not a whole number",
            })
    void anything_else_is_refused_with_file_and_line(String written, String message) {
        assertThatThrownBy(() -> lag(written))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("mine.yaml:7: reporting_lag_days: ")
                .hasMessageContaining(message);
    }
}
