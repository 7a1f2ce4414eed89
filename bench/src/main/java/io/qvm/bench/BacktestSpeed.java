package io.qvm.bench;

import io.qvm.backtest.Backtester;
import io.qvm.backtest.Strategies;
import io.qvm.backtest.Strategy;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.run.BacktestRun;
import io.qvm.research.Sweep;
import io.qvm.research.Trial;
import io.qvm.store.LoadRange;
import io.qvm.store.RawStore;
import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Monthly top-25 backtests with scores and prices in memory: one run, warm, in both modes; the same over half and a quarter
 * of the days; and a thousand variants on all cores.
 *
 * <p>Arguments: the address of a database with the canonical tables, and the version of the scores.
 */
public final class BacktestSpeed {
    private static final int RUNS = 400;
    private static final int VARIANTS = 1_000;

    private BacktestSpeed() {}

    public static void main(String[] args) {
        FactorScores scores;
        MarketData data;
        try (Database database = Database.openExisting(DatabaseUrl.parse(args[0]))) {
            scores = ScoreStore.open(database).load(args[1], Optional.empty(), Optional.empty());
            data = RawStore.of(database, Optional.empty())
                    .load(LoadRange.all()
                            .withFields(EnumSet.of(
                                    MarketField.ADJUSTED_CLOSE,
                                    MarketField.CLOSE,
                                    MarketField.VOLUME,
                                    MarketField.TRADED_VALUE,
                                    MarketField.MARKET_CAP)));
        }
        LocalDate end = scores.dates().date(scores.dates().size() - 1);
        Strategy house = Strategies.byNameOrFile("qvm_top25").withScores(args[1]);
        Strategy drift = house.withRange(Optional.of(end.minusYears(10)), Optional.of(end));
        Strategy constant = drift.with("simulation.mode", "constant_weight");
        System.out.printf("%s, %s; 10 years to %s, monthly, 25 names%n", data.tickers(), data.dates(), end);
        System.out.printf("%-34s %12s %12s %12s%n", "warm, one thread", "10 years", "5 years", "2.5 years");
        row("constant_weight", constant, scores, data, end);
        row("drift", drift, scores, data, end);
        row("drift, regime overlay left out", drift.with(nothing("overlay")), scores, data, end);
        for (int every : new int[] {2, 4}) {
            FewerStocks part = FewerStocks.of(data, scores, every);
            row("drift, " + part.data().tickers().size() + " stocks", drift, part.scores(), part.data(), end);
        }
        Map<Map<String, Object>, Strategy> variants = new LinkedHashMap<>();
        for (int i = 0; i < VARIANTS; i++) {
            Map<String, Object> values =
                    Map.of("selection.top_n", 10 + i % 40, "constraints.max_position", 0.1 + i / 40 * 0.01);
            variants.put(values, constant.with(values));
        }
        int threads = Runtime.getRuntime().availableProcessors();
        long start = System.nanoTime();
        List<Trial> trials = new Sweep(scores, data).run(variants, threads, trial -> {});
        System.out.printf(
                Locale.ROOT,
                "%,d variants, constant_weight, %d threads: %.2f s, %.1f ms each%n",
                trials.size(),
                threads,
                (System.nanoTime() - start) / 1e9,
                (System.nanoTime() - start) / 1e6 / trials.size());
    }

    private static Map<String, Object> nothing(String key) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(key, null);
        return values;
    }

    private static void row(String name, Strategy strategy, FactorScores scores, MarketData data, LocalDate end) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-34s", name));
        for (int months : new int[] {120, 60, 30}) {
            Strategy shorter = strategy.with("start", end.minusMonths(months).toString());
            row.append(String.format(Locale.ROOT, " %9.2f ms", 1e3 * median(shorter, scores, data)));
        }
        System.out.println(row);
    }

    private static double median(Strategy strategy, FactorScores scores, MarketData data) {
        double[] seconds = new double[RUNS];
        Backtester backtester = new Backtester(scores, data);
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            BacktestRun run = backtester.run(strategy);
            seconds[i] = (System.nanoTime() - start) / 1e9;
            if (run.daily().dates().isEmpty()) {
                throw new IllegalStateException("no days");
            }
        }
        double[] warm = Arrays.copyOfRange(seconds, RUNS / 2, RUNS);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }
}
