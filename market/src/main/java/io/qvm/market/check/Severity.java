package io.qvm.market.check;

import java.util.Locale;

/** How much a finding matters, ascending. */
public enum Severity {
    /** Worth knowing; scores are computed as they should be. */
    INFO,
    /** Some scores are wrong or missing. */
    WARNING,
    /** The data are unfit: scores made from them mislead. */
    ERROR;

    /** For people: {@code warning}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
