package io.qvm.analysis.attribution;

import java.time.LocalDate;
import java.util.List;

/**
 * What each stage of the decision funnel added to the return of a window.
 *
 * <p>Each step is a portfolio; what a stage added is its compounded return less that of the step before, so that all that was added
 * sums to the run's net return exactly, whatever the window. Up to {@link Stage#SELECTED} portfolios are equally weighted,
 * bought when the run's own orders were due and left to drift until the next rebalance, without costs.
 *
 * @param from first trading day of the window
 * @param to its last
 * @param days number of trading days
 * @param steps in the funnel's order; the first is the benchmark, or the whole universe if there is none
 */
public record StageAttribution(LocalDate from, LocalDate to, int days, List<Step> steps) {
    /** Steps from a market to the money earned. */
    public enum Stage {
        /** The run's benchmark. */
        BENCHMARK("benchmark"),
        /** Every stock that the funnel saw. */
        UNIVERSE("all stocks"),
        /** Those that the universe rules let in. */
        ELIGIBLE("universe rules"),
        /** Those that passed the liquidity filter. */
        LIQUID("liquidity filter"),
        /** Those that were selected. */
        SELECTED("selection"),
        /** The same at target weights, fully invested. */
        WEIGHTED("weighting"),
        /** The same at the exposure that the account had: overlay, least cash, cash left over. */
        OVERLAY("overlay and cash"),
        /** The run before costs: whole lots, orders that had to wait, interest. */
        EXECUTION("execution and interest"),
        /** The run after costs. */
        COSTS("costs");

        private final String label;

        Stage(String label) {
            this.label = label;
        }

        /** For people. */
        public String label() {
            return label;
        }
    }

    /**
     * One step.
     *
     * @param stage which
     * @param totalReturn compounded return of its portfolio over the window
     * @param added less that of the step before; of the first step, its return
     */
    public record Step(Stage stage, double totalReturn, double added) {}

    public StageAttribution {
        steps = List.copyOf(steps);
    }

    /** The run's net return, which is what was added altogether. */
    public double totalReturn() {
        return steps.get(steps.size() - 1).totalReturn();
    }
}
