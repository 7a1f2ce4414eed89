package io.qvm.backtest.simulation;

import io.qvm.backtest.rules.SimulationRules;
import io.qvm.backtest.schedule.RunWindow;
import io.qvm.market.TickerIndex;

/**
 * Executes the orders of a close, sells before buys, and adds up what they cost.
 *
 * <p>Buys share the settled cash and what may be borrowed: if it does not suffice for all of them and their costs, all are
 * cut by the same factor and rounded down to lots. What is cut waits if money is still to come, from sales that have not
 * settled or were held back; otherwise it is left.
 */
final class Execution {
    private final RunWindow window;
    private final TickerIndex tickers;
    private final Account account;
    private final OrderBook orders;
    private final Costs costs;
    private final TradeLog log;
    private final Notes notes;
    private final double maxLeverage;

    private double commission;
    private double tax;
    private double spread;
    private double impact;
    private double paid;
    private double traded;

    Execution(
            SimulationRules rules,
            RunWindow window,
            TickerIndex tickers,
            Account account,
            OrderBook orders,
            Costs costs,
            TradeLog log,
            Notes notes) {
        this.window = window;
        this.tickers = tickers;
        this.account = account;
        this.orders = orders;
        this.costs = costs;
        this.log = log;
        this.notes = notes;
        this.maxLeverage = rules.maxLeverage();
    }

    /** Begins a day. */
    void open() {
        commission = 0;
        tax = 0;
        spread = 0;
        impact = 0;
        paid = 0;
        traded = 0;
    }

    /** Executes the orders of a close; equity is that before trading. */
    void run(int k, String reason, double equity) {
        int row = window.row(k);
        double buys = 0;
        double buyImpact = 0;
        for (int i = 0; i < orders.size(); i++) {
            double change = orders.change(i);
            int c = orders.column(i);
            if (change < 0) {
                trade(k, row, c, change, reason);
            } else {
                double value = change * account.price(c);
                buys += value;
                buyImpact += costs.impact(row, c, value);
            }
        }
        if (buys == 0) {
            return;
        }
        // Costs lower equity, and with it what may be borrowed.
        double need = buys * (1 + maxLeverage * costs.buyRate()) + maxLeverage * buyImpact;
        double settledBefore = account.settledCash();
        double budget = settledBefore + (maxLeverage - 1) * (equity - paid);
        double factor = need > budget ? Math.max(0, budget) / need : 1;
        boolean moneyToCome = account.awaitsProceeds(k) || orders.saleHeldBack();
        for (int i = 0; i < orders.size(); i++) {
            double change = orders.change(i);
            int c = orders.column(i);
            if (change > 0) {
                double bought = factor < 1 ? orders.lots(change * factor) : change;
                if (bought < change && moneyToCome) {
                    orders.waitFor("proceeds to come", k, c);
                }
                trade(k, row, c, bought, reason);
            }
        }
        double floor = -(maxLeverage - 1) * (equity - paid);
        // An account whose losses took it below the floor buys nothing, but nobody makes it sell.
        if (account.settledCash() < Math.min(floor, settledBefore) - 1e-9 * Math.max(Math.abs(equity), 1)) {
            throw new IllegalStateException("cash below " + (maxLeverage == 1 ? "zero" : "what may be borrowed")
                    + " on " + window.date(k) + ": " + account.settledCash());
        }
    }

    private void trade(int k, int row, int c, double quantity, String reason) {
        if (quantity == 0) {
            return;
        }
        double value = Math.abs(quantity) * account.price(c);
        double charge = costs.of(row, c, value, quantity < 0);
        if (costs.impactUnknown()) {
            notes.add("impact_unknown", () -> window.date(k) + " " + tickers.ticker(c) + " traded without impact");
        } else if (costs.impactCapped()) {
            notes.add("impact_capped", () -> window.date(k) + " " + tickers.ticker(c) + " is too large for its market");
        }
        account.trade(k, c, quantity, charge);
        commission += costs.commission();
        tax += costs.tax();
        spread += costs.spread();
        impact += costs.impact();
        paid += charge;
        traded += value;
        log.trade(k, c, quantity, account.price(c), charge, reason);
    }

    /** Costs of the day so far, currency. */
    double paid() {
        return paid;
    }

    /** Value bought and sold so far, currency. */
    double traded() {
        return traded;
    }

    double commission() {
        return commission;
    }

    double tax() {
        return tax;
    }

    double spread() {
        return spread;
    }

    double impact() {
        return impact;
    }
}
