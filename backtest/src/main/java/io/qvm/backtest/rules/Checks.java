package io.qvm.backtest.rules;

/** Refusals of values that cannot be; the file reader puts file, line and key before them. */
final class Checks {
    private Checks() {}

    static void positive(String key, double value) {
        require(value > 0 && !Double.isInfinite(value), key + " must be above 0, was " + value);
    }

    static void notNegative(String key, double value) {
        require(value >= 0 && !Double.isInfinite(value), key + " must not be negative, was " + value);
    }

    /** A share of something: above 0 and at most 1. */
    static void share(String key, double value) {
        require(value > 0 && value <= 1, key + " must be above 0 and at most 1, was " + value);
    }

    /** From 0 to 1, both included. */
    static void zeroToOne(String key, double value) {
        require(value >= 0 && value <= 1, key + " must be within 0 and 1, was " + value);
    }

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
