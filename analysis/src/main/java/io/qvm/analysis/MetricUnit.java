package io.qvm.analysis;

import java.util.Locale;

/** How a figure is written for people; the same on every page and terminal. */
public enum MetricUnit {
    /** A share, shown as {@code 12.34 %}. */
    PERCENT,
    /** A pure number, shown as {@code 1.23}. */
    RATIO,
    /** A whole number of days or things, shown as {@code 1,234}. */
    COUNT,
    /** A number of things on average, shown as {@code 24.6}. */
    AVERAGE,
    /** A share, shown in basis points as {@code 45.6 bps}. */
    BASIS_POINTS;

    /** Stands for a figure that has no value. */
    public static final String NONE = "–";

    private static final double TOO_LARGE = 1e6;

    /** Text of a value, {@link #NONE} for NaN and infinity; from a million on in scientific notation. */
    public String format(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        return switch (this) {
            case PERCENT -> number(value * 100, 2) + " %";
            case RATIO -> number(value, 2);
            case COUNT -> number(value, 0);
            case AVERAGE -> number(value, 1);
            case BASIS_POINTS -> number(value * 1e4, 1) + " bps";
        };
    }

    private static String number(double value, int decimals) {
        String text = Math.abs(value) >= TOO_LARGE && decimals > 0
                ? String.format(Locale.ROOT, "%.2e", value)
                : String.format(Locale.ROOT, "%,." + decimals + "f", value);
        boolean negativeZero = text.startsWith("-") && text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return negativeZero ? text.substring(1) : text.replace('-', '−');
    }
}
