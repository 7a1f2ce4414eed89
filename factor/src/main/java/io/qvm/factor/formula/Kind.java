package io.qvm.factor.formula;

/** Along what the values of an expression change. */
public enum Kind {
    /** They do not. */
    CONSTANT,
    /** By ticker and fiscal quarter, as known on the day: from facts alone. */
    QUARTERLY,
    /** By ticker and day. A quarterly value becomes a daily one where a daily function or field meets it. */
    DAILY;

    /** What comes out where both meet. */
    Kind with(Kind other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
