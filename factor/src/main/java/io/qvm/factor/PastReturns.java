package io.qvm.factor;

import io.qvm.factor.formula.Expression;
import io.qvm.market.DateIndex;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.time.LocalDate;

/**
 * Total returns over past calendar months, from adjusted closing prices.
 *
 * <p>Both dates of a return are counted back from the day to be scored, by whole months, and fall on the month's last day
 * where that month is shorter. Which rows then give the two prices is the model's rule.
 */
final class PastReturns {
    private final DateIndex dates;
    private final int tickers;
    private final double[] price;
    private final ModelSpec.Market rule;
    private final AsOfRows rows;

    PastReturns(MarketData data, ModelSpec.Market rule) {
        this.dates = data.dates();
        this.tickers = data.tickers().size();
        this.price = data.panel(MarketField.ADJUSTED_CLOSE).values();
        this.rule = rule;
        this.rows = rule.returns() == ModelSpec.ReturnRule.FIRST_ROW_AFTER_START
                ? new AsOfRows(dates, data.tickers(), data.priceRows()::has)
                : new AsOfRows(dates, data.tickers(), (row, column) -> price[row * tickers + column] > 0);
    }

    /** Puts each ticker's return on a day into {@code out}, from {@code offset} on; NaN where a price is missing. */
    void fill(LocalDate day, Expression.PastReturn input, double[] out, int offset) {
        Span span = span(day, input);
        for (int column = 0; column < tickers; column++) {
            out[offset + column] = span.value(column);
        }
    }

    /** The rows between which a return lies on a day. */
    Span span(LocalDate day, Expression.PastReturn input) {
        LocalDate start = day.minusMonths(input.lookbackMonths() + input.skipMonths());
        LocalDate end = day.minusMonths(input.skipMonths());
        return rule.returns() == ModelSpec.ReturnRule.FIRST_ROW_AFTER_START
                ? new FirstRowAfterStart(day, start, end)
                : new NearDates(start, end);
    }

    /** The two rows of a return on one day, per ticker. */
    abstract class Span {
        /** Row of the price at the start, {@link AsOfRows#NONE} if there is none that counts. */
        abstract int from(int column);

        /** Row of the price at the end, {@link AsOfRows#NONE} if there is none that counts. */
        abstract int to(int column);

        /** The return, NaN if a price is missing. */
        double value(int column) {
            int from = from(column);
            int to = to(column);
            return from < 0 || to < 0 ? Double.NaN : change(from, to, column);
        }
    }

    private final class FirstRowAfterStart extends Span {
        private final int firstRow;
        private final int startRow;
        private final int endRow;
        private final int lastRow;

        FirstRowAfterStart(LocalDate day, LocalDate start, LocalDate end) {
            LocalDate window = day.minusMonths(rule.returnWindowMonths().orElseThrow());
            this.firstRow = dates.ceiling(window);
            this.startRow = dates.ceiling(start);
            this.endRow = dates.floor(end);
            this.lastRow = dates.floor(day);
        }

        @Override
        int from(int column) {
            return rows.from(startRow, lastRow, column);
        }

        @Override
        int to(int column) {
            int row = rows.upTo(endRow, column);
            return row < firstRow ? AsOfRows.NONE : row;
        }
    }

    private final class NearDates extends Span {
        private final int startRow;
        private final int endRow;
        private final long earliestStart;
        private final long earliestEnd;

        NearDates(LocalDate start, LocalDate end) {
            int gap = rule.returnMaxGapDays().orElseThrow();
            this.startRow = dates.floor(start);
            this.endRow = dates.floor(end);
            this.earliestStart = start.toEpochDay() - gap;
            this.earliestEnd = end.toEpochDay() - gap;
        }

        @Override
        int from(int column) {
            return near(rows.upTo(startRow, column), earliestStart);
        }

        @Override
        int to(int column) {
            return near(rows.upTo(endRow, column), earliestEnd);
        }

        private int near(int row, long earliest) {
            return row >= 0 && dates.epochDay(row) >= earliest ? row : AsOfRows.NONE;
        }
    }

    /** The price in a row. */
    double price(int row, int column) {
        return price[row * tickers + column];
    }

    private double change(int from, int to, int column) {
        double before = price[from * tickers + column];
        double after = price[to * tickers + column];
        return before > 0 ? after / before - 1 : Double.NaN;
    }
}
