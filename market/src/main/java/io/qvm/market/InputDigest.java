package io.qvm.market;

import java.util.ArrayList;
import java.util.List;

/**
 * Digests of everything that the scores of one day were computed from, by kind of input.
 *
 * <p>Taken over the values that the model read, as of the day: a change of raw data that reaches no formula leaves them as
 * they are, and one that does changes them. Equal digests under the same model mean equal scores.
 *
 * @param prices of market fields, returns and daily functions
 * @param facts of reported values, as known on the day
 * @param instruments of who was in the universe, and in which sector
 */
public record InputDigest(String prices, String facts, String instruments) {

    /** The kinds of input in which this differs from another, in words: {@code prices}, {@code facts}, {@code instruments}. */
    public List<String> changedSince(InputDigest other) {
        List<String> changed = new ArrayList<>();
        if (!prices.equals(other.prices)) {
            changed.add("prices");
        }
        if (!facts.equals(other.facts)) {
            changed.add("facts");
        }
        if (!instruments.equals(other.instruments)) {
            changed.add("instruments");
        }
        return changed;
    }
}
