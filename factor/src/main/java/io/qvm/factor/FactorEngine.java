package io.qvm.factor;

import io.qvm.config.NearestName;
import io.qvm.market.Coverage;
import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.InputDigest;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

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
    private final FactorModel model;
    private final MarketData data;
    private final PreparedMarket market;
    private final ScoringPlan plan;
    private final InputDigests digests;

    /** Prepares data for a model. */
    public FactorEngine(MarketData data, FactorModel model) {
        this.model = model;
        this.data = data;
        this.market = new PreparedMarket(data, model);
        this.plan = new ScoringPlan(market, model);
        this.digests = new InputDigests(market, model);
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
        return scores(days, scoreBlocks(days, threads, true, false));
    }

    /**
     * Scores days, and records coverage and what the scores were computed from.
     *
     * @param days days to be scored
     * @param threads how many to use, at least 1; changes no bit of the result
     */
    public ScoredDays scoreWithRecord(DateIndex days, int threads) {
        Blocks blocks = scoreBlocks(days, threads, true, true);
        return new ScoredDays(
                scores(days, blocks),
                Arrays.stream(blocks.coverage).flatMap(List::stream).toList(),
                Arrays.asList(blocks.inputs));
    }

    /**
     * Digests of what the scores of days would be computed from, without the scores: to find the days whose inputs changed.
     *
     * @return one per day
     */
    public List<InputDigest> inputDigests(DateIndex days, int threads) {
        return Arrays.asList(scoreBlocks(days, threads, false, true).inputs);
    }

    /**
     * Takes one score apart, down to the facts and prices that it was computed from.
     *
     * @throws InvalidInputException if the data has no such ticker
     */
    public Explanation explain(String ticker, LocalDate day) {
        int column = data.tickers().indexOf(ticker);
        if (column < 0) {
            throw new InvalidInputException("no ticker '" + ticker + "' in the data"
                    + NearestName.hint(ticker, data.tickers().asList()));
        }
        return new Explainer(data, model, market, plan, column).explain(day);
    }

    /** Results as the blocks of days fill them in. */
    @SuppressWarnings("ArrayRecordComponent") // filled by position, never compared
    private record Blocks(double[][] scores, InputDigest[] inputs, List<Coverage>[] coverage) {}

    @SuppressWarnings("unchecked")
    private static List<Coverage>[] lists(int size) {
        return (List<Coverage>[]) new List<?>[size];
    }

    private FactorScores scores(DateIndex days, Blocks blocks) {
        List<FactorModel.Factor> factors = model.factors();
        Map<ScoreColumn, Panel> panels = new EnumMap<>(ScoreColumn.class);
        Map<String, Panel> others = new TreeMap<>();
        for (int i = 0; i <= factors.size(); i++) {
            Panel panel = new Panel(days, data.tickers(), blocks.scores[i]);
            if (i == factors.size()) {
                panels.put(ScoreColumn.QVM, panel);
            } else if (i < ModelSpec.FIXED_FACTORS.size()) {
                panels.put(ScoreColumn.values()[i], panel);
            } else {
                others.put(factors.get(i).name(), panel);
            }
        }
        return new FactorScores(model.name(), panels, others);
    }

    private Blocks scoreBlocks(DateIndex days, int threads, boolean scoring, boolean recording) {
        int values = scoring ? Math.multiplyExact(days.size(), data.tickers().size()) : 0;
        int records = recording ? days.size() : 0;
        Blocks blocks = new Blocks(
                new double[model.factors().size() + 1][values],
                new InputDigest[records],
                Stream.generate(List::<Coverage>of).limit(records).toArray(FactorEngine::lists));
        if (days.isEmpty()) {
            return blocks;
        }
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            List<FactSteps> steps = pool.submit(() -> market.factSteps(days)).join();
            pool.submit(() -> BlockSize.divide(days.size(), market)
                            .parallel()
                            .forEach(range -> scoreBlock(days, range.from(), range.to(), steps, blocks)))
                    .join();
        } finally {
            pool.shutdown();
        }
        return blocks;
    }

    private void scoreBlock(DateIndex days, int from, int to, List<FactSteps> steps, Blocks blocks) {
        Evaluation.Block block = new Evaluation(market, market.plan(), steps).evaluate(days.slice(from, to));
        int tickers = data.tickers().size();
        if (blocks.scores[0].length > 0) {
            Optional<CoverageCounter> counter =
                    blocks.coverage.length > 0 ? Optional.of(new CoverageCounter(market, model)) : Optional.empty();
            ScoringObserver observer = counter.isPresent() ? counter.get() : ScoringObserver.NONE;
            DayScorer scorer = new DayScorer(market, model, plan, observer);
            for (int day = from; day < to; day++) {
                scorer.score(block, day - from, blocks.scores, day * tickers);
                if (counter.isPresent()) {
                    blocks.coverage[day] = counter.get().rows();
                }
            }
        }
        if (blocks.inputs.length > 0) {
            List<InputDigest> inputs = digests.of(block);
            for (int day = from; day < to; day++) {
                blocks.inputs[day] = inputs.get(day - from);
            }
        }
    }
}
