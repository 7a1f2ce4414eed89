package io.qvm.backtest.schedule;

import io.qvm.backtest.rules.ReferenceRules.Returns;
import io.qvm.backtest.rules.StrategyRules;
import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import java.time.LocalDate;

/**
 * The days of a run: trading days of the market data within the asked range.
 *
 * <p>A day of the run is an index k, 0 to size - 1; {@link #row(int)} gives its row in the market data's panels.
 */
public final class RunWindow {
    /** A range may begin or end so many days outside the data: weekends and long holidays. */
    private static final int SLACK_DAYS = 10;

    private final LocalDate start;
    private final LocalDate end;
    private final int[] rows;
    private final DateIndex dates;

    private RunWindow(LocalDate start, LocalDate end, int[] rows, DateIndex dates) {
        this.start = start;
        this.end = end;
        this.rows = rows;
        this.dates = dates;
    }

    /**
     * Finds the days.
     *
     * @throws InvalidInputException if there are no scores, or the market data do not cover the range
     */
    public static RunWindow of(StrategyRules rules, FactorScores scores, MarketData data) {
        DateIndex market = data.dates();
        if (market.isEmpty()) {
            throw new InvalidInputException("no market data: import prices first");
        }
        if (scores.dates().isEmpty()) {
            throw new InvalidInputException("no scores of version " + rules.scores()
                    + "; generate them first: qvm generate --model " + rules.scores());
        }
        LocalDate start = rules.start().orElse(scores.dates().date(0));
        LocalDate end = rules.end().orElse(scores.dates().date(scores.dates().size() - 1));
        if (start.isAfter(end)) {
            throw new InvalidInputException("empty range: start " + start + " is after end " + end
                    + "; scores of version " + rules.scores() + " go from "
                    + scores.dates().date(0) + " to "
                    + scores.dates().date(scores.dates().size() - 1));
        }
        LocalDate first = market.date(0);
        LocalDate last = market.date(market.size() - 1);
        if (start.isBefore(first.minusDays(SLACK_DAYS)) || end.isAfter(last.plusDays(SLACK_DAYS))) {
            throw new InvalidInputException("market data go from " + first + " to " + last + ", the backtest asks for "
                    + start + " to " + end + "; choose a range within the data");
        }
        boolean everyRow = rules.referenceRules().returns() == Returns.ROW_TO_ROW;
        int from = market.ceiling(start);
        int to = market.floor(end);
        int[] rows = new int[Math.max(0, to - from + 1)];
        int n = 0;
        for (int row = from; row <= to; row++) {
            if (everyRow ? data.priceRows().hasAny(row) : data.isTradingDay(row)) {
                rows[n++] = row;
            }
        }
        if (n == 0) {
            throw new InvalidInputException("no trading day between " + start + " and " + end + "; market data go from "
                    + first + " to " + last);
        }
        rows = java.util.Arrays.copyOf(rows, n);
        int[] days = new int[n];
        for (int k = 0; k < n; k++) {
            days[k] = market.epochDay(rows[k]);
        }
        return new RunWindow(start, end, rows, DateIndex.of(days));
    }

    /** First day asked for. */
    public LocalDate start() {
        return start;
    }

    /** Last day asked for. */
    public LocalDate end() {
        return end;
    }

    public int size() {
        return rows.length;
    }

    /** Row of a day in the market data. */
    public int row(int k) {
        return rows[k];
    }

    public LocalDate date(int k) {
        return dates.date(k);
    }

    /** The days themselves. */
    public DateIndex dates() {
        return dates;
    }
}
