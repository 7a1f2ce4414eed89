package io.qvm.backtest.simulation;

import io.qvm.backtest.funnel.Targets;
import io.qvm.backtest.rules.SimulationRules;
import io.qvm.backtest.schedule.RunWindow;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.TickerIndex;
import io.qvm.market.run.Trade;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A cash-and-shares account whose positions drift between rebalances.
 *
 * <p>Each day: cash earns interest; positions take the day's prices, a stock without price keeps its last one; delisted
 * stocks leave at their delisting return; then orders due at this close are executed, sells before buys. Buys share the cash
 * there is: if it does not suffice for all of them and their costs, all are cut by the same factor. Quantities are rounded
 * down to whole lots.
 *
 * <p>A rebalance executes at the close of the execution lag's day: every stock is traded to weight x exposure x equity. When
 * only the exposure changes, every position is scaled by the ratio. An order in a stock that cannot be traded that day is
 * carried until it can be, or until the next rebalance.
 *
 * <p>A day costs O(columns); all state is in arrays by column.
 */
public final class DriftSimulation {
    private final SimulationRules rules;
    private final RunWindow window;
    private final int lag;
    private final TickerIndex tickers;
    private final Prices prices;
    private final double costRate;

    /** Prepares a simulation over a window. */
    public DriftSimulation(SimulationRules rules, int lag, RunWindow window, MarketData data) {
        this.rules = rules;
        this.lag = lag;
        this.window = window;
        this.tickers = data.tickers();
        this.prices = new Prices(data);
        this.costRate = rules.costsBps() / 10_000;
    }

    /**
     * Runs it.
     *
     * @param targets what each rebalance decided, by day
     * @param exposure share of capital to invest, decided at the close of each day of the window
     */
    public SimulationResult run(List<Targets> targets, double[] exposure) {
        return new Run(targets, exposure).run();
    }

    private final class Run {
        private final List<Targets> targets;
        private final double[] exposure;
        private final int n = window.size();
        private final double[] gross = new double[n];
        private final double[] cost = new double[n];
        private final double[] net = new double[n];
        private final double[] invested = new double[n];
        private final double[] turnover = new double[n];
        private final double[] equityOut = new double[n];
        private final int[] positions = new int[n];
        private final List<Trade> trades = new ArrayList<>();
        private final List<double[]> sharesAfter = new ArrayList<>();

        private final int columns = prices.columns();
        private final Account account = new Account(columns, rules.initialCapital());
        private final double[] weight = new double[columns];
        private final double[] wanted = new double[columns];
        private final boolean[] ordered = new boolean[columns];
        private final boolean[] carried = new boolean[columns];
        private final int[] daysWithoutPrice = new int[columns];
        private double exposureInForce = 1;
        private double paid;
        private double traded;

        Run(List<Targets> targets, double[] exposure) {
            this.targets = targets;
            this.exposure = exposure;
        }

        SimulationResult run() {
            double before = rules.initialCapital();
            double unit = 1;
            int next = 0;
            for (int k = 0; k < n; k++) {
                openDay(k);
                double equity = account.cash() + account.invested();
                if (!Double.isFinite(equity)) {
                    throw new InvalidInputException("the account has no finite value on " + window.date(k)
                            + "; look for impossible adjusted closes, first in " + dearest());
                }
                gross[k] = before == 0 ? 0 : equity / before - 1;
                paid = 0;
                traded = 0;
                boolean rebalance = next < targets.size() && targets.get(next).day() + lag == k;
                if (rebalance) {
                    takeTargets(targets.get(next));
                }
                order(k, rebalance, equity);
                if (rebalance) {
                    sharesAfter.add(sharesOf(targets.get(next)));
                    next++;
                }
                double after = equity - paid;
                account.check(window.date(k).toString(), after);
                cost[k] = before == 0 ? 0 : paid / before;
                net[k] = gross[k] - cost[k];
                unit *= 1 + net[k];
                turnover[k] = equity == 0 ? 0 : traded / 2 / equity;
                invested[k] = after == 0 ? 0 : account.invested() / after;
                positions[k] = account.positions();
                equityOut[k] = after / rules.initialCapital();
                if (!(Math.abs(unit - equityOut[k]) <= 1e-9 * Math.max(1, unit))) {
                    throw new IllegalStateException("returns do not compound to the account on " + window.date(k) + ": "
                            + unit + " instead of " + equityOut[k]);
                }
                before = after;
            }
            while (next < targets.size()) {
                double[] unknown = new double[targets.get(next++).columns().length];
                Arrays.fill(unknown, Double.NaN);
                sharesAfter.add(unknown);
            }
            return new SimulationResult(
                    gross, cost, net, invested, turnover, equityOut, positions, trades, sharesAfter);
        }

