package io.qvm.analysis.factor;

import io.qvm.market.FactorScores;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The definitions again, a stock and a day at a time, by dates and names, to check the fast ones against. */
final class PlainEvaluation {
    private final MarketData market;
    private final FactorScores scores;
    private final List<LocalDate> tradingDays = new ArrayList<>();

    PlainEvaluation(MarketData market, FactorScores scores) {
        this.market = market;
        this.scores = scores;
        for (int row = 0; row < market.dates().size(); row++) {
            if (market.isTradingDay(row)) {
                tradingDays.add(market.dates().date(row));
            }
        }
    }

    int position(LocalDate date) {
        int position = -1;
        for (int i = 0; i < tradingDays.size(); i++) {
            position = tradingDays.get(i).isAfter(date) ? position : i;
        }
        return position;
    }

    /** Return of a stock bought one trading day (and an age) after a date. */
    Optional<Double> forward(String ticker, LocalDate scored, int age, int horizon) {
        int entry = position(scored) + 1 + age;
        int exit = entry + horizon;
        if (exit >= tradingDays.size()) {
            return Optional.empty();
        }
        Optional<Double> paid = price(ticker, entry);
        if (paid.isEmpty()) {
            return Optional.empty();
        }
        double worth = paid.get();
        for (int t = entry + 1; t <= exit; t++) {
            worth = price(ticker, t).orElse(worth);
        }
        Optional<Instrument> instrument = market.instrument(market.tickers().indexOf(ticker));
        boolean gone = instrument
                .flatMap(Instrument::delistedOn)
                .filter(day -> !day.isAfter(tradingDays.get(exit)))
                .isPresent();
        if (gone && !Double.isNaN(instrument.orElseThrow().delistingReturn())) {
            worth *= 1 + instrument.orElseThrow().delistingReturn();
        }
        return Optional.of(worth / paid.get() - 1);
    }

    private Optional<Double> price(String ticker, int tradingDay) {
        int column = market.tickers().indexOf(ticker);
        if (column < 0) {
            return Optional.empty();
        }
        double close = market.panel(MarketField.ADJUSTED_CLOSE)
                .get(market.dates().indexOf(tradingDays.get(tradingDay)), column);
        return Double.isNaN(close) ? Optional.empty() : Optional.of(close);
    }

    Map<String, Double> scores(Panel panel, int row) {
        Map<String, Double> day = new TreeMap<>();
        for (String ticker : scores.tickers().asList()) {
            double score = panel.get(row, scores.tickers().indexOf(ticker));
            if (!Double.isNaN(score)) {
                day.put(ticker, score);
            }
        }
        return day;
    }

    /** Pairs of score and return of a day. */
    List<double[]> pairs(Panel panel, int row, int age, int horizon, Predicate<String> which) {
        List<double[]> pairs = new ArrayList<>();
        scores(panel, row).forEach((ticker, score) -> {
            if (which.test(ticker)) {
                forward(ticker, scores.dates().date(row), age, horizon)
                        .ifPresent(r -> pairs.add(new double[] {score, r}));
            }
        });
        return pairs;
    }

    String sector(String ticker) {
        int column = market.tickers().indexOf(ticker);
        return column < 0 ? "Unclassified" : market.sector(column).orElse("Unclassified");
    }

    static double linear(List<double[]> pairs) {
        int n = pairs.size();
        double mx = pairs.stream().mapToDouble(p -> p[0]).sum() / n;
        double my = pairs.stream().mapToDouble(p -> p[1]).sum() / n;
        double xy = pairs.stream().mapToDouble(p -> (p[0] - mx) * (p[1] - my)).sum();
        double xx = pairs.stream().mapToDouble(p -> (p[0] - mx) * (p[0] - mx)).sum();
        double yy = pairs.stream().mapToDouble(p -> (p[1] - my) * (p[1] - my)).sum();
        boolean constant = pairs.stream().mapToDouble(p -> p[0]).distinct().count() < 2;
        return constant ? Double.NaN : xy / Math.sqrt(xx * yy);
    }

    static double rank(List<double[]> pairs) {
        return linear(pairs.stream()
                .map(p -> new double[] {rank(pairs, p[0], 0), rank(pairs, p[1], 1)})
                .toList());
    }

    private static double rank(List<double[]> pairs, double value, int side) {
        long below = pairs.stream().filter(p -> p[side] < value).count();
        long equal = pairs.stream().filter(p -> p[side] == value).count();
        return below + (equal + 1) / 2.0;
    }

    /** Portfolio of each stock of a day, 0 the lowest scores. */
    static Map<String, Integer> portfolios(Map<String, Double> day, int quantiles) {
        Map<String, Integer> portfolios = new TreeMap<>();
        List<Double> sorted = new ArrayList<>(day.values());
        Collections.sort(sorted);
        int n = sorted.size();
        if (n < quantiles) {
            return portfolios;
        }
        day.forEach((ticker, score) -> {
            double mean = (sorted.indexOf(score) + sorted.lastIndexOf(score)) / 2.0;
            portfolios.put(ticker, (int) Math.floor((mean + 0.5) * quantiles / n));
        });
        return portfolios;
    }

    double portfolioReturn(Panel panel, int row, int quantile, int quantiles, int horizon) {
        return portfolios(scores(panel, row), quantiles).entrySet().stream()
                .filter(e -> e.getValue() == quantile)
                .flatMap(e -> forward(e.getKey(), scores.dates().date(row), 0, horizon).stream())
                .mapToDouble(r -> r)
                .average()
                .orElse(Double.NaN);
    }

    /** Newey and West's t-statistic from autocovariances, for days without gaps. */
    static double neweyWest(double[] x, int lags) {
        int n = x.length;
        double mean = java.util.Arrays.stream(x).average().orElseThrow();
        double variance = 0;
        for (int k = 0; k <= lags; k++) {
            double covariance = 0;
            for (int t = k; t < n; t++) {
                covariance += (x[t] - mean) * (x[t - k] - mean) / n;
            }
            variance += (k == 0 ? 1 : 2 * (1 - k / (lags + 1.0))) * covariance;
        }
        return mean / Math.sqrt(variance / (n - 1));
    }
}
