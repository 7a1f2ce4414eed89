package io.qvm.store.check;

import io.qvm.market.IndexHistory;
import io.qvm.market.Instrument;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Days that are not there, for the market and for single stocks.
 *
 * <p>Nobody tells which weekdays were holidays. An index, if there is one, is the best witness: a day without rows that has
 * an index level is a hole, one without is a holiday. Otherwise length, number and season of closures must do.
 */
final class CalendarChecks {
    private static final double TRADING_WEEKDAY = 0.5;

    private final CheckedMarket m;
    private final Findings findings;

    private CalendarChecks(CheckedMarket market, Findings findings) {
        this.m = market;
        this.findings = findings;
    }

    static void run(CheckedMarket market, Findings findings) {
        CalendarChecks checks = new CalendarChecks(market, findings);
        boolean[] weekdays = checks.tradingWeekdays();
        checks.closures(weekdays);
        checks.weekends(weekdays);
        checks.thinDays();
        checks.gaps();
    }

    /** Days of the week, Monday first, on which the market usually has rows. */
    private boolean[] tradingWeekdays() {
        int[] with = new int[7];
        for (int row = m.from; row < m.to; row++) {
            if (m.rowsOn[row] > 0) {
                with[weekday(m.dates.date(row))]++;
            }
        }
        boolean[] trading = new boolean[7];
        double weeks = m.from == m.to ? 0 : (m.dates.epochDay(m.to - 1) - m.dates.epochDay(m.from) + 1) / 7.0;
        for (int day = 0; day < 7; day++) {
            trading[day] = weeks >= 4 ? with[day] >= TRADING_WEEKDAY * weeks : day < 5;
        }
        return trading;
    }

    private static int weekday(LocalDate date) {
        return date.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue();
    }

