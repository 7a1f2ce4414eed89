package io.qvm.analysis;

import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.Holding;
import io.qvm.market.run.Trade;
import java.util.Arrays;

/**
 * What trading a track record took and cost.
 *
 * @param rebalances days with a decided portfolio
 * @param averageTurnover sum of turnover (absolute weight changes / 2) over rebalances; an overlay's trades count too
 * @param annualTurnover mean daily turnover times periods a year
 * @param totalCost sum of the daily costs as shares of capital
 * @param annualCost mean daily cost times periods a year
 * @param costDrag CAGR before costs less CAGR after costs
 * @param trades number of executions, 0 where none are recorded
 * @param averageExposure mean share of capital invested
 * @param averagePositions mean number of stocks held
 */
public record TradingActivity(
        int rebalances,
        double averageTurnover,
        double annualTurnover,
        double totalCost,
        double annualCost,
        double costDrag,
        int trades,
        double averageExposure,
        double averagePositions) {

    /** Sums up a run over its track record; NaN where there is no day or no rebalance. */
    public static TradingActivity of(BacktestRun run, TrackRecord record, Conventions conventions) {
        int rebalances =
                (int) run.holdings().stream().map(Holding::date).distinct().count();
        double turnover = Arrays.stream(record.turnover()).sum();
        int periods = conventions.periodsPerYear();
        return new TradingActivity(
                rebalances,
                Statistics.ratio(turnover, rebalances),
                Statistics.mean(record.turnover()) * periods,
                record.isEmpty() ? Double.NaN : Arrays.stream(record.cost()).sum(),
                Statistics.mean(record.cost()) * periods,
                annualReturn(record.gross(), periods) - annualReturn(record.net(), periods),
                (int) run.trades().stream().filter(TradingActivity::isExecution).count(),
                Statistics.mean(record.exposure()),
                Arrays.stream(record.positions()).average().orElse(Double.NaN));
    }

    private static boolean isExecution(Trade trade) {
        return trade.shares() != 0;
    }

    private static double annualReturn(double[] r, int periods) {
        return PerformanceMetrics.annualised(Statistics.compound(r), r.length, periods);
    }
}
