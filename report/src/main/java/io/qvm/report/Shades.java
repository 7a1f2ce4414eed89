package io.qvm.report;

/** Shades of table cells: five steps of gain and of loss, which the style sheet knows as classes. */
final class Shades {
    private static final int STEPS = 5;

    private Shades() {}

    /** Shade of a return, the deepest from {@code most} on; 0 for none. */
    static int ofReturn(double value, double most) {
        if (Double.isNaN(value) || value == 0) {
            return 0;
        }
        int step = (int) Math.ceil(Math.min(1, Math.abs(value) / most) * STEPS);
        return value > 0 ? step : -step;
    }

    /** Shade of a value between the least and the largest: 0 to 5. */
    static int between(double value, double least, double largest) {
        if (Double.isNaN(value) || !(largest > least)) {
            return 0;
        }
        return (int) Math.round((value - least) / (largest - least) * STEPS);
    }
}
