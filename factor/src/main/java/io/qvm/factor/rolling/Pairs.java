package io.qvm.factor.rolling;

/**
 * Statements of the update of Chan, Golub and LeVeque for pairs of states, one loop over columns each.
 *
 * <p>Loops this small, with all arrays read and written at the same index, become vector instructions; one loop over all of
 * the statements does not, and takes twice the time.
 */
final class Pairs {
    /** One where the older state has values, else zero. */
    private final double[] any;

    /** Part of the newer state in the count of both. */
    private final double[] share;

    /** Count of the older state times that part. */
    private final double[] weight;

    Pairs(int width) {
        this.any = new double[width];
        this.share = new double[width];
        this.weight = new double[width];
    }

    /** Takes the counts of both states; to be called first. */
    void counts(double[] older, double[] newer, int width) {
        for (int j = 0; j < width; j++) {
            any[j] = Math.min(older[j], 1);
        }
        for (int j = 0; j < width; j++) {
            share[j] = newer[j] / (older[j] + newer[j] + Aggregate.TINY);
        }
        for (int j = 0; j < width; j++) {
            weight[j] = older[j] * share[j];
        }
    }

    /** Distance of the newer mean from the older one, both relative to origins of their own. */
    void distances(
            double[] originOlder,
            double[] originNewer,
            double[] meanOlder,
            double[] meanNewer,
            double[] out,
            int width) {
        for (int j = 0; j < width; j++) {
            out[j] = (originNewer[j] - originOlder[j]) * any[j] + (meanNewer[j] - meanOlder[j]);
        }
    }

    /** The origin of the older state, or of the newer one if the older has no values. */
    void origins(double[] older, double[] newer, double[] out, int width) {
        for (int j = 0; j < width; j++) {
            out[j] = older[j] + newer[j] * (1 - any[j]);
        }
    }

    /** The mean of both, relative to the older origin. */
    void means(double[] older, double[] distance, double[] out, int width) {
        for (int j = 0; j < width; j++) {
            out[j] = older[j] + distance[j] * share[j];
        }
    }

    /** Sums of products of deviations from the mean of both. */
    void products(double[] older, double[] newer, double[] distanceX, double[] distanceY, double[] out, int width) {
        for (int j = 0; j < width; j++) {
            out[j] = older[j] + newer[j] + distanceX[j] * weight[j] * distanceY[j];
        }
    }

    /** Counts of both. */
    static void sums(double[] older, double[] newer, double[] out, int width) {
        for (int j = 0; j < width; j++) {
            out[j] = older[j] + newer[j];
        }
    }
}
