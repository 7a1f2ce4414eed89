package io.qvm.analysis;

import io.qvm.market.DateIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive trading days with one regime label.
 *
 * @param regime the label, never empty
 * @param from first day
 * @param to last day
 */
public record RegimeBand(String regime, LocalDate from, LocalDate to) {

    /** The bands of a track record in order; days without a label are in none. */
    public static List<RegimeBand> of(TrackRecord record) {
        List<RegimeBand> bands = new ArrayList<>();
        DateIndex dates = record.dates();
        String[] regime = record.regime();
        int from = 0;
        for (int day = 1; day <= regime.length; day++) {
            if (day == regime.length || !regime[day].equals(regime[from])) {
                if (!regime[from].isEmpty()) {
                    bands.add(new RegimeBand(regime[from], dates.date(from), dates.date(day - 1)));
                }
                from = day;
            }
        }
        return bands;
    }
}
