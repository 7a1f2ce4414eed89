package io.qvm.analysis.factor;

import io.qvm.market.DateIndex;
import java.util.Arrays;

/**
 * Score days among the trading days.
 *
 * @param position number of the last trading day on or before each score day, -1 if there is none
 * @param entry number of the trading day at whose close the score is bought; past the last one where there is none
 */
record ScoreDays(int[] position, int[] entry) {
    static ScoreDays of(DateIndex scores, DateIndex tradingDays, int executionLag) {
        int[] position = new int[scores.size()];
        int[] entry = new int[scores.size()];
        for (int row = 0; row < position.length; row++) {
            position[row] = tradingDays.floor(scores.date(row));
            entry[row] = position[row] + executionLag;
        }
        return new ScoreDays(position, entry);
    }

    int size() {
        return position.length;
    }

    /** Row of the score day exactly so many trading days before that of a row, the later of several; -1 if there is none. */
    int earlier(int row, int tradingDays) {
        int wanted = position[row] - tradingDays;
        int found = wanted < 0 ? -1 : Arrays.binarySearch(position, wanted);
        while (found >= 0 && found + 1 < position.length && position[found + 1] == wanted) {
            found++;
        }
        return Math.max(-1, found);
    }
}
