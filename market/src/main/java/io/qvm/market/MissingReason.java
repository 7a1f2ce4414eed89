package io.qvm.market;

import java.util.Locale;

/** Why a factor has no value for a ticker on a day: the reason of the heaviest of its metrics that is missing. */
public enum MissingReason {
    /** No fact of an item was known. */
    NO_FACT,
    /** Facts were known, but not for the consecutive quarters that a sum, an average or a lag needs. */
    QUARTERS_MISSING,
    /** The latest complete quarter was too old to count. */
    FACT_TOO_OLD,
    /** A denominator, or another number that must be above zero, was not. */
    NOT_POSITIVE,
    /** A price, or a market value, was missing or too old. */
    NO_PRICE,
    /** Too few of the rows that a daily function needs. */
    SHORT_HISTORY,
    /** The group had no dispersion or too few members to be normalised. */
    NO_DISPERSION,
    /** None of these: a result that is no number. */
    UNDEFINED;

    /** As it is stored and printed, e.g. {@code no_fact}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
