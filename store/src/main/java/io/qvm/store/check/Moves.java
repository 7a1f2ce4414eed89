package io.qvm.store.check;

import java.util.Locale;

/** Words for numbers in findings. */
final class Moves {
    private static final double[] SPLITS = {2, 3, 4, 5, 8, 10, 20, 100, 1000};
    private static final double SPLIT_PRECISION = 0.03;

    private Moves() {}

    /** A number without needless digits. */
    static String number(double value) {
        double size = Math.abs(value);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "missing" : value > 0 ? "+infinite" : "-infinite";
        }
        if (size != 0 && (size >= 1e15 || size < 1e-4)) {
            return String.format(Locale.ROOT, "%.4g", value);
        }
        return value == Math.rint(value) || size >= 1e6
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, size >= 100 ? "%,.2f" : "%,.4f", value);
    }

    /** From one price to the next. */
    static String move(double before, double after) {
        double change = (after / before - 1) * 100;
        String percent = Math.abs(change) < 1000 ? "%+.1f" : Math.abs(change) < 1e9 ? "%+,.0f" : "%+.1e";
        return number(before) + " -> " + number(after) + " (" + String.format(Locale.ROOT, percent, change) + " %)";
    }

    /** A ratio that is about that of a usual split; empty text otherwise. */
    static String splitHint(double ratio) {
        for (double split : SPLITS) {
            if (Math.abs(ratio * split - 1) < SPLIT_PRECISION) {
                return ", like a " + number(split) + ":1 split";
            }
            if (Math.abs(ratio / split - 1) < SPLIT_PRECISION) {
                return ", like a 1:" + number(split) + " reverse split";
            }
        }
        return "";
    }

    /** Size of the logarithm of a ratio. */
    static double distance(double ratio) {
        return Math.abs(Math.log(ratio));
    }

    static boolean isPositive(double value) {
        return value > 0 && Double.isFinite(value);
    }
}
