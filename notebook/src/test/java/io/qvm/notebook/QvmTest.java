package io.qvm.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qvm.backtest.Strategies;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.research.RunComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dflib.DataFrame;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The research API as a plain program uses it. */
class QvmTest {
    @TempDir
    static Path folder = Path.of("");

    private static Qvm qvm;
    private static RunStudy run;

    @BeforeAll
    static void a_simulated_market_is_scored() {
        qvm = Qvm.simulate("duckdb:" + folder.resolve("market.duckdb"), 60, 4);
        qvm.model("qvm_v2.1").generate();
        run = qvm.strategy("qvm_top25").run();
    }

    @Test
    void scores_are_a_frame_with_a_row_for_each_day_and_stock_that_has_one() {
        DataFrame frame = qvm.scores("qvm_v2.1").frame();
        assertThat(frame.getColumnsIndex().toArray())
                .startsWith("date", "ticker", "Quality_Composite", "Value_Composite");
        assertThat((Double) qvm.versions().get("rows", 0)).isEqualTo(frame.height());
        DataFrame last = qvm.scores("qvm_v2.1").last();
        assertThat((Double) last.get("QVM_Composite", 0)).isGreaterThanOrEqualTo((Double) last.get("QVM_Composite", 1));
    }

    @Test
    void tables_of_a_run_hold_what_the_run_holds() {
        assertThat(run.returns().height()).isEqualTo(run.run().daily().dates().size());
        assertThat(run.holdings().height()).isEqualTo(run.run().holdings().size());
        assertThat(run.decisions().height()).isEqualTo(run.run().decisions().size());
        assertThat(run.trades().height()).isEqualTo(run.run().trades().size());
        assertThat(run.metric("sharpe")).isEqualTo(run.analysis().strategy().sharpe());
    }

    @Test
    void a_changed_parameter_changes_the_run_and_not_the_strategy_it_came_from() {
        StrategyStudy base = qvm.strategy("qvm_top25");
        assertThat(base.with("selection.top_n", 5).run().holdings().height())
                .isLessThan(run.holdings().height());
        assertThat(base.text()).isEqualTo(Strategies.byNameOrFile("qvm_top25").text());
    }

    @Test
    void a_strategy_saved_and_read_again_gives_the_same_bits() {
        StrategyStudy tried =
                qvm.strategy("qvm_top25").with("selection.top_n", 15).named("tried");
        BacktestRun here = tried.run().run();
        Path file = tried.save(folder.resolve("tried.yaml").toString());
        BacktestRun there = qvm.strategy(file.toString()).run().run();
        assertThat(RunComparison.of(here, there).differences()).isEmpty();
    }

    @Test
    void mistakes_are_one_line_that_says_what_would_be_right() {
        assertThatThrownBy(() -> qvm.strategy("qvm_top25").with("selection.top", 50))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("did you mean 'top_n'");
        assertThatThrownBy(() -> run.metric("sharp"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("sharpe");
        assertThatThrownBy(() -> run.chart("grow")).hasMessageContaining("growth");
    }

    @Test
    void a_sweep_has_a_trial_for_every_combination() {
        SweepStudy sweep = qvm.strategy("qvm_top25")
                .sweep(Map.of("selection.top_n", List.of(10, 20), "simulation.costs_bps", List.of(0, 30)));
        assertThat(sweep.frame().height()).isEqualTo(4);
        assertThat(sweep.trials()).allMatch(trial -> trial.error().isEmpty());
    }

    @Test
    void a_factor_in_a_model_takes_its_share_of_the_weights_and_survives_its_file() {
        ModelStudy model =
                qvm.model("qvm_v2.1").named("calm").withFactor("calm", "-std(close / ref(close, 1), 60)", 0.2);
        assertThat(model.model().spec().composite().weights().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-12));
        Path file = model.save(folder.resolve("calm.yaml").toString());
        assertThat(qvm.model(file.toString()).model().digest())
                .isEqualTo(model.model().digest());
    }

    @Test
    void a_changed_model_needs_a_name_of_its_own() {
        ModelStudy changed = qvm.model("qvm_v2.1").with("normalization.clip", 4);
        assertThatThrownBy(changed::generate).hasMessageContaining("name: qvm_v2.1 is a model that ships");
        assertThatThrownBy(() -> changed.save(folder.resolve("changed.yaml").toString()))
                .hasMessageContaining("so choose another, e.g. my_qvm_v2.1");
        assertThat(folder.resolve("changed.yaml")).doesNotExist();
    }

    @Test
    void pages_in_cells_share_their_library_and_saved_pages_carry_their_own() throws IOException {
        Page page = run.growth();
        assertThat(page.html().length()).isLessThan(page.document().length() / 3);
        assertThat(page.html()).doesNotContain("https://");
        assertThat(Files.size(page.save(folder.resolve("growth.html").toString())))
                .isGreaterThan(1_000_000);
    }

    @Test
    void tables_escape_what_users_wrote() {
        DataFrame frame = DataFrame.foldByRow("<b>", "x").of("<script>", 1.5, "plain", Double.NaN);
        assertThat(Table.of(frame).shaded("x").html())
                .contains("&lt;b&gt;", "&lt;script&gt;", "–")
                .doesNotContain("<script>");
    }
}
