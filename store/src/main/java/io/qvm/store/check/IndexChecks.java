package io.qvm.store.check;

import io.qvm.market.DateIndex;
import io.qvm.market.IndexHistory;
import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Indices: days that stocks trade on and the index lacks, and levels that cannot be. */
final class IndexChecks {
    private IndexChecks() {}

    static void run(CheckedMarket m, Findings findings) {
        Hits none = findings.begin(Check.NO_INDEX);
        if (m.data.indices().isEmpty()) {
            none.add(1, "", "", OptionalInt.empty(), () -> "no index level in the data");
            findings.end(none, 1);
            findings.skip(Check.INDEX_HOLES, "no index");
            findings.skip(Check.INDEX_LEVELS, "no index");
            return;
        }
        findings.end(none, 1);
        Hits holes = findings.begin(Check.INDEX_HOLES);
        Hits levels = findings.begin(Check.INDEX_LEVELS);
        double most = Math.log1p(findings.settings().indexLevels().maxMove());
        long days = 0;
        for (IndexHistory index : new TreeMap<>(m.data.indices()).values()) {
            days += holes(m, index, holes);
            levels(m, index, levels, most);
        }
        findings.end(holes, days);
        findings.end(levels, days);
    }

    private static long holes(CheckedMarket m, IndexHistory index, Hits hits) {
        long days = 0;
        DateIndex dates = index.dates();
        LocalDate first = dates.date(0);
        LocalDate last = dates.date(dates.size() - 1);
        for (int row = m.from; row < m.to; row++) {
            LocalDate date = m.dates.date(row);
            if (m.isFullDay(row) && !date.isBefore(first)) {
                days++;
                if (dates.indexOf(date) < 0) {
                    hits.add(
                            1,
                            index.symbol(),
                            date.toString(),
                            OptionalInt.of(date.getYear()),
                            () -> date.isAfter(last) ? "no level; the last one is of " + last : "no level");
                }
            }
        }
        return days;
    }

    private static void levels(CheckedMarket m, IndexHistory index, Hits hits, double most) {
        double before = Double.NaN;
        for (int row = 0; row < index.dates().size(); row++) {
            LocalDate date = index.dates().date(row);
            double level = index.close()[row];
            double from = before;
            if (!Moves.isPositive(level)) {
                hits.add(
                        1,
                        index.symbol(),
                        date.toString(),
                        OptionalInt.of(date.getYear()),
                        () -> "level " + Moves.number(level));
                continue;
            }
            boolean used = row > 0 && m.isPossible(index.dates().epochDay(row)) && !Double.isNaN(before);
            if (used && Moves.distance(level / from) > most) {
                hits.add(
                        1,
                        index.symbol(),
                        date.toString(),
                        OptionalInt.of(date.getYear()),
                        () -> Moves.move(from, level));
            }
            before = level;
        }
    }
}
