package io.qvm.factor;

import io.qvm.factor.formula.Expression;
import io.qvm.market.DateIndex;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.time.LocalDate;
import java.util.Arrays;

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
        LocalDate start = day.minusMonths(input.lookbackMonths() + input.skipMonths());
        LocalDate end = day.minusMonths(input.skipMonths());
        if (rule.returns() == ModelSpec.ReturnRule.FIRST_ROW_AFTER_START) {
            firstRowAfterStart(day, start, end, out, offset);
        } else {
            nearDates(start, end, out, offset);
        }
    }

    private void firstRowAfterStart(LocalDate day, LocalDate start, LocalDate end, double[] out, int offset) {
        LocalDate window = day.minusMonths(rule.returnWindowMonths().orElseThrow());
        int firstRow = dates.ceiling(window);
        int startRow = dates.ceiling(start);
        int endRow = dates.floor(end);
        int lastRow = dates.floor(day);
        for (int column = 0; column < tickers; column++) {
            int from = rows.from(startRow, lastRow, column);
            int to = rows.upTo(endRow, column);
            out[offset + column] = from < 0 || to < firstRow ? Double.NaN : change(from, to, column);
        }
    }

    private void nearDates(LocalDate start, LocalDate end, double[] out, int offset) {
        int gap = rule.returnMaxGapDays().orElseThrow();
        int startRow = dates.floor(start);
        int endRow = dates.floor(end);
        if (startRow < 0 || endRow < 0) {
            Arrays.fill(out, offset, offset + tickers, Double.NaN);
            return;
        }
        for (int column = 0; column < tickers; column++) {
            int from = rows.upTo(startRow, column);
            int to = rows.upTo(endRow, column);
            boolean near = from >= 0
                    && to >= 0
                    && start.toEpochDay() - dates.epochDay(from) <= gap
                    && end.toEpochDay() - dates.epochDay(to) <= gap;
            out[offset + column] = near ? change(from, to, column) : Double.NaN;
        }
    }

    private double change(int from, int to, int column) {
        double before = price[from * tickers + column];
        double after = price[to * tickers + column];
        return before > 0 ? after / before - 1 : Double.NaN;
    }
}
