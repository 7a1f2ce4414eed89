package io.qvm.analysis.factor;

import io.qvm.analysis.Ranks;
import io.qvm.analysis.Statistics;
import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.Panel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Computes a {@link FactorEvaluation}.
 *
 * <p>Scores and the returns of each horizon are sorted once per day; every coefficient is then one pass over a day. Days are
 * independent of each other and spread over the cores; each writes its own place, so that the result does not depend on the
 * number of threads.
 */
final class FactorEvaluator {
    private final FactorScores scores;
    private final EvaluationSettings settings;
    private final ForwardReturns forward;
    private final ScoreDays days;
    private final SectorLists sectors;
    private final int columns;

    FactorEvaluator(FactorScores scores, MarketData market, EvaluationSettings settings) {
        this.scores = scores;
        this.settings = settings;
        ForwardReturns.requireTradingDays(market);
        DateIndex all = market.dates();
        int first = Math.max(
                0, tradingDayOnOrBefore(market, all.floor(scores.dates().date(0))));
        int end = all.ceiling(scores.dates().date(scores.dates().size() - 1));
        int reach = Math.max(settings.reach(), settings.executionLag() + longestGap(scores.dates()));
        for (int wanted = reach + 1; end < all.size() && wanted > 0; end++) {
            wanted -= market.isTradingDay(end) ? 1 : 0;
        }
        this.forward = ForwardReturns.of(market, scores.tickers(), first, end);
        this.days = ScoreDays.of(scores.dates(), forward.days(), settings.executionLag());
        this.sectors = new SectorLists(market, scores.tickers());
        this.columns = scores.tickers().size();
    }

    /** Most calendar days from a score to the next: factor returns go on for no more trading days than these. */
    private static int longestGap(DateIndex dates) {
        return IntStream.range(1, dates.size())
                .map(row -> dates.epochDay(row) - dates.epochDay(row - 1))
                .max()
                .orElse(1);
    }

    private static int tradingDayOnOrBefore(MarketData market, int row) {
        int at = row;
        while (at >= 0 && !market.isTradingDay(at)) {
            at--;
        }
        return at;
    }

    FactorEvaluation evaluate(List<String> names, List<Panel> panels) {
        List<OrderedRows> ordered =
                panels.stream().map(p -> OrderedRows.of(p.values(), columns)).toList();
        List<Quantiles> quantiles =
                ordered.stream().map(o -> Quantiles.of(o, settings.quantiles())).toList();
        List<List<HorizonResult>> horizons = new ArrayList<>();
        names.forEach(name -> horizons.add(new ArrayList<>()));
        List<FactorResult> results = new ArrayList<>();
        double[][] spreads = new double[names.size()][];
        Returns main = null;
        for (int horizon : settings.horizons()) {
            double[] returns = forward.over(horizon);
            Returns sorted = new Returns(returns, OrderedRows.of(returns, columns));
            for (int f = 0; f < names.size(); f++) {
                double[] spread = new double[days.size()];
                horizons.get(f).add(horizon(ordered.get(f), quantiles.get(f), sorted, horizon, spread));
                if (horizon == settings.mainHorizon()) {
                    spreads[f] = spread;
                }
            }
            main = horizon == settings.mainHorizon() ? sorted : main;
        }
        if (main == null) {
            throw new IllegalStateException("no main horizon among " + settings.horizons());
        }
        for (int f = 0; f < names.size(); f++) {
            OrderedRows factor = ordered.get(f);
            int at = settings.horizons().indexOf(settings.mainHorizon());
            double[] ic = horizons.get(f).get(at).rankIc();
            results.add(new FactorResult(
                    names.get(f),
                    List.copyOf(horizons.get(f)),
                    ages(factor, main.ordered),
                    sectors(factor, main.ordered),
                    years(factor, main, ic, spreads[f]),
                    coverage(factor),
                    FactorReturns.of(quantiles.get(f), days, forward)));
        }
        return new FactorEvaluation(
                scores.strategyVersion(),
                settings,
                scores.dates(),
                List.copyOf(results),
                between(ordered, true),
                between(ordered, false),
                returnCorrelation(results));
    }

    /** Returns of one horizon from every trading day on. */
    private record Returns(double[] values, OrderedRows ordered) {}

