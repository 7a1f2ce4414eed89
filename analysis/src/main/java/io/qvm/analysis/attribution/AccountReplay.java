package io.qvm.analysis.attribution;

import io.qvm.market.CorporateAction;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.TickerIndex;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.DailyReturns;
import io.qvm.market.run.Trade;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The positions of a share account on every day, from its trades and the prices.
 *
 * <p>Shares change by trades, and where prices are as traded by splits and reinvested dividends. Each day's profit of a stock is its
 * shares times the change of price, with dividends; a stock that leaves by delisting has the price of its last trade. The
 * account's size in currency follows from the first day with a position. O(positions + trades) a day.
 */
final class AccountReplay {
    /** Which prices an account traded at. */
    enum Market {
        /** Adjusted closes, dividends in them. */
        ADJUSTED,
        /** Closes as traded, dividends paid in cash. */
        AS_TRADED,
        /** Closes as traded, dividends turned into shares. */
        AS_TRADED_REINVESTED
    }

    private final BacktestRun run;
    private final RunPrices prices;
    private final Market kind;
    private final Panel closes;
    private final List<CorporateAction> actions;
    private final double[] shares;
    private final double[] price;
    private final double[] dividends;
    private final TreeSet<Integer> held = new TreeSet<>();
    private int nextAction;
    private int nextTrade;

    private AccountReplay(BacktestRun run, RunPrices prices, Market kind, Panel closes, List<CorporateAction> actions) {
        this.run = run;
        this.prices = prices;
        this.kind = kind;
        this.closes = closes;
        this.actions = actions;
        this.shares = new double[prices.columns()];
        this.price = new double[prices.columns()];
        this.dividends = new double[prices.columns()];
    }

    /** Replays an account; empty if the market lacks what this kind of prices needs. */
    static Optional<DailyContributions> of(BacktestRun run, RunPrices prices, Market kind) {
        MarketData market = prices.market();
        if (kind == Market.ADJUSTED) {
            return Optional.of(
                    new AccountReplay(run, prices, kind, market.panel(MarketField.ADJUSTED_CLOSE), List.of()).replay());
        }
        if (!market.has(MarketField.CLOSE) || market.corporateActions().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AccountReplay(
                        run,
                        prices,
                        kind,
                        market.panel(MarketField.CLOSE),
                        market.corporateActions().orElseThrow())
                .replay());
    }

    private DailyContributions replay() {
        DailyReturns daily = run.daily();
        TickerIndex tickers = prices.market().tickers();
        double capital = capital();
        double[] profit = new double[shares.length];
        double[] cost = new double[shares.length];
        double[] before = new double[shares.length];
        Entries entries = new Entries(daily.dates().size());
        for (int k = 0; k < daily.dates().size(); k++) {
            double equity = capital * (k == 0 ? 1 : daily.equity()[k - 1]);
            TreeSet<Integer> touched = new TreeSet<>(held);
            for (int c : held) {
                before[c] = shares[c] * price[c];
            }
            act(k, profit);
            for (int c : held) {
                double now = prices.isDelisted(k, c) ? Double.NaN : RunPrices.at(closes, prices.row(k), c);
                if (!Double.isNaN(now)) {
                    profit[c] += shares[c] * (now - price[c]);
                    price[c] = now;
                }
                reinvest(c, now);
            }
            for (; nextTrade < run.trades().size() && isOn(nextTrade, k); nextTrade++) {
                Trade trade = run.trades().get(nextTrade);
                int c = column(tickers, trade.ticker());
                touched.add(c);
                if (shares[c] != 0) {
                    profit[c] += shares[c] * (trade.price() - price[c]);
                }
                price[c] = trade.price();
                shares[c] += trade.shares();
                cost[c] += trade.cost();
                if (shares[c] == 0) {
                    held.remove(c);
                } else {
                    held.add(c);
                }
            }
            for (int c : touched) {
                if (equity > 0) {
                    entries.add(c, before[c] / equity, profit[c] / equity, cost[c] / equity);
                }
                before[c] = 0;
                profit[c] = 0;
                cost[c] = 0;
            }
            entries.close(k, daily.gross()[k]);
        }
        return entries.result(daily.dates(), tickers);
    }

    private boolean isOn(int trade, int k) {
        return !run.trades().get(trade).date().isAfter(prices.days().date(k));
    }

    private static int column(TickerIndex tickers, String ticker) {
        int column = tickers.indexOf(ticker);
        if (column < 0) {
            throw new InvalidInputException("the run traded " + ticker
                    + ", which the market data do not have; give the database that the run was made from");
        }
        return column;
    }

    /** Initial capital in currency: what the first day's positions cost, by their share of the account. */
    private double capital() {
        DailyReturns daily = run.daily();
        for (int k = 0; k < daily.dates().size(); k++) {
            double invested = daily.exposure()[k] * daily.equity()[k];
            if (invested > 0) {
                double value = 0;
                for (int i = 0; i < run.trades().size() && isOn(i, k); i++) {
                    value += run.trades().get(i).shares() * run.trades().get(i).price();
                }
                return value / invested;
            }
        }
        return 1;
    }

    /** Splits and dividends since the last day. */
    private void act(int k, double[] profit) {
        for (;
                nextAction < actions.size()
                        && actions.get(nextAction).exDay() <= prices.days().epochDay(k);
                nextAction++) {
            CorporateAction action = actions.get(nextAction);
            int c = action.column();
            if (shares[c] == 0) {
                continue;
            }
            if (action.kind() == CorporateAction.Kind.SPLIT) {
                shares[c] *= action.ratio();
                price[c] /= action.ratio();
            } else {
                double paid = shares[c] * action.amount();
                profit[c] += paid;
                dividends[c] += kind == Market.AS_TRADED_REINVESTED ? paid : 0;
                if (price[c] > action.amount()) {
                    profit[c] -= paid;
                    price[c] -= action.amount();
                }
            }
        }
    }

    private void reinvest(int c, double now) {
        if (dividends[c] > 0 && !Double.isNaN(now)) {
            shares[c] += dividends[c] / price[c];
        }
        dividends[c] = 0;
    }
}
