package io.qvm.backtest.rules;

import java.util.Optional;

/**
 * Which of the ranked stocks are bought. Equal signals rank by ticker, ascending.
 *
 * @param method fixed number, best share, or the one or the other by the number of ranked stocks; default {@code top_n}
 * @param topN how many; default 25
 * @param percentile with 0.8, every stock whose signal is at least the 80 % quantile (linear interpolation) of the ranked
 *     ones; default 0.8
 * @param hybridMinNames the hybrid method takes the percentile from so many ranked stocks on; default 100
 * @param minScored with fewer ranked stocks than this everything stays in cash; default 1
 * @param holdUntilRank a stock that is held stays until its rank is worse than this; those that stay take the places of the
 *     worst newcomers. Off unless given; at least {@code top_n}
 * @param maxPerSector at most so many stocks of one sector; places go to the next best of others. Stocks without sector are
 *     not bound. Off unless given
 * @param sectorBalanced places go to sectors in proportion to their numbers of ranked stocks (largest remainders), to the
 *     best of each; default false
 */
public record SelectionRules(
        Method method,
        Integer topN,
        Double percentile,
        Integer hybridMinNames,
        Integer minScored,
        Optional<Integer> holdUntilRank,
        Optional<Integer> maxPerSector,
        Boolean sectorBalanced) {
    /** All defaults. */
    public static final SelectionRules DEFAULT =
            new SelectionRules(Method.TOP_N, 25, 0.8, 100, 1, Optional.empty(), Optional.empty(), false);

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
        holdUntilRank = holdUntilRank == null ? Optional.empty() : holdUntilRank;
        maxPerSector = maxPerSector == null ? Optional.empty() : maxPerSector;
        sectorBalanced = sectorBalanced == null ? Boolean.FALSE : sectorBalanced;
        Checks.positive("top_n", topN);
        Checks.require(
                percentile >= 0 && percentile < 1, "percentile must be at least 0 and below 1, was " + percentile);
        Checks.positive("hybrid_min_names", hybridMinNames);
        Checks.positive("min_scored", minScored);
        int names = topN;
        holdUntilRank.ifPresent(rank -> {
            Checks.require(rank >= names, "hold_until_rank must be at least top_n, " + names + ", was " + rank);
        });
        Checks.require(
                holdUntilRank.isEmpty() || method == Method.TOP_N, "hold_until_rank goes with method: top_n only");
        maxPerSector.ifPresent(most -> Checks.positive("max_per_sector", most));
        Checks.require(
                !sectorBalanced || (method == Method.TOP_N && maxPerSector.isEmpty()),
                "sector_balanced goes with method: top_n, and without max_per_sector");
    }

    /** True if the percentile decides among so many ranked stocks. */
    public boolean byPercentile(int ranked) {
        return method == Method.PERCENTILE || (method == Method.HYBRID && ranked >= hybridMinNames);
    }
}
