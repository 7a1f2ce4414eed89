package io.qvm.factor;

/**
 * Hears how the scores of a day come about, from the code that computes them.
 *
 * <p>Arrays hold one number per ticker and belong to the scorer: they are overwritten after the call.
 */
interface ScoringObserver {
    /** Stands for the weighted sum of a factor in place of a metric. */
    int WHOLE_FACTOR = -1;

    /** Hears nothing. */
    ScoringObserver NONE = new ScoringObserver() {};

    /** A day begins; {@code scored} are the tickers that get scores. */
    default void day(Evaluation.Block block, int day, boolean[] scored) {}

    /** Signed raw values of a metric. */
    default void metric(int factor, int metric, double[] values) {}

    /** What a metric, or {@link #WHOLE_FACTOR}, was just compared with. */
    default void normalized(int factor, int metric, Normalizer normalizer, int[] groups) {}

    /** Weighted sums that are yet to be normalised. */
    default void sum(int factor, double[] values) {}

    /**
     * A factor is scored.
     *
     * @param parts what was weighed, by metric; NaN for tickers that do not have it
     * @param out the scores, from {@code offset} on
     * @param zeroed tickers for which something missing counted as zero
     */
    default void factor(int factor, double[][] parts, double[] out, int offset, boolean[] zeroed) {}

    /**
     * All factors and the composite are scored.
     *
     * @param out every factor and then the composite, from {@code offset} on
     * @param zeroed tickers for which a missing factor counted as zero
     */
    default void composite(double[][] out, int offset, boolean[] zeroed) {}
}
