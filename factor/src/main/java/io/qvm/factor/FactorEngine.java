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
    private volatile Optional<Prepared> prepared = Optional.empty();

    /** Prepares data for a model. */
    public FactorEngine(MarketData data, FactorModel model) {
        this.model = model;
        this.data = data;
        this.market = new PreparedMarket(data, model);
        this.plan = new ScoringPlan(market, model);
        this.digests = new InputDigests(market, model);
    }

    /**
     * Finds out ahead which facts count on days, once for all batches of them.
     *
     * @param days of which some are scored at a time; not empty
     */
    public void prepare(DateIndex days, int threads) {
        prepared = Optional.of(new Prepared(days, market.factSteps(days, threads)));
    }

    /** Facts that count, on all days from the first to the last of these. */
    private record Prepared(DateIndex days, List<FactSteps> steps) {
        boolean covers(DateIndex others) {
            return others.epochDay(0) >= days.epochDay(0)
                    && others.epochDay(others.size() - 1) <= days.epochDay(days.size() - 1);
        }
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
        List<FactSteps> steps = prepared.filter(p -> p.covers(days))
                .map(Prepared::steps)
                .orElseGet(() -> market.factSteps(days, threads));
        DayBlocks division = new DayBlocks(days, market);
        Workers.each(division.count(), threads, () -> {
            BlockScorer scorer = new BlockScorer(steps, blocks);
            return block -> scorer.score(division.days(block), division.from(block));
        });
        return blocks;
    }

    /** Scores and records blocks of days. One thread's. */
    private final class BlockScorer {
        private final Blocks into;
        private final Evaluation evaluation;
        private final Optional<CoverageCounter> counter;
        private final DayScorer scorer;

        BlockScorer(List<FactSteps> steps, Blocks into) {
            this.into = into;
            this.evaluation = new Evaluation(market, steps);
            this.counter =
                    into.coverage.length > 0 ? Optional.of(new CoverageCounter(market, model, plan)) : Optional.empty();
            ScoringObserver observer = counter.isPresent() ? counter.get() : ScoringObserver.NONE;
            this.scorer = new DayScorer(market, model, plan, observer);
        }

        void score(DateIndex days, int from) {
            Evaluation.Block block = evaluation.evaluate(days);
            int tickers = data.tickers().size();
            for (int day = 0; day < days.size() && into.scores[0].length > 0; day++) {
                scorer.score(block, day, into.scores, (from + day) * tickers);
                if (counter.isPresent()) {
                    into.coverage[from + day] = counter.get().rows();
                }
            }
            if (into.inputs.length > 0) {
                List<InputDigest> inputs = digests.of(block);
                for (int day = 0; day < days.size(); day++) {
                    into.inputs[from + day] = inputs.get(day);
                }
            }
        }
    }
}
