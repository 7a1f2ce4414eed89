package io.qvm.research;

import io.qvm.analysis.Conventions;
import io.qvm.backtest.Backtester;
import io.qvm.backtest.Strategy;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.run.BacktestRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Runs many variants of a strategy on the same scores and prices, on several threads. */
public final class Sweep {
    private final Backtester backtester;

    public Sweep(FactorScores scores, MarketData data) {
        this.backtester = new Backtester(scores, data);
    }

    /**
     * Runs variants.
     *
     * @param variants by what they set
     * @param threads how many to use, at least 1; changes no bit of a trial
     * @param done is told of each trial as it ends, on one thread at a time, in any order
     * @return the trials in the order of the variants; one that could not be run says why
     */
    public List<Trial> run(Map<Map<String, Object>, Strategy> variants, int threads, Consumer<Trial> done) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Trial>> running = new ArrayList<>();
            variants.forEach((values, strategy) -> running.add(workers.submit(() -> {
                Trial trial = trial(values, strategy);
                synchronized (done) {
                    done.accept(trial);
                }
                return trial;
            })));
            List<Trial> trials = new ArrayList<>();
            for (Future<Trial> future : running) {
                trials.add(future.get());
            }
            return trials;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during a sweep", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private Trial trial(Map<String, Object> values, Strategy strategy) {
        try {
            BacktestRun run = backtester.runWithoutDecisions(strategy);
            Map<String, Double> metrics = Trial.metrics(run, Conventions.DEFAULT);
            return new Trial(values, metrics, run.daily().dates(), run.daily().net(), "");
        } catch (InvalidInputException e) {
            return Trial.failed(values, String.valueOf(e.getMessage()));
        }
    }

    /** The trials, best first by a metric; equal ones, and at the end failed ones, in their own order. */
    public static List<Trial> ranked(List<Trial> trials, String objective) {
        return trials.stream()
                .sorted(Comparator.comparingDouble((Trial t) ->
                        Double.isNaN(t.metric(objective)) ? Double.POSITIVE_INFINITY : -t.metric(objective)))
                .toList();
    }
}
