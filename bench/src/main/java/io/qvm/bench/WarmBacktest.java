package io.qvm.bench;

import io.qvm.backtest.Backtest;
import io.qvm.backtest.Strategies;
import io.qvm.backtest.Strategy;
import io.qvm.config.YamlFile;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.run.BacktestRun;
import io.qvm.store.LoadRange;
import io.qvm.store.RawStore;
import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.preset.Preset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Loads market and scores of a database once, then runs one strategy again and again.
 *
 * <p>Arguments: the database's address, the preset's file, the version of the scores, a strategy. Prints the seconds of the
 * load, of the first run, and the median and worst of the last 30 of 60 runs.
 */
public final class WarmBacktest {
    private static final int RUNS = 60;

    private WarmBacktest() {}

    public static void main(String[] args) {
        long start = System.nanoTime();
        try (Database database = Database.open(DatabaseUrl.parse(args[0]))) {
            Preset preset = Preset.of(YamlFile.read(Path.of(args[1])));
            MarketData data = RawStore.of(database, Optional.of(preset)).load(LoadRange.all());
            FactorScores scores = ScoreStore.open(database).load(args[2], Optional.empty(), Optional.empty());
            System.out.printf("load       %.2f s (%s, %s)%n", since(start), data.tickers(), scores.dates());
            Strategy strategy = Strategies.byNameOrFile(args[3]).withScores(args[2]);
            double[] seconds = new double[RUNS];
            long rebalances = 0;
            for (int i = 0; i < RUNS; i++) {
                long before = System.nanoTime();
                BacktestRun run = Backtest.run(strategy, scores, data);
                seconds[i] = since(before);
                rebalances =
                        run.holdings().stream().map(h -> h.date()).distinct().count();
            }
            double[] warm = Arrays.copyOfRange(seconds, RUNS / 2, RUNS);
            Arrays.sort(warm);
            System.out.printf(
                    "%s: %d rebalances; first run %.3f s, warm median %.3f s, worst %.3f s%n",
                    strategy.name(), rebalances, seconds[0], warm[warm.length / 2], warm[warm.length - 1]);
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
