package io.qvm.store.raw;

/**
 * The numbers that prices, amounts and levels may be.
 *
 * <p>Infinite ones, and such as no currency has: their squares leave the range of doubles, and what is compared with them
 * has no deviation.
 */
public final class PossibleValues {
    /** What is said of a number beyond. */
    static final String REMEDY = "; it must be finite, up to 1e100, or NULL where it is not known";

    /** The largest of them. */
    public static final double LARGEST = 1e100;

    private PossibleValues() {}

    /** Whether a value may be; a missing one may. */
    static boolean has(double value) {
        return !(Math.abs(value) > LARGEST);
    }
}
