package io.qvm.analysis;

import io.qvm.market.DateIndex;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.DailyReturns;
import io.qvm.market.run.Holding;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that a report on one run shows, computed once; reports only lay it out.
 *
 * <p>Series have one value per day of {@code record.dates()}. With an empty track record the figures are NaN and the
 * series empty.
 *
 * @param run the run
 * @param conventions what the figures are stated under
 * @param record days that count
 * @param strategy figures of the strategy, net of costs
 * @param benchmark figures of the benchmark over the days that it has
 * @param relative strategy against benchmark
 * @param trading turnover, costs, exposure
 * @param metrics all of these as one listing
 * @param growth value of one unit in the strategy
 * @param benchmarkGrowth value of one unit in the benchmark, NaN before its first return
 * @param drawdown distance from the highest value so far
 * @param benchmarkDrawdown the same for the benchmark, NaN before its first return
 * @param worstDrawdowns the deepest five
 * @param calendar the strategy's months and years
 * @param benchmarkCalendar the benchmark's
 * @param regimeBands stretches of one regime
 * @param regimes returns by regime
 * @param sectors weights by sector and rebalance day
 * @param lastHoldings targets of the last rebalance, largest weight first, then by rank and ticker
 * @param funnel how many stocks came how far
 */
public record RunAnalysis(
        BacktestRun run,
        Conventions conventions,
        TrackRecord record,
        PerformanceMetrics strategy,
        PerformanceMetrics benchmark,
        RelativeMetrics relative,
        TradingActivity trading,
        List<Metric> metrics,
        double[] growth,
        double[] benchmarkGrowth,
        double[] drawdown,
        double[] benchmarkDrawdown,
        List<Drawdown> worstDrawdowns,
        CalendarReturns calendar,
        CalendarReturns benchmarkCalendar,
        List<RegimeBand> regimeBands,
        List<RegimeReturns> regimes,
        SectorWeights sectors,
        List<Holding> lastHoldings,
        FunnelSummary funnel) {
    private static final int WORST_DRAWDOWNS = 5;

    /**
     * Analyses a run over its track record.
     *
     * @throws io.qvm.market.InvalidInputException if a return is missing, infinite or below -1
     */
    public static RunAnalysis of(BacktestRun run, Conventions conventions) {
        return of(run, TrackRecord.of(run.daily()), conventions);
    }

    /**
     * Analyses a part of a run.
     *
     * @param run whose holdings, trades and decisions are those of the part
     * @param record days of the part; days in cash at its beginning count
     * @throws io.qvm.market.InvalidInputException if a return is missing, infinite or below -1
     */
    public static RunAnalysis of(BacktestRun run, TrackRecord record, Conventions conventions) {
        PerformanceMetrics strategy = PerformanceMetrics.of(record.net(), conventions);
        PerformanceMetrics benchmark = PerformanceMetrics.ofPresent(record.benchmark(), conventions);
        RelativeMetrics relative = RelativeMetrics.of(record.net(), record.benchmark(), conventions);
        TradingActivity trading = TradingActivity.of(run, record, conventions);
        return new RunAnalysis(
                run,
                conventions,
                record,
                strategy,
                benchmark,
                relative,
                trading,
                Metrics.list(record, strategy, benchmark, relative, trading, conventions),
                Growth.of(record.net()),
                Growth.of(record.benchmark()),
                Drawdowns.series(record.net()),
                drawdownOfGrowth(Growth.of(record.benchmark())),
                Drawdowns.worst(record.dates(), record.net(), WORST_DRAWDOWNS),
                CalendarReturns.of(record.dates(), record.net()),
                CalendarReturns.of(record.dates(), record.benchmark()),
                RegimeBand.of(record),
                RegimeReturns.of(record),
                SectorWeights.of(run.holdings()),
                lastHoldings(run.holdings()),
                FunnelSummary.of(run.decisions()));
    }

    /** Rolling Sharpe ratio of the strategy; NaN before the first full window. */
    public double[] rollingSharpe() {
        return Rolling.sharpe(record.net(), conventions);
    }

    /** Rolling Sharpe ratio of the benchmark. */
    public double[] benchmarkRollingSharpe() {
        return Rolling.sharpe(record.benchmark(), conventions);
    }

    /** Rolling annual volatility of the strategy. */
    public double[] rollingVolatility() {
        return Rolling.volatility(record.net(), conventions);
    }

    /** Rolling annual volatility of the benchmark. */
    public double[] benchmarkRollingVolatility() {
        return Rolling.volatility(record.benchmark(), conventions);
    }

    /** Rolling beta of the strategy to the benchmark. */
    public double[] rollingBeta() {
        return Rolling.beta(record.net(), record.benchmark(), conventions);
    }

    /** Figures by regime; empty if the run has none. */
    public List<RegimeFigures> regimeFigures() {
        return RegimeFigures.of(record, conventions);
    }

    /** The best and worst days, months and years of the strategy. */
    public ExtremePeriods extremes(int atMost) {
        return ExtremePeriods.of(record.dates(), record.net(), atMost);
    }

    /** The strategy's Sharpe ratio as an estimate, e.g. to deflate it by the trials of a sweep. */
    public SharpeEstimate sharpeEstimate() {
        return SharpeEstimate.of(record.net(), conventions);
    }

    /** Distribution of daily returns. */
    public Histogram dailyReturns() {
        return Histogram.of(record.net(), record.benchmark());
    }

    /**
     * The figures by the reference engine's rules, over the whole run: {@code official_metrics_net},
     * {@code official_metrics_gross}, {@code performance_metrics_net}; empty for a run without days.
     */
    public Map<String, Map<String, Double>> referenceFigures() {
        DailyReturns daily = run.daily();
        DateIndex dates = daily.dates();
        Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        if (!dates.isEmpty()) {
            double[] b = daily.benchmark();
            figures.put("official_metrics_net", ReferenceMetrics.official(dates, daily.net(), dates, b));
            figures.put("official_metrics_gross", ReferenceMetrics.official(dates, daily.gross(), dates, b));
            figures.put("performance_metrics_net", ReferenceMetrics.performance(dates, daily.net(), dates, b));
        }
        return figures;
    }

    /** Turnover added up by calendar month, months without any included. */
    public Map<YearMonth, Double> monthlyTurnover() {
        Map<YearMonth, Double> months = new TreeMap<>();
        for (int i = 0; i < record.dates().size(); i++) {
            months.merge(YearMonth.from(record.dates().date(i)), record.turnover()[i], Double::sum);
        }
        return months;
    }

    /** Weight of the {@code count} largest positions of the last rebalance together. */
    public double lastWeightOf(int count) {
        return lastHoldings.stream().limit(count).mapToDouble(Holding::weight).sum();
    }

    private static double[] drawdownOfGrowth(double[] growth) {
        double[] drawdown = new double[growth.length];
        double peak = 1;
        for (int i = 0; i < growth.length; i++) {
            peak = growth[i] > peak ? growth[i] : peak;
            drawdown[i] = growth[i] / peak - 1;
        }
        return drawdown;
    }

    private static List<Holding> lastHoldings(List<Holding> holdings) {
        Optional<LocalDate> last = holdings.stream().map(Holding::date).max(Comparator.naturalOrder());
        return holdings.stream()
                .filter(holding -> Optional.of(holding.date()).equals(last))
                .sorted(Comparator.comparingDouble((Holding h) -> -h.weight())
                        .thenComparingInt(Holding::rank)
                        .thenComparing(Holding::ticker))
                .toList();
    }
}
