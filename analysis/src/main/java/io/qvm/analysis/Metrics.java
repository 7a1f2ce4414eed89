package io.qvm.analysis;

import io.qvm.market.run.BacktestRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The listing of all figures of a run, in the order in which they are shown.
 *
 * <p>Page, {@code metrics.json} and terminal print this list and compute nothing themselves.
 */
public final class Metrics {
    private static final double CONFIDENCE = 0.95;

    private final Conventions conventions;
    private final List<Metric> metrics = new ArrayList<>();
    private String group = "";

    private Metrics(Conventions conventions) {
        this.conventions = conventions;
    }

    /**
     * All figures of a run over its track record.
     *
     * @throws io.qvm.market.InvalidInputException if a return is missing, infinite or below -1
     */
    public static List<Metric> of(BacktestRun run, Conventions conventions) {
        TrackRecord record = TrackRecord.of(run.daily());
        return list(
                record,
                PerformanceMetrics.of(record.net(), conventions),
                PerformanceMetrics.ofPresent(record.benchmark(), conventions),
                RelativeMetrics.of(record.net(), record.benchmark(), conventions),
                TradingActivity.of(run, record, conventions),
                conventions);
    }

    static List<Metric> list(
            TrackRecord record,
            PerformanceMetrics strategy,
            PerformanceMetrics benchmark,
            RelativeMetrics relative,
            TradingActivity trading,
            Conventions conventions) {
        Metrics list = new Metrics(conventions);
        list.returns(strategy, benchmark);
        list.risk(record, strategy, benchmark);
        list.ratios(strategy, benchmark);
        list.confidence(record);
        list.relative(relative);
        list.distribution(strategy, benchmark);
        list.periods(record);
        list.trading(trading);
        return List.copyOf(list.metrics);
    }

    private void returns(PerformanceMetrics s, PerformanceMetrics b) {
        group = "Return";
        percent("total_return", "Total return", s.totalReturn(), b.totalReturn(), "prod(1 + r) − 1");
        percent(
                "annual_return",
                "Annual return (CAGR)",
                s.annualReturn(),
                b.annualReturn(),
                "prod(1 + r)^(P/n) − 1, P = " + conventions.periodsPerYear() + ", n = number of returns");
        count("days", "Days in the track record", s.periods(), b.periods(), "returns from the first invested day on");
    }

    private void risk(TrackRecord record, PerformanceMetrics s, PerformanceMetrics b) {
        group = "Risk";
        percent(
                "annual_volatility",
                "Annual volatility",
                s.annualVolatility(),
                b.annualVolatility(),
                "std(r, ddof 1) · √P");
        percent(
                "max_drawdown",
                "Maximum drawdown",
                s.maxDrawdown(),
                b.maxDrawdown(),
                "lowest V_t / highest V so far − 1, starting value included");
        count(
                "longest_drawdown_days",
                "Longest drawdown",
                longestDrawdown(record, record.net()),
                longestDrawdown(record, record.benchmark()),
                "trading days from a peak until it is reached again, or to the end");
        percent(
                "time_under_water",
                "Time under water",
                s.timeUnderWater(),
                b.timeUnderWater(),
                "share of days that close below an earlier peak");
        String tail = String.format(Locale.ROOT, "%.0f", 100 * (1 - conventions.tailProbability()));
        percent(
                "value_at_risk_" + tail,
                "VaR " + tail + " (daily)",
                s.valueAtRisk(),
                b.valueAtRisk(),
                "empirical quantile of daily returns, linear interpolation");
        percent(
                "conditional_value_at_risk_" + tail,
                "CVaR " + tail + " (daily)",
                s.conditionalValueAtRisk(),
                b.conditionalValueAtRisk(),
                "mean of the daily returns at or below VaR");
    }

