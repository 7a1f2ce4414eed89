package io.qvm.market;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many tickers of one sector have one factor on one day, and why the others have not.
 *
 * @param date the day
 * @param factor name of the factor, or of the composite
 * @param sector sector of the tickers, empty text if they have none
 * @param tickers tickers that the model scores that day
 * @param scored of these, those with a value
 * @param byZeroRule of those with a value, those for which a missing part was counted as zero
 * @param lagDated of those with a value, those that rest on a fact without publication date, dated by the reporting lag
 * @param missing reasons of those without a value; the counts add up to {@code tickers - scored}
 */
public record Coverage(
        LocalDate date,
        String factor,
        String sector,
        int tickers,
        int scored,
        int byZeroRule,
        int lagDated,
        Map<MissingReason, Integer> missing) {
    public Coverage {
        missing = missing.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(missing));
    }

    /** Number of tickers that lack the factor for a reason. */
    public int missing(MissingReason reason) {
        return missing.getOrDefault(reason, 0);
    }
}
