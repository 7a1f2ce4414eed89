package io.qvm.market.run;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that one backtest leaves behind.
 *
 * @param strategyName name of the strategy
 * @param strategyText the strategy file as it was read
 * @param scoresVersion version of the scores that it used
 * @param benchmarkSymbol index that it is compared with, empty if none
 * @param start first day asked for
 * @param end last day asked for
 * @param daily one row per trading day
 * @param holdings targets of every rebalance
 * @param trades executions, empty in constant-weight mode
 * @param decisions one per rebalance and ticker
 * @param contributions by month and stock, empty in constant-weight mode
 * @param provenance digests and versions by name, for the report's last page and for reruns
 */
public record BacktestRun(
        String strategyName,
        String strategyText,
        String scoresVersion,
        String benchmarkSymbol,
        LocalDate start,
        LocalDate end,
        DailyReturns daily,
        List<Holding> holdings,
        List<Trade> trades,
        List<FunnelDecision> decisions,
        List<Contribution> contributions,
        Map<String, String> provenance) {
    /** A run without contributions. */
    public BacktestRun(
            String strategyName,
            String strategyText,
            String scoresVersion,
            String benchmarkSymbol,
            LocalDate start,
            LocalDate end,
            DailyReturns daily,
            List<Holding> holdings,
            List<Trade> trades,
            List<FunnelDecision> decisions,
            Map<String, String> provenance) {
        this(
                strategyName,
                strategyText,
                scoresVersion,
                benchmarkSymbol,
                start,
                end,
                daily,
                holdings,
                trades,
                decisions,
                List.of(),
                provenance);
    }

    /** The same run with more on record about where it came from. */
    public BacktestRun with(Map<String, String> moreProvenance) {
        Map<String, String> all = new TreeMap<>(provenance);
        all.putAll(moreProvenance);
        return withOnly(all);
    }

    /** The same run with nothing but this on record about where it came from. */
    public BacktestRun withOnly(Map<String, String> anotherProvenance) {
        return new BacktestRun(
                strategyName,
                strategyText,
                scoresVersion,
                benchmarkSymbol,
                start,
                end,
                daily,
                holdings,
                trades,
                decisions,
                contributions,
                anotherProvenance);
    }
}