    private static String name(LocalDate date) {
        return date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private void closures(boolean[] weekdays) {
        Checks.MissingDays settings = findings.settings().missingDays();
        Hits missing = findings.begin(Check.MISSING_DAYS);
        Hits odd = findings.begin(Check.ODD_CLOSURES);
        List<List<LocalDate>> closures = closedRuns(weekdays);
        Map<LocalDate, String> levels = indexDays();
        Optional<IndexHistory> witness = witness();
        Map<Integer, Integer> perYear = new TreeMap<>();
        List<LocalDate> unexplained = new ArrayList<>();
        Set<LocalDate> all = new HashSet<>();
        closures.forEach(all::addAll);
        for (List<LocalDate> run : closures) {
            boolean tooLong = run.size() > settings.maxClosedDays();
            for (LocalDate day : run) {
                String symbol = levels.getOrDefault(day, "");
                if (!symbol.isEmpty()) {
                    hit(missing, day, symbol + " has a level");
                } else if (tooLong) {
                    hit(missing, day, "one of " + run.size() + " weekdays in a row without a row");
                } else {
                    perYear.merge(day.getYear(), 1, Integer::sum);
                    if (!isConfirmed(witness, day)) {
                        unexplained.add(day);
                    }
                }
            }
        }
        Checks.OddClosures season = findings.settings().oddClosures();
        int years = m.from == m.to ? 0 : m.year(m.to - 1) - m.year(m.from) + 1;
        for (LocalDate day : unexplained) {
            int closed = perYear.getOrDefault(day.getYear(), 0);
            if (closed > settings.maxClosedPerYear()) {
                hit(missing, day, "one of " + closed + " weekdays of the year without a row");
            } else if (years >= season.minYears() && !recurs(day, all, season.windowDays())) {
                hit(odd, day, name(day) + "; no other year is closed about then");
            }
        }
        long days = m.to - m.from + missing.count();
        findings.end(missing, days);
        findings.end(odd, days);
    }

    private void hit(Hits hits, LocalDate day, String value) {
        hits.add(1, "", day.toString(), OptionalInt.of(day.getYear()), () -> value);
        hits.touchMissing(m.usualRows[Math.max(m.from, m.dates.floor(day))]);
    }

    /** Weekdays without a row between the first and the last day, those that follow on each other together. */
    private List<List<LocalDate>> closedRuns(boolean[] weekdays) {
        List<List<LocalDate>> runs = new ArrayList<>();
        List<LocalDate> run = new ArrayList<>();
        for (int row = m.from + 1; row < m.to; row++) {
            for (int day = m.dates.epochDay(row - 1) + 1; day < m.dates.epochDay(row); day++) {
                LocalDate date = LocalDate.ofEpochDay(day);
                if (weekdays[weekday(date)]) {
                    run.add(date);
                }
            }
            if (m.rowsOn[row] == 0 && weekdays[weekday(m.dates.date(row))]) {
                run.add(m.dates.date(row));
            } else if (!run.isEmpty()) {
                runs.add(run);
                run = new ArrayList<>();
            }
        }
        return runs;
    }

    private Map<LocalDate, String> indexDays() {
        Map<LocalDate, String> days = new HashMap<>();
        for (IndexHistory index : m.data.indices().values()) {
            for (int row = 0; row < index.dates().size(); row++) {
                days.put(index.dates().date(row), index.symbol());
            }
        }
        return days;
    }

    /** The index that has most of the stocks' days. */
    private Optional<IndexHistory> witness() {
        for (IndexHistory index : m.data.indices().values()) {
            int common = 0;
            for (int row = m.from; row < m.to; row++) {
                common += index.dates().indexOf(m.dates.date(row)) >= 0 ? 1 : 0;
            }
            if (common > 0.95 * (m.to - m.from)) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }

    private static boolean isConfirmed(Optional<IndexHistory> witness, LocalDate day) {
        return witness.filter(index -> index.dates().floor(day) >= 0
                        && index.dates().ceiling(day) < index.dates().size()
                        && index.dates().indexOf(day) < 0)
                .isPresent();
    }

    /** True if some other year is closed within so many days of the same day. */
    private boolean recurs(LocalDate day, Set<LocalDate> closed, int window) {
        for (int year = m.year(m.from); year <= m.year(m.to - 1); year++) {
            LocalDate same = day.withYear(year);
            for (int d = -window; year != day.getYear() && d <= window; d++) {
                if (closed.contains(same.plusDays(d))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void weekends(boolean[] weekdays) {
        Hits hits = findings.begin(Check.WEEKEND_ROWS);
        for (int row = m.from; row < m.to; row++) {
            LocalDate date = m.dates.date(row);
            int stocks = m.rowsOn[row];
            if (stocks > 0 && !weekdays[weekday(date)]) {
                hits.add(
                        1,
                        "",
                        date.toString(),
                        OptionalInt.of(date.getYear()),
                        () -> String.format(Locale.ROOT, "%s, %,d rows", name(date), stocks));
                hits.touchMissing(stocks);
            }
        }
        findings.end(hits, m.to - m.from);
    }

    private void thinDays() {
        Hits hits = findings.begin(Check.THIN_DAYS);
        for (int row = m.from; row < m.to; row++) {
            int stocks = m.rowsOn[row];
            int usual = m.usualRows[row];
            if (stocks > 0 && m.isThin(row)) {
                LocalDate date = m.dates.date(row);
                hits.add(
                        1,
                        "",
                        date.toString(),
                        OptionalInt.of(date.getYear()),
                        () -> String.format(Locale.ROOT, "%,d rows, around it %,d", stocks, usual));
                hits.touchMissing(usual - stocks);
            }
        }
        findings.end(hits, m.to - m.from);
    }

    private void gaps() {
        int suspension = findings.settings().gaps().suspensionDays();
        Hits gaps = findings.begin(Check.GAPS);
        Hits suspensions = findings.begin(Check.SUSPENSIONS);
        long checked = 0;
        for (int column = 0; column < m.columns; column++) {
            Optional<Instrument> instrument = m.data.instrument(column);
            int listed = day(instrument.flatMap(Instrument::listedOn), Integer.MIN_VALUE);
            int delisted = day(instrument.flatMap(Instrument::delistedOn), Integer.MAX_VALUE);
            List<Integer> run = new ArrayList<>();
            for (int row = m.firstRow[column]; row >= 0 && row <= m.lastRow[column]; row++) {
                int day = m.dates.epochDay(row);
                if (m.isFullDay(row) && day >= listed && day < delisted) {
                    checked++;
                    if (!m.hasRow(row, column)) {
                        run.add(row);
                        continue;
                    }
                }
                if (m.hasRow(row, column)) {
                    count(run.size() < suspension ? gaps : suspensions, column, run);
                    run.clear();
                }
            }
        }
        findings.end(gaps, checked);
        findings.end(suspensions, checked);
    }

    private static void count(Hits hits, int column, List<Integer> run) {
        if (run.isEmpty()) {
            return;
        }
        int length = run.size();
        for (int row : run) {
            hits.row(column, row, () -> length == 1 ? "no row" : "no row for " + length + " trading days");
        }
        hits.touchMissing(length);
    }

    private static int day(Optional<LocalDate> date, int otherwise) {
        return date.map(d -> Math.toIntExact(d.toEpochDay())).orElse(otherwise);
    }
}
