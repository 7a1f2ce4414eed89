package io.qvm.backtest;

import io.qvm.backtest.rules.LiquidityRules;
import io.qvm.backtest.rules.SignalRules.Standardize;
import io.qvm.backtest.rules.StrategyRules;
import io.qvm.backtest.rules.UniverseRules;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.ScoreColumn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The funnel down to the signal as one would describe it, ticker by ticker and day by day, for comparison. */
final class PlainFunnel {
    private final StrategyRules rules;
    private final RandomMarket market;
    private final LocalDate today;

    /**
     * What becomes of one ticker.
     *
     * @param rule that turned it down; empty if it is ranked
     * @param signal NaN if it is not ranked
     */
    record Outcome(String rule, double signal) {}

    private PlainFunnel(StrategyRules rules, RandomMarket market, LocalDate today) {
        this.rules = rules;
        this.market = market;
        this.today = today;
    }

    /** Everyone with a score on the day. */
    static Map<String, Outcome> of(StrategyRules rules, RandomMarket market, LocalDate today) {
        return new PlainFunnel(rules, market, today).outcomes();
    }

    private Map<String, Outcome> outcomes() {
        Map<String, Outcome> outcomes = new TreeMap<>();
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < market.data().tickers().size(); i++) {
            String ticker = market.data().tickers().ticker(i);
            if (List.of(ScoreColumn.values()).stream().allMatch(column -> Double.isNaN(score(column, ticker)))) {
                continue;
            }
            Optional<String> refused = refusedBy(ticker);
            if (refused.isPresent()) {
                outcomes.put(ticker, new Outcome(refused.get(), Double.NaN));
            } else {
                passed.add(ticker);
            }
        }
        passed.sort(Comparator.comparingDouble((String ticker) -> -adtv(ticker)).thenComparing(t -> t));
        while (passed.size() > rules.liquidity().maxNames()) {
            outcomes.put(passed.remove(passed.size() - 1), new Outcome("max_names", Double.NaN));
        }
        Map<String, Double> signals = signals(passed);
        for (String ticker : passed) {
            double signal = signals.get(ticker);
            outcomes.put(ticker, new Outcome(Double.isNaN(signal) ? "no_signal" : "", signal));
        }
        return outcomes;
    }

    private Optional<String> refusedBy(String ticker) {
        MarketData data = market.data();
        LiquidityRules liquidity = rules.liquidity();
        UniverseRules universe = rules.universe();
        Optional<Instrument> instrument = data.instrument(data.tickers().indexOf(ticker));
        Optional<LocalDate> delisted = instrument.flatMap(Instrument::delistedOn);
        String sector = instrument.flatMap(Instrument::sector).orElse("");
        if (delisted.isPresent() && !delisted.get().isAfter(today)) {
            return Optional.of("delisted");
        }
        if (!universe.sectors().isEmpty() && !universe.sectors().contains(sector)) {
            return Optional.of("sector_not_included");
        }
        if (universe.excludeSectors().contains(sector)) {
            return Optional.of("sector_excluded");
        }
        if (universe.minListingDays() > 0 && listedBefore(ticker, instrument, universe.minListingDays())) {
            return Optional.of("listing_age");
        }
        double traded = window().stream()
                .filter(day -> value(MarketField.TRADED_VALUE, ticker, day) > 0)
                .count();
        if (window().isEmpty()
                ? liquidity.minTradingShare() > 0
                : traded / window().size() < liquidity.minTradingShare()) {
            return Optional.of("trading_share");
        }
        if (adtv(ticker) < liquidity.minAdtv()) {
            return Optional.of("adtv");
        }
        if (liquidity.minPrice() > 0) {
            double price = lastKnown(MarketField.CLOSE, ticker);
            if (Double.isNaN(price)) {
                return Optional.of("price_missing");
            }
            if (price < liquidity.minPrice()) {
                return Optional.of("price");
            }
        }
        double cap = lastKnown(MarketField.MARKET_CAP, ticker);
        if ((liquidity.minMarketCap() > 0 || liquidity.minAdtvShare() > 0) && Double.isNaN(cap)) {
            return Optional.of("market_cap_missing");
        }
        if (cap < liquidity.minMarketCap()) {
            return Optional.of("market_cap");
        }
        if (adtv(ticker) < liquidity.minAdtvShare() * cap) {
            return Optional.of("adtv_share");
        }
        return Optional.empty();
    }

    private boolean listedBefore(String ticker, Optional<Instrument> instrument, int days) {
        LocalDate listed = instrument
                .flatMap(Instrument::listedOn)
                .or(() -> days().stream()
                        .filter(day -> value(MarketField.ADJUSTED_CLOSE, ticker, day) > 0)
                        .findFirst()
                        .map(day -> day.equals(days().get(0)) ? LocalDate.of(1900, 1, 1) : day))
                .orElse(LocalDate.MAX);
        return listed.isAfter(today.minusDays(days));
    }

    private List<LocalDate> days() {
        List<LocalDate> days = new ArrayList<>();
        for (int row = 0; row < market.data().dates().size(); row++) {
            days.add(market.data().dates().date(row));
        }
        return days;
    }

    /** The last trading days before today. */
    private List<LocalDate> window() {
        List<LocalDate> trading = new ArrayList<>();
        for (int row = 0; row < market.data().dates().indexOf(today); row++) {
            if (market.data().isTradingDay(row)) {
                trading.add(market.data().dates().date(row));
            }
        }
        int from = Math.max(0, trading.size() - rules.liquidity().lookbackDays());
        return trading.subList(from, trading.size());
    }

    private double adtv(String ticker) {
        double sum = 0;
        List<LocalDate> window = new ArrayList<>(window());
        for (int i = window.size() - 1; i >= 0; i--) {
            double value = value(MarketField.TRADED_VALUE, ticker, window.get(i));
            sum += Double.isNaN(value) ? 0 : value;
        }
        return window.isEmpty() ? 0 : sum / window.size();
    }

    private double lastKnown(MarketField field, String ticker) {
        double last = Double.NaN;
        for (LocalDate day : days()) {
            double value = value(field, ticker, day);
            if (day.isBefore(today) && !Double.isNaN(value)) {
                last = value;
            }
        }
        return last;
    }

    private double value(MarketField field, String ticker, LocalDate day) {
        MarketData data = market.data();
        return data.panel(field).get(data.dates().indexOf(day), data.tickers().indexOf(ticker));
    }

    private double score(ScoreColumn column, String ticker) {
        int row = market.scores().dates().indexOf(today);
        return market.scores().panel(column).get(row, market.scores().tickers().indexOf(ticker));
    }

    private Map<String, Double> signals(List<String> tickers) {
        Map<String, Double> signals = new HashMap<>();
        tickers.forEach(ticker -> signals.put(ticker, 0.0));
        for (ScoreColumn column : ScoreColumn.values()) {
            double weight = rules.signal().weight(column);
            if (weight != 0) {
                List<Double> known = tickers.stream()
                        .map(ticker -> score(column, ticker))
                        .filter(v -> !Double.isNaN(v))
                        .sorted()
                        .toList();
                tickers.forEach(ticker -> signals.merge(
                        ticker,
                        weight
                                * comparable(
                                        score(column, ticker),
                                        known,
                                        rules.signal().standardize()),
                        Double::sum));
            }
        }
        return signals;
    }

    private static double comparable(double score, List<Double> known, Standardize standardize) {
        if (Double.isNaN(score) || standardize == Standardize.NONE) {
            return score;
        }
        if (standardize == Standardize.RANK) {
            double below = known.stream().filter(v -> v < score).count();
            double equal = known.stream().filter(v -> v == score).count();
            return known.size() == 1 ? 0.5 : (below + (equal - 1) / 2) / (known.size() - 1);
        }
        double mean = known.stream().mapToDouble(v -> v).average().orElseThrow();
        double squares =
                known.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        double deviation = known.size() < 2 ? 0 : Math.sqrt(squares / (known.size() - 1));
        return deviation < 1e-8 ? 0 : (score - mean) / deviation;
    }
}
