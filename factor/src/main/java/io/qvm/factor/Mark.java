package io.qvm.factor;

import io.qvm.market.MissingReason;

/** What there is to say about a value, in one byte: why it is missing, or whether it rests on a fact dated by the lag. */
final class Mark {
    private static final byte PRESENT = -1;
    private static final byte LAG_DATED = -2;
    private static final MissingReason[] REASONS = MissingReason.values();

    private Mark() {}

    static byte missing(MissingReason reason) {
        return (byte) reason.ordinal();
    }

    static byte present(boolean datedByLag) {
        return datedByLag ? LAG_DATED : PRESENT;
    }

    static boolean isDatedByLag(byte mark) {
        return mark == LAG_DATED;
    }

    /** The reason of a value that is missing. */
    static MissingReason reason(byte mark) {
        return mark >= 0 ? REASONS[mark] : MissingReason.UNDEFINED;
    }
}
