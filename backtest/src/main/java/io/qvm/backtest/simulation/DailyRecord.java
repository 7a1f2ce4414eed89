package io.qvm.backtest.simulation;

import java.time.LocalDate;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The daily columns of a share account, and the identities that they must satisfy.
 *
 * <p>On every day: cash and positions are what equity was before trading, less costs; that is also the equity of the day
 * before plus all that the contributions tell; and returns compound to it. A day on which they do not is a fault of
 * this program, and the run stops.
 */
final class DailyRecord {
    /** Relative to the largest equity so far: rounding of thousands of additions stays far below. */
    private static final double ROUNDING = 1e-9;

    private final double capital;
    private final IntFunction<LocalDate> dates;
    private final double[] gross;
    private final double[] cost;
    private final double[] net;
    private final double[] exposure;
    private final double[] turnover;
    private final double[] equity;
    private final int[] positions;
    private final DailyCosts costs;
    private double before;
    private double unit = 1;
    private double largest;

    DailyRecord(int days, double capital, IntFunction<LocalDate> dates) {
        this.capital = capital;
        this.dates = dates;
        this.gross = new double[days];
        this.cost = new double[days];
        this.net = new double[days];
        this.exposure = new double[days];
        this.turnover = new double[days];
        this.equity = new double[days];
        this.positions = new int[days];
        this.costs = new DailyCosts(new double[days], new double[days], new double[days], new double[days]);
        this.before = capital;
    }

    /** Equity after the day before, or the initial capital. */
    double before() {
        return before;
    }

    /**
     * Closes a day.
     *
     * @param value equity before trading
     */
    void close(int k, double value, Account account, Execution execution, ContributionBook book) {
        double after = value - execution.paid();
        double invested = account.invested();
        // What was rounded when the account was large remains when it is small.
        largest = Math.max(largest, Math.max(Math.abs(value), before + book.daySize()));
        check(k, "account does not add up", account.cash() + invested, after, largest);
        check(k, "contributions do not add up", before + book.dayChange(), after, largest);
        gross[k] = before == 0 ? 0 : value / before - 1;
        cost[k] = share(execution.paid());
        costs.commission()[k] = share(execution.commission());
        costs.tax()[k] = share(execution.tax());
        costs.spread()[k] = share(execution.spread());
        costs.impact()[k] = share(execution.impact());
        net[k] = gross[k] - cost[k];
        unit *= 1 + net[k];
        turnover[k] = value == 0 ? 0 : execution.traded() / 2 / value;
        exposure[k] = after == 0 ? 0 : invested / after;
        positions[k] = account.held().size();
        equity[k] = after / capital;
        check(k, "returns do not compound to the account", unit, equity[k], largest / capital);
        before = after;
    }

    private double share(double currency) {
        return before == 0 ? 0 : currency / before;
    }

    private void check(int k, String fault, double value, double expected, double size) {
        double tolerance = ROUNDING * Math.max(Math.max(Math.abs(expected), size), 1);
        if (!(Math.abs(value - expected) <= tolerance)) {
            throw new IllegalStateException(fault + " on " + dates.apply(k) + ": " + value + " instead of " + expected);
        }
    }

    SimulationResult result(TradeLog log, List<double[]> sharesAfter, Contributions contributions, Notes notes) {
        return new SimulationResult(
                gross,
                cost,
                net,
                exposure,
                turnover,
                equity,
                positions,
                log.trades(),
                sharesAfter,
                costs,
                contributions,
                notes.all());
    }
}
