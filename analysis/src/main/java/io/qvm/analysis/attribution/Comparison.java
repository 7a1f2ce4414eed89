package io.qvm.analysis.attribution;

/** What allocation and selection are measured against. */
public enum Comparison {
    /** Stocks that passed the liquidity filter, equally weighted on each rebalance. */
    LIQUID_EQUAL("liquid stocks, equally weighted"),
    /** The same, weighted by market capitalisation. */
    LIQUID_BY_SIZE("liquid stocks, weighted by market capitalisation"),
    /** Members of the run's benchmark on the rebalance day, weighted by market capitalisation. */
    BENCHMARK_MEMBERS("members of the benchmark, weighted by market capitalisation");

    private final String label;

    Comparison(String label) {
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }
}