    private void ratios(PerformanceMetrics s, PerformanceMetrics b) {
        group = "Risk-adjusted";
        String rf = String.format(Locale.ROOT, "%.2f %% a year", 100 * conventions.riskFreeAnnual());
        ratio("sharpe", "Sharpe ratio", s.sharpe(), b.sharpe(), "mean(r − rf) / std(r − rf, ddof 1) · √P, rf = " + rf);
        ratio(
                "return_over_volatility",
                "Return / volatility",
                s.returnOverVolatility(),
                b.returnOverVolatility(),
                "CAGR / annual volatility; some systems call this Sharpe ratio");
        ratio(
                "sortino",
                "Sortino ratio",
                s.sortino(),
                b.sortino(),
                "mean(r − rf) · P / (√mean(min(r − rf, 0)²) · √P), rf = " + rf);
        ratio("calmar", "Calmar ratio", s.calmar(), b.calmar(), "CAGR / |maximum drawdown|");
        ratio("omega", "Omega ratio", s.omega(), b.omega(), "sum(max(r − rf, 0)) / sum(max(rf − r, 0)), rf = " + rf);
        ratio(
                "stability",
                "Stability",
                s.stability(),
                b.stability(),
                "R² of a straight line through cumulative log returns");
    }

    private void confidence(TrackRecord record) {
        group = "Confidence";
        SharpeEstimate own = SharpeEstimate.of(record.net(), conventions);
        SharpeEstimate other = SharpeEstimate.of(ReturnSeries.present(record.benchmark()), conventions);
        percent(
                "probabilistic_sharpe",
                "Probability of a Sharpe above 0",
                own.probabilityAbove(0),
                other.probabilityAbove(0),
                "probabilistic Sharpe ratio: Φ(SR √(n − 1) / √(1 − skew · SR + (kurtosis − 1)/4 · SR²)), SR daily;"
                        + " one trial assumed");
        count(
                "min_track_record_days",
                "Minimum track record",
                own.minimumTrackRecord(0, CONFIDENCE),
                other.minimumTrackRecord(0, CONFIDENCE),
                "days like these until that probability reaches 95 %; none if the Sharpe ratio is not above 0");
        BootstrapIntervals intervals = BootstrapIntervals.of(record.net(), conventions);
        String how = String.format(
                Locale.ROOT,
                "95 %% interval: percentiles of %,d stationary block bootstrap resamples, mean block %.1f days, fixed seed",
                intervals.resamples(),
                intervals.meanBlock());
        interval("annual_return", "CAGR", MetricUnit.PERCENT, intervals.annualReturn(), how);
        interval("sharpe", "Sharpe ratio", MetricUnit.RATIO, intervals.sharpe(), how);
        interval("max_drawdown", "Maximum drawdown", MetricUnit.PERCENT, intervals.maxDrawdown(), how);
    }

    private void interval(String key, String name, MetricUnit unit, BootstrapIntervals.Interval interval, String how) {
        add(key + "_low_95", name + ", lower end", unit, interval.low(), Double.NaN, how);
        add(key + "_high_95", name + ", upper end", unit, interval.high(), Double.NaN, how);
    }

    private void relative(RelativeMetrics m) {
        group = "Against the benchmark";
        double none = Double.NaN;
        percent(
                "active_return",
                "Active return",
                m.activeReturn(),
                none,
                "CAGR less CAGR of the benchmark, common days");
        ratio("beta", "Beta", m.beta(), none, "cov(r, b) / var(b), common days");
        percent("alpha", "Alpha", m.alpha(), none, "(1 + mean(r − rf − beta (b − rf)))^P − 1");
        ratio("correlation", "Correlation", m.correlation(), none, "Pearson, daily returns, common days");
        percent("tracking_error", "Tracking error", m.trackingError(), none, "std(r − b, ddof 1) · √P");
        ratio(
                "information_ratio",
                "Information ratio",
                m.informationRatio(),
                none,
                "mean(r − b) / std(r − b, ddof 1) · √P");
        percent("active_hit_rate", "Days ahead", m.hitRate(), none, "share of common days with r > b");
        percent("up_capture", "Up capture", m.upCapture(), none, "mean(r) / mean(b) over days with b > 0");
        percent(
                "down_capture",
                "Down capture",
                m.downCapture(),
                none,
                "mean(r) / mean(b) over days with b < 0; lower is better");
    }

