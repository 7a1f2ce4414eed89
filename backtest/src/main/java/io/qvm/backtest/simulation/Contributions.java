package io.qvm.backtest.simulation;

import java.time.YearMonth;

/**
 * Where an account's money came from, by month and stock: the profit and loss behind a contribution analysis.
 *
 * <p>Entries lie month after month, within a month by column, only for stocks that were held or traded in it; those of the
 * p-th month are {@code starts[p]} to before {@code starts[p + 1]}. All amounts are currency. In every month, and over all of
 * them, the sum of profits less the sum of costs, plus interest and what was written off, is the change of equity. A
 * month's contribution to return by stock is {@code (profit - cost) / capitalBefore}. Empty in constant-weight mode.
 *
 * @param months year x 12 + month - 1, ascending, one per calendar month of the run
 * @param starts first entry of each month, and one more: the number of entries
 * @param columns stock of each entry, as a column of the market data
 * @param profit of each entry: changes of price, dividends, delisting, before costs of trading
 * @param cost of each entry, never negative
 * @param interest of each month, on cash and on what was borrowed
 * @param writtenOff of each month: what a ruined account owed and nobody paid, 0 without leverage
 * @param capitalBefore equity at the month's beginning
 */
public record Contributions(
        int[] months,
        int[] starts,
        int[] columns,
        double[] profit,
        double[] cost,
        double[] interest,
        double[] writtenOff,
        double[] capitalBefore) {
    /** No months at all. */
    public static Contributions none() {
        double[] none = {};
        return new Contributions(new int[0], new int[1], new int[0], none, none, none, none, none);
    }

    /** The p-th month. */
    public YearMonth month(int p) {
        return YearMonth.of(Math.floorDiv(months[p], 12), Math.floorMod(months[p], 12) + 1);
    }

    /** Index of the first month not before this one; their number if there is none. */
    public int ceiling(YearMonth month) {
        int p = 0;
        while (p < months.length && month(p).isBefore(month)) {
            p++;
        }
        return p;
    }

    /**
     * Profit less costs by column over some months, for example those of a year.
     *
     * @param from first month's index
     * @param to index after the last month's
     * @param width number of columns of the market data
     */
    public double[] netByColumn(int from, int to, int width) {
        double[] net = new double[width];
        for (int i = starts[from]; i < starts[to]; i++) {
            net[columns[i]] += profit[i] - cost[i];
        }
        return net;
    }
}
