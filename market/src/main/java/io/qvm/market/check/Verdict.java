package io.qvm.market.check;

/** Whether scores may be made from the data. */
public enum Verdict {
    /** No finding above {@link Severity#INFO}. */
    FIT("fit"),
    /** No error, but warnings. */
    FIT_WITH_WARNINGS("fit with warnings"),
    /** At least one error. */
    UNFIT("unfit");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** For people: {@code fit with warnings}. */
    public String text() {
        return text;
    }
}
