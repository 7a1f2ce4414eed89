package io.qvm.bench;

import io.qvm.factor.FactorEngine;
import io.qvm.factor.FactorModel;
import io.qvm.factor.Models;
import io.qvm.market.DateIndex;
import io.qvm.market.MarketData;
import java.util.Arrays;
import java.util.Locale;

/**
 * Stock-days a second of scoring alone, panels in memory: 714 stocks, 2,414 days, every shipped model. Arguments: number of
 * threads, 2 by default, and models, all by default.
 */
public final class ScoringSpeed {
    private static final int DAYS = 2_414;
    /** The first runs share the processors with the compiler. */
    private static final int WARM_UP_RUNS = 10;

    private static final int RUNS = 11;

    private ScoringSpeed() {}

    public static void main(String[] args) {
        int threads = args.length > 0 ? Integer.parseInt(args[0]) : 2;
        MarketData data = ReferenceSizeMarket.simulate();
        DateIndex days =
                data.dates().slice(data.dates().size() - DAYS, data.dates().size());
        double stockDays = (double) days.size() * data.tickers().size();
        System.out.printf(
                Locale.ROOT,
                "scoring alone, %s, %s, %d threads%n%-20s %10s %10s %10s %14s%n",
                data.tickers(),
                days,
                threads,
                "model",
                "prepare s",
                "median s",
                "best s",
                "stock-days/s");
        for (String name : args.length > 1 ? Arrays.asList(args).subList(1, args.length) : Models.shipped()) {
            FactorModel model = Models.byNameOrFile(name);
            long start = System.nanoTime();
            FactorEngine engine = new FactorEngine(data, model);
            double prepared = (System.nanoTime() - start) / 1e9;
            double[] seconds = new double[RUNS];
            for (int i = 0; i < WARM_UP_RUNS; i++) {
                engine.score(days, threads);
            }
            for (int i = 0; i < RUNS; i++) {
                long run = System.nanoTime();
                engine.score(days, threads);
                seconds[i] = (System.nanoTime() - run) / 1e9;
            }
            Arrays.sort(seconds);
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %10.2f %10.3f %10.3f %,14.0f%n",
                    name,
                    prepared,
                    seconds[RUNS / 2],
                    seconds[0],
                    stockDays / seconds[RUNS / 2]);
        }
    }
}
