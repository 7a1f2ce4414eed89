package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.factor.formula.Formula;
import io.qvm.factor.formula.FormulaReader;
import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import io.qvm.market.TickerIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fourteen well-known price-volume features, as formulas and as plain loops over each stock's bars, on bars with gaps. */
class PriceVolumeFeaturesTest {
    private static final int DAYS = 260;
    private static final int STOCKS = 9;
    private static final int OPEN = 0;
    private static final int HIGH = 1;
    private static final int LOW = 2;
    private static final int CLOSE = 3;
    private static final int VOLUME = 4;

    private static final Map<String, String> FORMULAS = new LinkedHashMap<>();

    static {
        FORMULAS.put("KMID", "(close - open) / open");
        FORMULAS.put("KLEN", "(high - low) / open");
        FORMULAS.put("KUP", "(high - greatest(open, close)) / open");
        FORMULAS.put("KLOW", "(least(open, close) - low) / open");
        FORMULAS.put("ROC5", "ref(close, 5) / close");
        FORMULAS.put("ROC20", "ref(close, 20) / close");
        FORMULAS.put("ROC60", "ref(close, 60) / close");
        FORMULAS.put("MA20", "mean(close, 20, min=1) / close");
        FORMULAS.put("STD20", "std(close, 20, min=2) / close");
        FORMULAS.put("BETA20", "slope(close, 20, min=2) / close");
        FORMULAS.put("RSQR20", "rsquare(close, 20, min=2)");
        FORMULAS.put("MAX20", "max(high, 20, min=1) / close");
        FORMULAS.put("MIN20", "min(low, 20, min=1) / close");
        FORMULAS.put("CORR20", "corr(close, log(volume + 1), 20, min=2)");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void formulas_and_plain_loops_agree(long seed) {
        double[][][] bars = bars(new Random(seed));
        MarketData data = data(bars);
        // Of the very day, as the features are defined.
        FactorModel rules = FactorModel.of(new io.qvm.config.YamlFile(
                "m.yaml",
                Models.source("qvm_v2.1")
                        .text()
                        .replace("max_age_days: 30                # calendar days", "max_age_days: 0")));
        FormulaReader reader = rules.formulaReader(List.of());
        List<Formula> formulas = FORMULAS.values().stream()
                .map(text -> reader.read(text, "test"))
                .toList();
        List<Panel> panels = new FormulaEngine(data, rules, formulas).evaluate(data.dates(), 1);
        List<String> names = new ArrayList<>(FORMULAS.keySet());
        for (int f = 0; f < names.size(); f++) {
            int there = 0;
            for (int stock = 0; stock < STOCKS; stock++) {
                for (int day = 0; day < DAYS; day++) {
                    double expected = plain(names.get(f), bars[stock], day);
                    double value = panels.get(f).get(day, stock);
                    String what = names.get(f) + " of stock " + stock + " on day " + day;
                    assertThat(Double.isNaN(value)).as(what).isEqualTo(Double.isNaN(expected));
                    if (!Double.isNaN(expected)) {
                        there++;
                        assertThat(value).as(what).isCloseTo(expected, within(1e-9));
                    }
                }
            }
            assertThat(there).as(names.get(f)).isGreaterThan(DAYS * STOCKS / 2);
        }
    }

    private static double plain(String name, double[][] bar, int day) {
        double open = bar[OPEN][day];
        double close = bar[CLOSE][day];
        return switch (name) {
            case "KMID" -> (close - open) / open;
            case "KLEN" -> (bar[HIGH][day] - bar[LOW][day]) / open;
            case "KUP" -> (bar[HIGH][day] - Math.max(open, close)) / open;
            case "KLOW" -> (Math.min(open, close) - bar[LOW][day]) / open;
            case "ROC5" -> day < 5 ? Double.NaN : bar[CLOSE][day - 5] / close;
            case "ROC20" -> day < 20 ? Double.NaN : bar[CLOSE][day - 20] / close;
            case "ROC60" -> day < 60 ? Double.NaN : bar[CLOSE][day - 60] / close;
            case "MA20" -> {
                List<double[]> w = window(bar, day, CLOSE);
                yield w.isEmpty() ? Double.NaN : mean(w, 1) / close;
            }
            case "STD20" -> {
                List<double[]> w = window(bar, day, CLOSE);
                yield w.size() < 2 ? Double.NaN : Math.sqrt(product(w, 1, 1) / (w.size() - 1)) / close;
            }
            case "BETA20" -> {
                List<double[]> w = window(bar, day, CLOSE);
                yield w.size() < 2 ? Double.NaN : product(w, 0, 1) / product(w, 0, 0) / close;
            }
            case "RSQR20" -> {
                List<double[]> w = window(bar, day, CLOSE);
                double r = product(w, 0, 1) / Math.sqrt(product(w, 0, 0) * product(w, 1, 1));
                yield w.size() < 2 ? Double.NaN : r * r;
            }
            case "MAX20" ->
                window(bar, day, HIGH).stream().mapToDouble(w -> w[1]).max().orElse(Double.NaN) / close;
            case "MIN20" ->
                window(bar, day, LOW).stream().mapToDouble(w -> w[1]).min().orElse(Double.NaN) / close;
            case "CORR20" -> {
                List<double[]> w = window(bar, day, CLOSE).stream()
                        .map(v -> new double[] {v[0], v[1], Math.log(bar[VOLUME][(int) v[0]] + 1)})
                        .filter(v -> !Double.isNaN(v[2]))
                        .toList();
                yield w.size() < 2 ? Double.NaN : product(w, 1, 2) / Math.sqrt(product(w, 1, 1) * product(w, 2, 2));
            }
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Days and values of the last twenty days that have one. */
    private static List<double[]> window(double[][] bar, int day, int field) {
        return IntStream.rangeClosed(Math.max(0, day - 19), day)
                .filter(d -> !Double.isNaN(bar[field][d]))
                .mapToObj(d -> new double[] {d, bar[field][d]})
                .toList();
    }

    private static double mean(List<double[]> window, int which) {
        return window.stream().mapToDouble(w -> w[which]).sum() / window.size();
    }

    private static double product(List<double[]> window, int a, int b) {
        double meanA = mean(window, a);
        double meanB = mean(window, b);
        return window.stream().mapToDouble(w -> (w[a] - meanA) * (w[b] - meanB)).sum();
    }

    private static double[][][] bars(Random random) {
        double[][][] bars = new double[STOCKS][5][DAYS];
        for (double[][] bar : bars) {
            double close = 20 + 80 * random.nextDouble();
            int suspended = 0;
            for (int day = 0; day < DAYS; day++) {
                double open = close * (1 + 0.01 * random.nextGaussian());
                close = open * (1 + 0.02 * random.nextGaussian());
                suspended = suspended > 0 ? suspended - 1 : random.nextInt(60) == 0 ? random.nextInt(12) : 0;
                boolean there = suspended == 0;
                bar[OPEN][day] = there ? open : Double.NaN;
                bar[HIGH][day] = there ? Math.max(open, close) * (1 + 0.01 * random.nextDouble()) : Double.NaN;
                bar[LOW][day] = there ? Math.min(open, close) * (1 - 0.01 * random.nextDouble()) : Double.NaN;
                bar[CLOSE][day] = there ? close : Double.NaN;
                bar[VOLUME][day] = there ? 1000 * (1 + random.nextInt(500)) : Double.NaN;
            }
        }
        return bars;
    }

    private static MarketData data(double[][][] bars) {
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = LocalDate.of(2019, 1, 1); days.size() < DAYS; day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() < 6) {
                days.add(day);
            }
        }
        DateIndex dates = DateIndex.ofDates(days);
        TickerIndex tickers =
                TickerIndex.of(IntStream.range(0, STOCKS).mapToObj(i -> "S" + i).toList());
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        MarketField[] fields = {
            MarketField.OPEN, MarketField.HIGH, MarketField.LOW, MarketField.CLOSE, MarketField.VOLUME
        };
        for (int f = 0; f < fields.length; f++) {
            Panel panel = Panel.missing(dates, tickers);
            for (int stock = 0; stock < STOCKS; stock++) {
                for (int day = 0; day < DAYS; day++) {
                    panel.values()[day * STOCKS + stock] = bars[stock][f][day];
                }
            }
            panels.put(fields[f], panel);
        }
        BitSet all = new BitSet();
        all.set(0, DAYS * STOCKS);
        RowMask rows = new RowMask(STOCKS, all);
        return new MarketData(
                dates,
                tickers,
                tickers.asList().stream()
                        .map(ticker -> Optional.of(Instrument.of(ticker, Optional.empty())))
                        .toList(),
                panels,
                rows,
                rows,
                FactHistory.empty(tickers),
                Map.of());
    }
}
