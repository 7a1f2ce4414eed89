package io.qvm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.Trials;
import io.qvm.analysis.annual.YearReview;
import io.qvm.market.InvalidInputException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A page can be made again from what stands in it. */
class PageIdentityTest {
    private static final PageContext CONTEXT = new PageContext(
            new SourceCommands("runs/it's", Optional.of("duckdb:m.duckdb"), Optional.empty(), false, "qvm_v2.1", ""),
            Trials.of(new double[] {0.5, 1.0, 1.5}),
            "name: </script><b>",
            List.of(new DatedNote(LocalDate.of(2017, 3, 1), "</script> & more", "")));

    private static RunAnalysis analysis() {
        return RunAnalysis.of(SampleRuns.plausible(3, 25, 7), Conventions.DEFAULT.withRiskFree(0.01));
    }

    @Test
    void every_kind_of_page_is_made_again_letter_by_letter() {
        RunAnalysis analysis = analysis();
        List<String> pages = List.of(
                Tearsheet.render(analysis, CONTEXT),
                DeepDive.render(YearReview.of(analysis, 2017), CONTEXT),
                ComparisonPage.render("Two", List.of("a", "b"), List.of(analysis, analysis), CONTEXT),
                AblationPage.render("Two", List.of("as it is", "without"), List.of(analysis, analysis), CONTEXT),
                CapacityPage.render("Two", new double[] {1e8, 2.5e11}, List.of(analysis, analysis), CONTEXT));
        for (String html : pages) {
            PageIdentity identity = PageIdentity.read("page.html", html);
            assertThat(identity.conventions().riskFreeAnnual()).isEqualTo(0.01);
            List<RunAnalysis> again =
                    identity.runs().stream().map(run -> analysis()).toList();
            assertThat(identity.runs())
                    .allSatisfy(run -> assertThat(run.differences(analysis())).isEmpty());
            assertThat(identity.render(again, () -> {
                        throw new AssertionError("no effects by sector on these pages");
                    }))
                    .isEqualTo(html);
        }
    }

    @Test
    void another_run_differs_by_part_and_by_figure() {
        PageIdentity identity = PageIdentity.read("page.html", Tearsheet.render(analysis(), CONTEXT));
        RunAnalysis other = RunAnalysis.of(SampleRuns.plausible(3, 25, 8), Conventions.DEFAULT);
        assertThat(identity.runs().get(0).differences(other))
                .contains("daily differ", "holdings differ")
                .anyMatch(line -> line.startsWith("sharpe is "));
    }

    @Test
    void a_page_without_identity_is_refused() {
        assertThatThrownBy(() -> PageIdentity.read("page.html", "<html></html>"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("page.html does not say what it was made from");
    }

    @Test
    void commands_survive_a_shell() {
        SourceCommands commands = CONTEXT.commands();
        assertThat(commands.funnel(LocalDate.of(2020, 6, 30), "$(rm)"))
                .isEqualTo("./qvm funnel --run 'runs/it'\\''s' --date 2020-06-30 --ticker '$(rm)'");
        assertThat(commands.explain("FPT", LocalDate.of(2020, 6, 30)))
                .isEqualTo("./qvm explain --db duckdb:m.duckdb --model qvm_v2.1 FPT 2020-06-30");
    }
}