    private HorizonResult horizon(
            OrderedRows factor, Quantiles quantiles, Returns returns, int horizon, double[] spread) {
        int n = days.size();
        double[] rank = new double[n];
        double[] linear = new double[n];
        double[] turnover = new double[n];
        double[] autocorrelation = new double[n];
        double[][] portfolios = new double[settings.quantiles()][n];
        IntStream.range(0, n).parallel().forEach(row -> {
            CrossCorrelation correlation = new CrossCorrelation(columns);
            int entry = days.entry()[row];
            boolean traded = days.position()[row] >= 0 && entry < returns.ordered.rows();
            boolean enough = traded
                    && correlation.of(factor, row, returns.ordered, entry).pairs() >= settings.leastStocks();
            rank[row] = enough ? correlation.rank() : Double.NaN;
            linear[row] = enough ? correlation.linear() : Double.NaN;
            double[] means = traded ? quantiles.means(row, returns.values, entry * columns) : new double[0];
            for (int q = 0; q < portfolios.length; q++) {
                portfolios[q][row] = traded ? means[q] : Double.NaN;
            }
            spread[row] = portfolios[portfolios.length - 1][row] - portfolios[0][row];
            int earlier = days.earlier(row, horizon);
            boolean paired =
                    earlier >= 0 && correlation.of(factor, row, factor, earlier).pairs() >= settings.leastStocks();
            autocorrelation[row] = paired ? correlation.rank() : Double.NaN;
            turnover[row] = earlier >= 0 ? quantiles.topTurnover(row, earlier) : Double.NaN;
        });
        int lags = horizon - 1;
        List<MeanEstimate> means = Arrays.stream(portfolios)
                .map(p -> MeanEstimate.of(p, days.position(), lags))
                .toList();
        double[] heights = means.stream().mapToDouble(MeanEstimate::mean).toArray();
        double[] steps = IntStream.range(0, heights.length).asDoubleStream().toArray();
        boolean all = Arrays.stream(heights).noneMatch(Double::isNaN);
        return new HorizonResult(
                horizon,
                rank,
                linear,
                MeanEstimate.of(rank, days.position(), lags),
                MeanEstimate.of(linear, days.position(), lags),
                means,
                MeanEstimate.of(spread, days.position(), lags),
                all ? Ranks.correlation(steps, heights) : Double.NaN,
                mean(turnover),
                mean(autocorrelation));
    }

    private List<GroupResult> ages(OrderedRows factor, OrderedRows returns) {
        List<GroupResult> results = new ArrayList<>();
        for (int age : settings.ages()) {
            double[] ic = new double[days.size()];
            double[] stocks = new double[days.size()];
            IntStream.range(0, ic.length).parallel().forEach(row -> {
                int entry = days.entry()[row] + age;
                CrossCorrelation correlation = new CrossCorrelation(columns);
                boolean enough = days.position()[row] >= 0
                        && entry < returns.rows()
                        && correlation.of(factor, row, returns, entry).pairs() >= settings.leastStocks();
                ic[row] = enough ? correlation.rank() : Double.NaN;
                stocks[row] = enough ? correlation.pairs() : Double.NaN;
            });
            results.add(group(String.valueOf(age), mean(stocks), ic, nothing()));
        }
        return List.copyOf(results);
    }

    private List<GroupResult> sectors(OrderedRows factor, OrderedRows returns) {
        int count = sectors.names().size();
        double[][] ic = new double[count][days.size()];
        double[][] stocks = new double[count][days.size()];
        IntStream.range(0, days.size()).parallel().forEach(row -> {
            int entry = days.entry()[row];
            boolean traded = days.position()[row] >= 0 && entry < returns.rows();
            CrossCorrelation correlation = new CrossCorrelation(columns);
            int[][] byScore = traded ? sectors.split(factor, row) : new int[count][];
            int[][] byReturn = traded ? sectors.split(returns, entry) : new int[count][];
            for (int s = 0; s < count; s++) {
                boolean enough = traded
                        && correlation
                                        .of(
                                                factor,
                                                row,
                                                byScore[s],
                                                byScore[s].length,
                                                returns,
                                                entry,
                                                byReturn[s],
                                                byReturn[s].length)
                                        .pairs()
                                >= settings.leastStocks();
                ic[s][row] = enough ? correlation.rank() : Double.NaN;
                stocks[s][row] = traded ? correlation.pairs() : Double.NaN;
            }
        });
        return IntStream.range(0, count)
                .mapToObj(s -> group(sectors.names().get(s), mean(stocks[s]), ic[s], nothing()))
                .sorted((a, b) -> Double.compare(b.stocks(), a.stocks()))
                .toList();
    }

