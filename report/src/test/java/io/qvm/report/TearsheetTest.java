package io.qvm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TearsheetTest {
    @Test
    void ten_years_stay_below_three_megabytes() {
        String html = Tearsheet.render(SampleRuns.plausible(10, 25, 1));
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(3_000_000);
    }

    @Test
    void a_run_that_never_held_a_position_is_refused() {
        BacktestRun empty = SampleRuns.of(new double[0], new double[0]);
        assertThatThrownBy(() -> Tearsheet.render(empty))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("never held a position");
    }
}
