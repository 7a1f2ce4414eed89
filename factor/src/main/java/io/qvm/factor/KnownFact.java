package io.qvm.factor;

/**
 * A fact that entered a value, as it was known on a day.
 *
 * @param item its item; for a sum or an average that the data brings precomputed the text of its formula
 * @param quarter fiscal quarter, see {@link io.qvm.market.Quarter}
 * @param revision 0 for the first report of the quarter, ascending with each restatement
 * @param value as reported
 * @param periodEnd day since 1970-01-01 on which its period ends
 * @param knownFrom day since 1970-01-01 from which on it is known: its publication, or the day of the reporting lag
 * @param byLag true if the source gives no publication date
 */
public record KnownFact(
        String item, int quarter, int revision, double value, int periodEnd, int knownFrom, boolean byLag) {}
