package io.qvm.backtest.rules;

/**
 * Which of the ranked stocks are bought. Equal signals rank by ticker, ascending.
 *
 * @param method fixed number, best share, or the one or the other by the number of ranked stocks; default {@code top_n}
 * @param topN how many; default 25
 * @param percentile with 0.8, every stock whose signal is at least the 80 % quantile (linear interpolation) of the ranked
 *     ones; default 0.8
 * @param hybridMinNames the hybrid method takes the percentile from so many ranked stocks on; default 100
 * @param minScored with fewer ranked stocks than this everything stays in cash; default 1
 */
public record SelectionRules(
        Method method, Integer topN, Double percentile, Integer hybridMinNames, Integer minScored) {
    /** How the cut through the ranking is made. */
    public enum Method {
        TOP_N,
        PERCENTILE,
        HYBRID
    }

    public SelectionRules {
        method = method == null ? Method.TOP_N : method;
        topN = topN == null ? 25 : topN;
        percentile = percentile == null ? 0.8 : percentile;
        hybridMinNames = hybridMinNames == null ? 100 : hybridMinNames;
        minScored = minScored == null ? 1 : minScored;
        Checks.positive("top_n", topN);
        Checks.require(
                percentile >= 0 && percentile < 1, "percentile must be at least 0 and below 1, was " + percentile);
        Checks.positive("hybrid_min_names", hybridMinNames);
        Checks.positive("min_scored", minScored);
    }

    /** True if the percentile decides among so many ranked stocks. */
    public boolean byPercentile(int ranked) {
        return method == Method.PERCENTILE || (method == Method.HYBRID && ranked >= hybridMinNames);
    }
}
