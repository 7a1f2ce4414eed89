package io.qvm.backtest.simulation;

import io.qvm.backtest.funnel.Targets;
import io.qvm.backtest.rules.SimulationRules;
import io.qvm.backtest.rules.SimulationRules.PriceSeries;
import io.qvm.backtest.schedule.RunWindow;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A cash-and-shares account whose positions drift between rebalances.
 *
 * <p>Each day: cash earns interest and sales settle; splits and dividends of the day take effect; positions take the day's
 * prices, a stock without price keeps its last one; delisted stocks leave at their delisting return; then orders due at this
 * close are executed, see {@link OrderBook} and {@link Execution}. A rebalance executes at the close of the execution
 * lag's day.
 *
 * <p>Identities are checked every day, see {@link DailyRecord} and {@link TradeLog}. A day costs O(positions + orders); all
 * state is in arrays by column.
 */
public final class DriftSimulation {
    private final SimulationRules rules;
    private final RunWindow window;
    private final int lag;
    private final MarketData data;
    private final Prices prices;
    private final Optional<CorporateActionBook> actions;
    private final TradingHistory history;
    private final Costs costs;

    /**
     * Prepares a simulation over a window.
     *
     * @throws InvalidInputException if the data lack what a rule needs: closes, corporate actions, traded values
     */
    public DriftSimulation(SimulationRules rules, int lag, RunWindow window, MarketData data) {
        this.rules = rules;
        this.lag = lag;
        this.window = window;
        this.data = data;
        this.actions = CorporateActionBook.of(rules, data);
        this.prices = new Prices(
                data, rules.prices() == PriceSeries.AS_TRADED ? MarketField.CLOSE : MarketField.ADJUSTED_CLOSE);
        this.history = new TradingHistory(data, actions);
        this.costs = new Costs(rules, history);
        if (rules.maxParticipation().isPresent() && !history.hasTradedValues()) {
            throw new InvalidInputException(
                    "simulation.max_participation needs traded values or volumes; the market data have neither");
        }
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
        private final int columns = prices.columns();
        private final Notes notes = new Notes();
        private final ContributionBook book = new ContributionBook(columns);
        private final Account account = new Account(columns, rules.initialCapital(), rules.settlementDays(), book);
        private final TradeLog log = new TradeLog(window, data.tickers());
        private final OrderBook orders = new OrderBook(rules, window, data, prices, history, account, notes);
        private final Execution execution =
                new Execution(rules, window, data.tickers(), account, orders, costs, log, notes);
        private final DailyRecord record = new DailyRecord(window.size(), rules.initialCapital(), window::date);
        private final Optional<CorporateActionBook.Cursor> cursor =
                actions.map(book -> book.new Cursor(account, log, columns));
        private final int[] daysWithoutPrice = new int[columns];
        private final int[] held = new int[columns];
        private final double[] today = new double[columns];
        private final List<double[]> sharesAfter = new ArrayList<>();

        Run(List<Targets> targets, double[] exposure) {
            this.targets = targets;
            this.exposure = exposure;
        }

        SimulationResult run() {
            double inForce = 1;
            int next = 0;
            for (int k = 0; k < window.size(); k++) {
                book.open(window, k, record.before());
                log.open();
                execution.open();
                double equity = openDay(k);

                boolean rebalance = next < targets.size() && targets.get(next).day() + lag == k;
                if (rebalance) {
                    orders.take(targets.get(next));
                }
                double exposureToday = k >= lag ? exposure[k - lag] : 1;
                orders.decide(k, rebalance, exposureToday, inForce, equity);
                if (orders.size() > 0) {
                    execution.run(
                            k,
                            rebalance ? "rebalance" : exposureToday != inForce ? "overlay" : "carried order",
                            equity);
                }
                inForce = exposureToday;
                if (rebalance) {
                    sharesAfter.add(sharesOf(targets.get(next++)));
                }
                log.check(k, account, execution.paid());
                record.close(k, equity, account, execution, book);
            }
            while (next < targets.size()) {
                double[] unknown = new double[targets.get(next++).columns().length];
                Arrays.fill(unknown, Double.NaN);
                sharesAfter.add(unknown);
            }
            return record.result(log, sharesAfter, book.close(), notes);
        }

        /** Interest, settlement, corporate actions, prices, delistings; gives the equity. */
        private double openDay(int k) {
            int row = window.row(k);
            int day = window.dates().epochDay(k);
            if (k > 0) {
                double cash = account.settledCash();
                account.earn(cash
                        * (cash < 0 ? rules.financingRate() : rules.cashRate())
                        * (day - window.dates().epochDay(k - 1))
                        / 365);
            }
            account.settle(k);
            cursor.ifPresent(c -> c.apply(day));
            int positions = account.held().copy(held);
            prices.at(row, held, positions, today);
            for (int i = 0; i < positions; i++) {
                price(k, day, held[i], today[i]);
            }
            cursor.ifPresent(c -> c.reinvest(
                    prices,
                    row,
                    column -> notes.add(
                            "dividends_kept_as_cash", () -> window.date(k) + " " + ticker(column) + " had no close")));
            double equity = account.cash() + account.invested();
            if (!Double.isFinite(equity)) {
                throw new InvalidInputException("the account has no finite value on " + window.date(k)
                        + "; look for impossible adjusted closes, first in " + dearest());
            }
            return equity < 0 ? ruin(k) : equity;
        }

        private void price(int k, int day, int c, double price) {
            if (prices.isDelisted(c, day)) {
                leave(k, c, prices.delistingReturn(c), "delisted", "delisted, return not known");
                return;
            }
            if (!Double.isNaN(price)) {
                account.mark(c, price);
                daysWithoutPrice[c] = 0;
            } else if (++daysWithoutPrice[c] >= rules.delistedAfterDaysWithoutPrice()) {
                leave(k, c, Double.NaN, "", "no price for " + daysWithoutPrice[c] + " days, taken as delisted");
            }
        }

        private void leave(int k, int c, double known, String reason, String reasonIfUnknown) {
            boolean unknown = Double.isNaN(known);
            double ret = unknown ? rules.unknownDelistingReturn() : known;
            log.trade(k, c, -account.shares(c), account.price(c) * (1 + ret), 0, unknown ? reasonIfUnknown : reason);
            account.leave(c, ret);
            orders.forget(c);
            daysWithoutPrice[c] = 0;
        }

        /** Ends an account that owes more than it owns: everything goes at the last prices, the lender bears the rest. */
        private double ruin(int k) {
            while (account.held().size() > 0) {
                leave(k, account.held().get(0), 0, "ruined", "ruined");
            }
            account.writeOffDebt();
            orders.forgetAll();
            notes.add("ruined", () -> window.date(k) + " debts exceed the value of all positions");
            return 0;
        }

        /** The stock with the most valuable position. */
        private String dearest() {
            int dearest = 0;
            for (int i = 0; i < account.held().size(); i++) {
                int c = account.held().get(i);
                if (!(account.value(c) <= account.value(dearest))) {
                    dearest = c;
                }
            }
            return ticker(dearest);
        }

        private String ticker(int column) {
            return data.tickers().ticker(column);
        }

        private double[] sharesOf(Targets decided) {
            return Arrays.stream(decided.columns()).mapToDouble(account::shares).toArray();
        }
    }
}
