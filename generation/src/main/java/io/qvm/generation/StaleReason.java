package io.qvm.generation;

import java.util.List;

/** Why a day is to be computed, or taken out. */
public enum StaleReason {
    /** The version has no scores of it. */
    MISSING("missing"),
    /** It was made by another model file. */
    MODEL("model changed"),
    /** A price, or another market field that a formula reads, changed. */
    PRICES("prices changed"),
    /** A reported value changed, came late, or was known at another date. */
    FACTS("facts changed"),
    /** A ticker came into the universe, left it, or changed sector. */
    INSTRUMENTS("instruments changed"),
    /** It is from before inputs were on record. */
    INPUTS_UNKNOWN("inputs not on record"),
    /** It was a trading day when it was scored, and the data say that it is none. */
    NO_TRADING_DAY("no trading day any more"),
    /** The run was told to compute it anew. */
    REFRESH("refresh");

    private final String words;

    StaleReason(String words) {
        this.words = words;
    }

    /** As it is printed. */
    public String words() {
        return words;
    }

    /** The reason for a kind of input, as {@link io.qvm.market.InputDigest#changedSince} names it. */
    static List<StaleReason> ofInputs(List<String> changed) {
        return changed.stream()
                .map(kind -> valueOf(kind.toUpperCase(java.util.Locale.ROOT)))
                .toList();
    }
}
