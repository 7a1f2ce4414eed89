package io.qvm.market.check;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One kind of fault, with all rows that have it.
 *
 * @param id stable name, as in the thresholds file
 * @param severity how much it matters
 * @param title what it is, in a few words
 * @param count rows, facts, days or tickers that have it
 * @param unit what {@code count} counts, in the plural
 * @param checked how many of these there are altogether; 0 if that is no meaningful number
 * @param stockDays scores (one ticker on one trading day) that it touches
 * @param right what the data would have to be
 * @param effect what it does to the scores
 * @param examples the first rows that have it
 * @param byYear count by calendar year, where rows belong to one
 */
public record Finding(
        String id,
        Severity severity,
        String title,
        long count,
        String unit,
        long checked,
        long stockDays,
        String right,
        String effect,
        List<Example> examples,
        SortedMap<Integer, Long> byYear) {
    public Finding {
        if (count < 1) {
            throw new IllegalArgumentException("a finding is about at least one row, but " + id + " has " + count);
        }
        examples = List.copyOf(examples);
        byYear = Collections.unmodifiableSortedMap(new TreeMap<>(byYear));
    }

    /** Share of what was checked, 0 to 1; NaN if that is no meaningful number. */
    public double share() {
        return checked == 0 ? Double.NaN : (double) count / checked;
    }
}
