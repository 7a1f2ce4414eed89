package io.qvm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.RunAnalysis;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TearsheetTest {
    @Test
    void ten_years_stay_below_three_megabytes() {
        String html = Tearsheet.render(SampleRuns.plausible(10, 25, 1));
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(3_000_000);
    }

    @Test
    void look_ahead_is_told_at_the_top_of_the_page() {
        BacktestRun run = SampleRuns.plausible(1, 5, 1);
        Map<String, String> provenance = new TreeMap<>(run.provenance());
        provenance.put("LOOKS_AHEAD", "regime thresholds over the whole sample");
        String html = Tearsheet.render(SampleRuns.withProvenance(run, provenance));
        String warning =
                "This run looks ahead and could not have been traded: regime thresholds over the whole sample.";
        assertThat(html.indexOf(warning)).isPositive().isLessThan(html.indexOf("<main>"));
        assertThat(Tearsheet.render(run)).doesNotContain("looks ahead");
    }

    @Test
    void the_same_run_gives_the_same_page() {
        assertThat(Tearsheet.render(SampleRuns.plausible(2, 25, 4)))
                .isEqualTo(Tearsheet.render(SampleRuns.plausible(2, 25, 4)));
    }

    @Test
    void metrics_file_has_numbers_and_null_but_never_nan() {
        RunAnalysis analysis = RunAnalysis.of(
                SampleRuns.of(new double[] {0.01}, new double[] {Double.NaN}), Conventions.DEFAULT.withRiskFree(0.03));
        String json = MetricsJson.render(analysis);
        JsonNode file = new JsonMapper().readTree(json);
        assertThat(file.get("risk_free_annual").asDouble()).isEqualTo(0.03);
        assertThat(file.get("metrics").get("total_return").get("strategy").asDouble())
                .isEqualTo(analysis.strategy().totalReturn());
        assertThat(file.get("metrics").get("sharpe").get("strategy").isNull()).isTrue();
        assertThat(json).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void a_run_that_never_held_a_position_is_refused() {
        BacktestRun empty = SampleRuns.of(new double[0], new double[0]);
        assertThatThrownBy(() -> Tearsheet.render(empty))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("never held a position");
    }
}
