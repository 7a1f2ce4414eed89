package io.qvm.backtest.construction;

import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import java.util.ArrayList;
import java.util.List;

/**
 * Daily returns of some stocks over the last trading days up to a decision, for estimates of risk.
 *
 * <p>Returns of adjusted closes; a day without price counts as one without change. A stock without enough history, a price
 * on fewer than half of the days, gets the mean of the others' returns on the days before its first price: it is taken to
 * have moved with them, which is said in the notes.
 *
 * @param returns days by stocks
 * @param notes one line for each stock whose history is short
 */
record ReturnWindow(double[][] returns, List<String> notes) {
    /**
     * Reads the window that ends on a row, the row included.
     *
     * @param columns stocks
     * @param lookbackDays trading days of returns, fewer at the begin of the data
     */
    static ReturnWindow of(MarketData data, int row, int[] columns, int lookbackDays) {
        List<Integer> rows = new ArrayList<>();
        for (int r = row; r >= 0 && rows.size() <= lookbackDays; r--) {
            if (data.isTradingDay(r)) {
                rows.add(0, r);
            }
        }
        int days = Math.max(0, rows.size() - 1);
        double[][] returns = new double[days][columns.length];
        boolean[] known = new boolean[columns.length];
        List<String> notes = new ArrayList<>();
        Panel prices = data.panel(MarketField.ADJUSTED_CLOSE);
        for (int i = 0; i < columns.length; i++) {
            double last = Double.NaN;
            int there = 0;
            for (int d = 0; d <= days && !rows.isEmpty(); d++) {
                double price = prices.get(rows.get(d), columns[i]);
                boolean valid = price > 0 && price < Double.POSITIVE_INFINITY;
                if (d > 0) {
                    returns[d - 1][i] = Double.isNaN(last) ? Double.NaN : valid ? price / last - 1 : 0;
                }
                there += valid ? 1 : 0;
                last = valid ? price : last;
            }
            known[i] = 2 * there >= days;
            if (!known[i]) {
                notes.add(data.tickers().ticker(columns[i]) + " has " + there + " prices in " + days
                        + " days, risk as of the others");
            }
        }
        fill(returns, known);
        return new ReturnWindow(returns, notes);
    }

    /** Puts the mean of the known stocks' returns where there is none; zero if there is no known one. */
    private static void fill(double[][] returns, boolean[] known) {
        for (double[] day : returns) {
            double sum = 0;
            int n = 0;
            for (int i = 0; i < day.length; i++) {
                if (known[i] && !Double.isNaN(day[i])) {
                    sum += day[i];
                    n++;
                }
            }
            for (int i = 0; i < day.length; i++) {
                day[i] = Double.isNaN(day[i]) ? (n == 0 ? 0 : sum / n) : day[i];
            }
        }
    }
}
