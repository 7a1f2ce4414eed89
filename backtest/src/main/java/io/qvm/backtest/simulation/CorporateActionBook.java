package io.qvm.backtest.simulation;

import io.qvm.backtest.rules.SimulationRules;
import io.qvm.backtest.rules.SimulationRules.Dividends;
import io.qvm.backtest.rules.SimulationRules.PriceSeries;
import io.qvm.market.CorporateAction;
import io.qvm.market.CorporateAction.Kind;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Splits and dividends of an account that trades prices as they were.
 *
 * <p>They count for the shares held at the close before the ex-day: a split multiplies them, a dividend pays cash on each. An
 * ex-day without trading takes effect on the next trading day.
 */
final class CorporateActionBook {
    private final List<CorporateAction> actions;
    private final boolean reinvests;
    /** Actions of column c, by day: {@code byColumn[starts[c]]} to before {@code starts[c + 1]}. */
    private final int[] byColumn;

    private final int[] starts;

    private CorporateActionBook(List<CorporateAction> actions, int columns, boolean reinvests) {
        this.actions = actions;
        this.reinvests = reinvests;
        this.starts = new int[columns + 1];
        this.byColumn = new int[actions.size()];
        for (CorporateAction action : actions) {
            starts[action.column() + 1]++;
        }
        for (int c = 0; c < columns; c++) {
            starts[c + 1] += starts[c];
        }
        int[] next = starts.clone();
        for (int i = 0; i < byColumn.length; i++) {
            byColumn[next[actions.get(i).column()]++] = i;
        }
    }

    /**
     * The book that the rules need; none if prices are adjusted.
     *
     * @throws InvalidInputException if prices are as traded, and closes or corporate actions are not known
     */
    static Optional<CorporateActionBook> of(SimulationRules rules, MarketData data) {
        if (rules.prices() == PriceSeries.ADJUSTED) {
            return Optional.empty();
        }
        if (!data.has(MarketField.CLOSE)) {
            throw new InvalidInputException(
                    "simulation.prices: as_traded needs closes as traded, which the market data lack;"
                            + " import the column close, or use prices: adjusted");
        }
        List<CorporateAction> actions = data.corporateActions()
                .orElseThrow(() -> new InvalidInputException("simulation.prices: as_traded needs the corporate actions,"
                        + " which the market data lack; import the table corporate_actions, or use prices: adjusted"));
        return Optional.of(
                new CorporateActionBook(actions, data.tickers().size(), rules.dividends() == Dividends.REINVEST));
    }

    /** A close before some ex-days as it would have been after them. */
    double putEx(double close, int column, int afterDay, int upToDay) {
        double price = close;
        for (int i = starts[column]; i < starts[column + 1]; i++) {
            CorporateAction action = actions.get(byColumn[i]);
            if (action.exDay() > afterDay && action.exDay() <= upToDay) {
                price = action.kind() == Kind.SPLIT ? price / action.ratio() : price - action.amount();
            }
        }
        return price > 0 ? price : Double.NaN;
    }

    /** Applies actions to an account, day after day. */
    final class Cursor {
        private final Account account;
        private final TradeLog log;
        private final double[] toReinvest;
        private final ColumnSet paid;
        private int next;

        Cursor(Account account, TradeLog log, int columns) {
            this.account = account;
            this.log = log;
            this.toReinvest = new double[columns];
            this.paid = new ColumnSet(columns);
        }

        /** Applies the actions since the last call, up to a day, to the shares held. */
        void apply(int day) {
            for (; next < actions.size() && actions.get(next).exDay() <= day; next++) {
                CorporateAction action = actions.get(next);
                int c = action.column();
                if (account.shares(c) == 0) {
                    continue;
                }
                if (action.kind() == Kind.SPLIT) {
                    account.split(c, action.ratio());
                    log.split(c, action.ratio());
                } else {
                    if (reinvests) {
                        toReinvest[c] += account.shares(c) * action.amount();
                        paid.add(c);
                    }
                    account.dividend(c, action.amount());
                }
            }
        }

        /** Turns the dividends just paid into shares, where they are to be and there is a close today. */
        void reinvest(Prices prices, int row, IntConsumer keptAsCash) {
            for (int i = 0; i < paid.size(); i++) {
                int c = paid.get(i);
                if (account.shares(c) != 0 && !Double.isNaN(prices.at(row, c))) {
                    log.reinvest(c, account.reinvest(c, toReinvest[c]));
                } else {
                    keptAsCash.accept(c);
                }
                toReinvest[c] = 0;
            }
            paid.clear();
        }
    }
}
