package io.qvm.backtest.overlay;

/**
 * Statistics over the last values of a series.
 *
 * <p>Each window is summed anew, so that a value depends on its window alone and not on where the series begins.
 */
public final class Rolling {
    private Rolling() {}

    /** Sample standard deviation of the {@code window} values that end at {@code last}; NaN if there are too few. */
    public static double deviation(double[] values, int last, int window) {
        if (last + 1 < window) {
            return Double.NaN;
        }
        double mean = mean(values, last, window);
        double squares = 0;
        for (int i = last - window + 1; i <= last; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return Math.sqrt(squares / (window - 1));
    }

    /** Mean of the {@code window} values that end at {@code last}; NaN if there are too few. */
    public static double mean(double[] values, int last, int window) {
        if (last + 1 < window) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = last - window + 1; i <= last; i++) {
            sum += values[i];
        }
        return sum / window;
    }
}