    private void distribution(PerformanceMetrics s, PerformanceMetrics b) {
        group = "Distribution of daily returns";
        ratio("skewness", "Skewness", s.skewness(), b.skewness(), "adjusted for sample size; 0 is symmetric");
        ratio(
                "excess_kurtosis",
                "Excess kurtosis",
                s.excessKurtosis(),
                b.excessKurtosis(),
                "adjusted for sample size; 0 is normal");
        ratio("tail_ratio", "Tail ratio", s.tailRatio(), b.tailRatio(), "|95 % quantile| / |5 % quantile|");
        percent("best_day", "Best day", s.bestPeriod(), b.bestPeriod(), "largest daily return");
        percent("worst_day", "Worst day", s.worstPeriod(), b.worstPeriod(), "smallest daily return");
        percent("hit_rate_days", "Days with a gain", s.hitRate(), b.hitRate(), "share of days with r > 0");
    }

    private void periods(TrackRecord record) {
        group = "Months and years";
        CalendarReturns s = CalendarReturns.of(record.dates(), record.net());
        CalendarReturns b = CalendarReturns.of(record.dates(), record.benchmark());
        percent("best_month", "Best month", max(s.months()), max(b.months()), "calendar months, parts included");
        percent("worst_month", "Worst month", min(s.months()), min(b.months()), "calendar months, parts included");
        percent(
                "hit_rate_months",
                "Months with a gain",
                Statistics.shareAbove(s.months(), 0),
                Statistics.shareAbove(b.months(), 0),
                "share of calendar months above 0");
        percent(
                "hit_rate_years",
                "Years with a gain",
                Statistics.shareAbove(s.years(), 0),
                Statistics.shareAbove(b.years(), 0),
                "share of calendar years above 0, parts included");
        percent("best_year", "Best year", max(s.years()), max(b.years()), "calendar years, parts included");
        percent("worst_year", "Worst year", min(s.years()), min(b.years()), "calendar years, parts included");
    }

    private void trading(TradingActivity t) {
        group = "Trading";
        double none = Double.NaN;
        count("rebalances", "Rebalances", t.rebalances(), none, "days with a decided portfolio");
        percent(
                "turnover_per_rebalance",
                "Turnover per rebalance",
                t.averageTurnover(),
                none,
                "sum of |weight changes| / 2, overlay trades included");
        percent("annual_turnover", "Annual turnover", t.annualTurnover(), none, "mean daily turnover · P");
        percent("annual_cost", "Costs a year", t.annualCost(), none, "mean daily cost · P, share of capital");
        percent("total_cost", "Costs in all", t.totalCost(), none, "sum of daily costs, shares of capital");
        percent("cost_drag", "Cost drag on CAGR", t.costDrag(), none, "CAGR before costs less CAGR after costs");
        percent("average_exposure", "Average exposure", t.averageExposure(), none, "mean share of capital invested");
        add("average_positions", "Average positions", MetricUnit.AVERAGE, t.averagePositions(), none, "mean, daily");
    }

    private static double longestDrawdown(TrackRecord record, double[] returns) {
        double[] filled = returns.clone();
        boolean any = false;
        for (int i = 0; i < filled.length; i++) {
            any |= !Double.isNaN(filled[i]);
            filled[i] = Double.isNaN(filled[i]) ? 0 : filled[i];
        }
        return any
                ? Drawdowns.of(record.dates(), filled).stream()
                        .mapToInt(Drawdown::tradingDays)
                        .max()
                        .orElse(0)
                : Double.NaN;
    }

    private static double max(double[] x) {
        return Arrays.stream(x).max().orElse(Double.NaN);
    }

    private static double min(double[] x) {
        return Arrays.stream(x).min().orElse(Double.NaN);
    }

    private void percent(String key, String name, double strategy, double benchmark, String convention) {
        add(key, name, MetricUnit.PERCENT, strategy, benchmark, convention);
    }

    private void ratio(String key, String name, double strategy, double benchmark, String convention) {
        add(key, name, MetricUnit.RATIO, strategy, benchmark, convention);
    }

    private void count(String key, String name, double strategy, double benchmark, String convention) {
        add(key, name, MetricUnit.COUNT, strategy, benchmark, convention);
    }

    private void add(String key, String name, MetricUnit unit, double strategy, double benchmark, String convention) {
        metrics.add(new Metric(key, group, name, unit, strategy, benchmark, convention));
    }
}