    private List<GroupResult> years(OrderedRows factor, Returns returns, double[] ic, double[] spread) {
        TreeMap<Integer, List<Integer>> rows = new TreeMap<>();
        for (int row = 0; row < days.size(); row++) {
            rows.computeIfAbsent(scores.dates().date(row).getYear(), y -> new ArrayList<>())
                    .add(row);
        }
        List<GroupResult> results = new ArrayList<>();
        rows.forEach((year, inYear) -> {
            double[] ofYear = only(ic, inYear);
            double[] stocks = new double[days.size()];
            Arrays.fill(stocks, Double.NaN);
            for (int row : inYear) {
                int entry = days.entry()[row];
                if (days.position()[row] >= 0 && entry < returns.ordered.rows()) {
                    stocks[row] = pairs(factor, row, returns.ordered, entry);
                }
            }
            results.add(group(String.valueOf(year), mean(stocks), ofYear, only(spread, inYear)));
        });
        return List.copyOf(results);
    }

    private int pairs(OrderedRows factor, int row, OrderedRows returns, int entry) {
        int pairs = 0;
        for (int k = 0; k < factor.count(row); k++) {
            pairs += Double.isNaN(returns.value(entry, factor.column(row, k))) ? 0 : 1;
        }
        return pairs;
    }

    private GroupResult group(String name, double stocks, double[] ic, double[] spread) {
        int lags = settings.mainHorizon() - 1;
        return new GroupResult(
                name,
                stocks,
                MeanEstimate.of(ic, days.position(), lags),
                MeanEstimate.of(spread, days.position(), lags));
    }

    private ScoreCoverage coverage(OrderedRows factor) {
        int[] perDay = new int[days.size()];
        double[] share = new double[days.size()];
        double[] tradable = new double[days.size()];
        for (int row = 0; row < perDay.length; row++) {
            perDay[row] = factor.count(row);
            int position = days.position()[row];
            int entry = days.entry()[row];
            int priced = 0;
            int both = 0;
            int bought = 0;
            for (int c = 0; c < columns; c++) {
                boolean scored = !Double.isNaN(factor.value(row, c));
                boolean price = position >= 0 && forward.hasPrice(position, c);
                priced += price ? 1 : 0;
                both += price && scored ? 1 : 0;
                bought +=
                        scored && position >= 0 && entry < forward.days().size() && forward.hasPrice(entry, c) ? 1 : 0;
            }
            share[row] = priced == 0 ? Double.NaN : both / (double) priced;
            boolean known = position >= 0 && entry < forward.days().size() && perDay[row] > 0;
            tradable[row] = known ? bought / (double) perDay[row] : Double.NaN;
        }
        return new ScoreCoverage(
                perDay.length, Arrays.stream(perDay).average().orElse(Double.NaN), mean(share), mean(tradable), perDay);
    }

    private double[][] between(List<OrderedRows> factors, boolean ranks) {
        int n = factors.size();
        double[][] means = new double[n][n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b <= a; b++) {
                OrderedRows x = factors.get(a);
                OrderedRows y = factors.get(b);
                double[] daily = new double[days.size()];
                IntStream.range(0, daily.length).parallel().forEach(row -> {
                    CrossCorrelation correlation = new CrossCorrelation(columns).of(x, row, y, row);
                    boolean enough = correlation.pairs() >= settings.leastStocks();
                    daily[row] = !enough ? Double.NaN : ranks ? correlation.rank() : correlation.linear();
                });
                means[a][b] = mean(daily);
                means[b][a] = means[a][b];
            }
        }
        return means;
    }

    private static double[][] returnCorrelation(List<FactorResult> factors) {
        int n = factors.size();
        double[][] correlation = new double[n][n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b <= a; b++) {
                correlation[a][b] =
                        correlation(factors.get(a).returns(), factors.get(b).returns());
                correlation[b][a] = correlation[a][b];
            }
        }
        return correlation;
    }

    private static double correlation(FactorReturns a, FactorReturns b) {
        int[] common = IntStream.range(0, a.dates().size())
                .filter(i -> b.dates().indexOf(a.dates().date(i)) >= 0)
                .toArray();
        double[] x = Arrays.stream(common).mapToDouble(i -> a.longShort()[i]).toArray();
        double[] y = Arrays.stream(common)
                .mapToDouble(i -> b.longShort()[b.dates().indexOf(a.dates().date(i))])
                .toArray();
        return Statistics.correlation(x, y);
    }

    private double[] nothing() {
        double[] none = new double[days.size()];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    private double[] only(double[] values, List<Integer> rows) {
        double[] kept = nothing();
        rows.forEach(row -> kept[row] = values[row]);
        return kept;
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }
}