        /** The stock with the most valuable position. */
        private String dearest() {
            int dearest = 0;
            for (int c = 0; c < columns; c++) {
                boolean held = account.shares(c) > 0;
                if (held
                        && !(account.shares(c) * account.price(c)
                                <= account.shares(dearest) * account.price(dearest))) {
                    dearest = c;
                }
            }
            return tickers.ticker(dearest);
        }

        /** Interest, prices, delistings. */
        private void openDay(int k) {
            int row = window.row(k);
            int day = window.dates().epochDay(k);
            if (k > 0) {
                account.earn(account.cash()
                        * rules.cashRate()
                        * (day - window.dates().epochDay(k - 1))
                        / 365);
            }
            for (int c = 0; c < columns; c++) {
                if (account.shares(c) == 0) {
                    continue;
                }
                if (prices.isDelisted(c, day)) {
                    double known = prices.delistingReturn(c);
                    leave(k, c, known, "delisted", "delisted, return not known");
                    continue;
                }
                double price = prices.at(row, c);
                if (!Double.isNaN(price)) {
                    account.mark(c, price);
                    daysWithoutPrice[c] = 0;
                } else if (++daysWithoutPrice[c] >= rules.delistedAfterDaysWithoutPrice()) {
                    leave(k, c, Double.NaN, "", "no price for " + daysWithoutPrice[c] + " days, taken as delisted");
                }
            }
        }

        private void leave(int k, int c, double known, String reason, String reasonIfUnknown) {
            boolean unknown = Double.isNaN(known);
            double ret = unknown ? rules.unknownDelistingReturn() : known;
            trades.add(new Trade(
                    window.date(k),
                    tickers.ticker(c),
                    -account.shares(c),
                    account.price(c) * (1 + ret),
                    0,
                    unknown ? reasonIfUnknown : reason));
            account.leave(c, ret);
            weight[c] = 0;
            carried[c] = false;
            daysWithoutPrice[c] = 0;
        }

        private void takeTargets(Targets decided) {
            Arrays.fill(weight, 0);
            Arrays.fill(carried, false);
            for (int i = 0; i < decided.columns().length; i++) {
                weight[decided.columns()[i]] = decided.weights()[i];
            }
        }

        private void order(int k, boolean rebalance, double equity) {
            double inForce = k >= lag ? exposure[k - lag] : 1;
            boolean scale = inForce != exposureInForce;
            double ratio = exposureInForce == 0 ? Double.NaN : inForce / exposureInForce;
            exposureInForce = inForce;
            int row = window.row(k);
            int day = window.dates().epochDay(k);
            boolean any = false;
            for (int c = 0; c < columns; c++) {
                boolean concerned = account.shares(c) != 0 || weight[c] != 0;
                boolean asked = (rebalance || scale) ? concerned : carried[c];
                ordered[c] = false;
                if (!asked) {
                    continue;
                }
                if (!prices.canTrade(row, c, day)) {
                    carried[c] = true;
                    continue;
                }
                account.mark(c, prices.at(row, c));
                boolean toTarget = rebalance || carried[c] || Double.isNaN(ratio);
                double quantity =
                        toTarget ? weight[c] * inForce * equity / account.price(c) : account.shares(c) * ratio;
                wanted[c] = toTarget && weight[c] == 0 ? 0 : lots(quantity);
                ordered[c] = true;
                carried[c] = false;
                any = true;
            }
            if (any) {
                execute(k, rebalance ? "rebalance" : scale ? "overlay" : "carried order");
            }
        }

        private void execute(int k, String reason) {
            double buys = 0;
            for (int c = 0; c < columns; c++) {
                double change = ordered[c] ? wanted[c] - account.shares(c) : 0;
                if (change < 0) {
                    trade(k, c, change, reason);
                } else {
                    buys += change * (ordered[c] ? account.price(c) : 0);
                }
            }
            double need = buys * (1 + costRate);
            double factor = need > account.cash() ? Math.max(0, account.cash()) / need : 1;
            for (int c = 0; c < columns; c++) {
                double change = ordered[c] ? wanted[c] - account.shares(c) : 0;
                if (change > 0) {
                    trade(k, c, factor < 1 ? lots(change * factor) : change, reason);
                }
            }
        }

        private void trade(int k, int c, double quantity, String reason) {
            if (quantity == 0) {
                return;
            }
            double value = Math.abs(quantity) * account.price(c);
            double charge = value * costRate;
            account.trade(c, quantity, charge);
            paid += charge;
            traded += value;
            trades.add(new Trade(window.date(k), tickers.ticker(c), quantity, account.price(c), charge, reason));
        }

        private double lots(double quantity) {
            return Math.floor(quantity / rules.lotSize()) * rules.lotSize();
        }

        private double[] sharesOf(Targets decided) {
            return Arrays.stream(decided.columns()).mapToDouble(account::shares).toArray();
        }
    }
}
