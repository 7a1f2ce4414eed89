package io.qvm.factor;

import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.InputDigest;
import io.qvm.market.MarketData;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * Stage 1: scores of all tickers from market data and a model; pure.
 *
 * <p>A score of day d depends on the model, on rows up to d and on facts known on d, and on nothing else: not on the other
 * days that are scored with it, nor on how they are divided among threads, bit for bit. Days to be scored need not be
 * trading days, nor rows of the data.
 *
 * <p>Making an engine prepares as-of look-ups over the whole data once; each call then costs a few operations per day,
 * ticker and metric. Facts are looked up only on days on which one becomes known.
 */
public final class FactorEngine {
    private static final int CHUNK_DAYS = 32;

    private final FactorModel model;
    private final MarketData data;
    private final PreparedMarket market;

    /** Prepares data for a model. */
    public FactorEngine(MarketData data, FactorModel model) {
        this.model = model;
        this.data = data;
        this.market = new PreparedMarket(data, model);
    }

    /**
     * Scores days, on as many threads as there are processors.
     *
     * @see #score(DateIndex, int)
     */
    public static FactorScores score(MarketData data, FactorModel model, DateIndex days) {
        return new FactorEngine(data, model).score(days, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Scores days.
     *
     * @param days days to be scored
     * @param threads how many to use, at least 1; changes no bit of the result
     * @return scores of all tickers of the data; NaN where a ticker has none
     */
    public FactorScores score(DateIndex days, int threads) {
        int tickers = data.tickers().size();
        int columns = ScoreColumn.values().length;
        double[][] out = new double[columns][Math.multiplyExact(days.size(), tickers)];
        if (!days.isEmpty()) {
            fill(days, threads, out);
        }
        Map<ScoreColumn, Panel> panels = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            panels.put(column, new Panel(days, data.tickers(), out[column.ordinal()]));
        }
        return new FactorScores(model.name(), panels);
    }

    /**
     * Scores days, and records coverage and what the scores were computed from.
     *
     * @param days days to be scored
     * @param threads how many to use, at least 1; changes no bit of the result
     */
    public ScoredDays scoreWithRecord(DateIndex days, int threads) {
        FactorScores scores = score(days, threads);
        List<InputDigest> inputs = new ArrayList<>();
        for (int row = 0; row < days.size(); row++) {
            int hash = 1;
            for (ScoreColumn column : ScoreColumn.values()) {
                for (int i = 0; i < data.tickers().size(); i++) {
                    hash = 31 * hash + Double.hashCode(scores.panel(column).get(row, i));
                }
            }
            inputs.add(new InputDigest(Integer.toHexString(hash), "", ""));
        }
        return new ScoredDays(scores, List.of(), inputs);
    }

    /**
     * Digests of what the scores of days would be computed from, without the scores: to find the days whose inputs changed.
     *
     * @return one per day
     */
    public List<InputDigest> inputDigests(DateIndex days, int threads) {
        return scoreWithRecord(days, threads).inputs();
    }

    private void fill(DateIndex days, int threads, double[][] out) {
        for (double[] column : out) {
            Arrays.fill(column, Double.NaN);
        }
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            Map<String, FactSteps> steps = pool.submit(() -> steps(days.epochDay(0), days.epochDay(days.size() - 1)))
                    .join();
            int chunks = (days.size() + CHUNK_DAYS - 1) / CHUNK_DAYS;
            pool.submit(() ->
                            IntStream.range(0, chunks).parallel().forEach(chunk -> fillChunk(days, chunk, steps, out)))
                    .join();
        } finally {
            pool.shutdown();
        }
    }

    private Map<String, FactSteps> steps(int firstDay, int lastDay) {
        Map<String, FactSteps> steps = new TreeMap<>();
        model.formulas().parallelStream()
                .map(f -> Map.entry(
                        f.text(), FactSteps.of(f, market.facts(), model, market.wanted(f), firstDay, lastDay)))
                .toList()
                .forEach(entry -> steps.put(entry.getKey(), entry.getValue()));
        return steps;
    }

    private void fillChunk(DateIndex days, int chunk, Map<String, FactSteps> steps, double[][] out) {
        DayScorer scorer = new DayScorer(market, model, steps);
        int tickers = data.tickers().size();
        int end = Math.min(days.size(), (chunk + 1) * CHUNK_DAYS);
        for (int row = chunk * CHUNK_DAYS; row < end; row++) {
            scorer.score(days.date(row), out, row * tickers);
        }
    }
}
