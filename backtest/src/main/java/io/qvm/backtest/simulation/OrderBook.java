package io.qvm.backtest.simulation;

import io.qvm.backtest.funnel.Targets;
import io.qvm.backtest.rules.SimulationRules;
import io.qvm.backtest.rules.SimulationRules.Unfilled;
import io.qvm.backtest.schedule.RunWindow;
import io.qvm.market.MarketData;
import io.qvm.market.TickerIndex;
import java.time.LocalDate;

/**
 * What is to be traded: target weights in force, orders that wait, and the orders of a close.
 *
 * <p>Orders are sized anew at every close. A rebalance orders every stock to weight x exposure x equity; a change of exposure
 * alone scales every position; an order that waits goes to its target. Sizes are cut by what a day can take: nothing of a
 * suspended stock or on the closed side of a price limit, else a share of ADTV.
 */
final class OrderBook {
    private static final int ADTV_DAYS = 21;

    private final RunWindow window;
    private final TickerIndex tickers;
    private final Prices prices;
    private final TradingHistory history;
    private final PriceLimits limits;
    private final Account account;
    private final Notes notes;
    private final Lots lots;
    private final boolean carries;
    private final boolean capped;
    private final double maxParticipation;

    private final double[] weight;
    private final ColumnSet weighted;
    private final ColumnSet waiting;
    private final int[] asked;
    private final int[] column;
    private final double[] change;
    private int size;
    private boolean saleHeldBack;

    OrderBook(
            SimulationRules rules,
            RunWindow window,
            MarketData data,
            Prices prices,
            TradingHistory history,
            Account account,
            Notes notes) {
        this.window = window;
        this.tickers = data.tickers();
        this.prices = prices;
        this.history = history;
        this.limits = new PriceLimits(rules, history);
        this.account = account;
        this.notes = notes;
        this.lots = new Lots(rules.lotSize());
        this.carries = rules.unfilled() == Unfilled.CARRY;
        this.capped = rules.maxParticipation().isPresent();
        this.maxParticipation = rules.maxParticipation().orElse(Double.POSITIVE_INFINITY);
        int columns = prices.columns();
        this.weight = new double[columns];
        this.weighted = new ColumnSet(columns);
        this.waiting = new ColumnSet(columns);
        this.asked = new int[columns];
        this.column = new int[columns];
        this.change = new double[columns];
    }

    /** Number of orders of the close. */
    int size() {
        return size;
    }

    /** Stock of the i-th order, ascending. */
    int column(int i) {
        return column[i];
    }

    /** Shares to buy, or to sell if negative; never zero. */
    double change(int i) {
        return change[i];
    }

    /** True if proceeds will come later because a sale was cut by participation or a price limit. */
    boolean saleHeldBack() {
        return saleHeldBack;
    }

    /** Takes new targets in place of the old ones; orders that still wait are forgotten. */
    void take(Targets decided) {
        for (int i = 0; i < waiting.size(); i++) {
            int c = waiting.get(i);
            notes.add("orders_forgotten_at_rebalance", () -> decided.date() + " " + tickers.ticker(c));
        }
        waiting.clear();
        forgetTargets();
        for (int i = 0; i < decided.columns().length; i++) {
            if (decided.weights()[i] != 0) {
                weight[decided.columns()[i]] = decided.weights()[i];
                weighted.add(decided.columns()[i]);
            }
        }
    }

    private void forgetTargets() {
        for (int i = 0; i < weighted.size(); i++) {
            weight[weighted.get(i)] = 0;
        }
        weighted.clear();
    }

    /** Wants nothing more of a stock. */
    void forget(int c) {
        weight[c] = 0;
        weighted.remove(c);
        waiting.remove(c);
    }

    /** Wants nothing at all. */
    void forgetAll() {
        forgetTargets();
        waiting.clear();
    }

    /**
     * Makes the orders of a close.
     *
     * @param rebalance whether targets are new
     * @param exposure in force
     * @param before exposure in force the day before
     * @param equity before trading
     */
    void decide(int k, boolean rebalance, double exposure, double before, double equity) {
        boolean scale = exposure != before;
        double ratio = before == 0 ? Double.NaN : exposure / before;
        size = 0;
        saleHeldBack = false;
        int n = rebalance || scale ? account.held().union(weighted, asked) : waiting.copy(asked);
        int row = window.row(k);
        int day = window.dates().epochDay(k);
        for (int i = 0; i < n; i++) {
            int c = asked[i];
            if (prices.isDelisted(c, day)) {
                cancel(k, c);
            } else if (!prices.canTrade(row, c, day)) {
                waitFor("suspended", k, c);
            } else {
                account.mark(c, prices.at(row, c));
                boolean toTarget = rebalance || waiting.contains(c) || Double.isNaN(ratio);
                double target = toTarget ? weight[c] * exposure * equity / account.price(c) : account.shares(c) * ratio;
                order(k, row, c, target);
            }
        }
    }

    private void order(int k, int row, int c, double target) {
        double held = account.shares(c);
        double wanted = lots.change(held, target);
        if (wanted == 0) {
            waiting.remove(c);
            if (held == 0 && target > 0) {
                notes.add(
                        "capital_too_small",
                        () -> window.date(k) + " one lot of " + tickers.ticker(c) + " costs more"
                                + " than its share of the capital");
            }
            return;
        }
        if (limits.closed(row, c, wanted > 0)) {
            saleHeldBack |= wanted < 0;
            waitFor("price limit", k, c);
            return;
        }
        double possible = wanted;
        if (capped) {
            double most = maxParticipation * history.averageTradedValue(row, c, ADTV_DAYS) / account.price(c);
            possible = lots.cut(wanted, most);
        }
        if (possible == wanted) {
            waiting.remove(c);
        } else {
            saleHeldBack |= wanted < 0;
            waitFor("participation", k, c);
        }
        if (possible != 0) {
            column[size] = c;
            change[size++] = possible;
        }
    }

    /** Leaves an order, or what could not be traded of it, for a later day, or drops it. */
    void waitFor(String reason, int k, int c) {
        if (!waiting.contains(c)) {
            String key = carries ? "orders_carried" : "orders_dropped";
            notes.add(key, () -> window.date(k) + " " + tickers.ticker(c) + " (" + reason + ")");
        }
        if (carries) {
            waiting.add(c);
        }
    }

    private void cancel(int k, int c) {
        LocalDate date = window.date(k);
        notes.add("orders_cancelled", () -> date + " " + tickers.ticker(c) + " delisted before its order was executed");
        forget(c);
    }

    /** Rounds to lots. */
    double lots(double quantity) {
        return lots.floor(quantity);
    }
}
