package io.qvm.store;

import java.util.Locale;

/** How a generation run stands. */
public enum RunState {
    /** At work, or ended without a chance to say so. */
    RUNNING,
    /** All planned days are written. */
    DONE,
    /** Ended by an error; whole batches are kept. */
    FAILED,
    /** Ended on request between two batches. */
    STOPPED,
    /** Its process ended without a word; a later run found that out. */
    DIED,
    /** What it wrote was taken back. */
    ROLLED_BACK;

    /** As it is stored and printed. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static RunState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
}
