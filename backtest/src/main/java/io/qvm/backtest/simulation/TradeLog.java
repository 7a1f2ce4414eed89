package io.qvm.backtest.simulation;

import io.qvm.backtest.schedule.RunWindow;
import io.qvm.market.TickerIndex;
import io.qvm.market.run.Trade;
import java.util.ArrayList;
import java.util.List;

/**
 * Records trades, and keeps shares a second time: what trades and corporate actions make of them, and nothing else.
 *
 * <p>At the end of a day the account must hold these shares to the bit, and the day's trades must have cost what was paid.
 */
final class TradeLog {
    private final RunWindow window;
    private final TickerIndex tickers;
    private final List<Trade> trades = new ArrayList<>();
    private final double[] shares;
    private final ColumnSet touched;
    private int firstOfDay;

    TradeLog(RunWindow window, TickerIndex tickers) {
        this.window = window;
        this.tickers = tickers;
        this.shares = new double[tickers.size()];
        this.touched = new ColumnSet(tickers.size());
    }

    void open() {
        firstOfDay = trades.size();
        touched.clear();
    }

    void trade(int k, int column, double quantity, double price, double cost, String reason) {
        trades.add(new Trade(window.date(k), tickers.ticker(column), quantity, price, cost, reason));
        shares[column] += quantity;
        touched.add(column);
    }

    void split(int column, double ratio) {
        shares[column] *= ratio;
    }

    void reinvest(int column, double quantity) {
        shares[column] += quantity;
    }

    /** Refuses to go on if shares changed by anything else, or trades cost something else; both are faults of this program. */
    void check(int k, Account account, double paid) {
        double costs = 0;
        for (int i = firstOfDay; i < trades.size(); i++) {
            costs += trades.get(i).cost();
        }
        if (!(Math.abs(costs - paid) <= 1e-9 * Math.max(1, paid))) {
            throw new IllegalStateException(
                    "trades of " + window.date(k) + " cost " + costs + ", but " + paid + " was paid");
        }
        check(k, account, account.held());
        check(k, account, touched);
    }

    private void check(int k, Account account, ColumnSet columns) {
        for (int i = 0; i < columns.size(); i++) {
            int c = columns.get(i);
            if (account.shares(c) != shares[c] || shares[c] < 0) {
                throw new IllegalStateException("shares of " + tickers.ticker(c) + " on " + window.date(k) + " are "
                        + account.shares(c) + ", by trades and corporate actions " + shares[c]);
            }
        }
    }

    List<Trade> trades() {
        return trades;
    }
}
