package io.qvm.analysis;

/** Value of one unit of capital after each day. */
public final class Growth {
    private Growth() {}

    /**
     * Compounds returns: {@code V_t = prod over s <= t of (1 + r_s)}.
     *
     * @param returns one per day; a NaN day leaves the value as it was
     * @return one value per day; NaN before the first return that is there
     */
    public static double[] of(double[] returns) {
        double[] value = new double[returns.length];
        double v = 1;
        boolean started = false;
        for (int i = 0; i < returns.length; i++) {
            if (!Double.isNaN(returns[i])) {
                v *= 1 + returns[i];
                started = true;
            }
            value[i] = started ? v : Double.NaN;
        }
        return value;
    }
}
