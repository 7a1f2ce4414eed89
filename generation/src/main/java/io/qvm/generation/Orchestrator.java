package io.qvm.generation;

import io.qvm.factor.FactorEngine;
import io.qvm.factor.FactorModel;
import io.qvm.factor.ModelFit;
import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.store.LoadRange;
import io.qvm.store.ManifestRow;
import io.qvm.store.RawStore;
import io.qvm.store.ScoreStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs the factor engine over a range of days and keeps the scores.
 *
 * <p>Raw data are loaded once for the whole range. Batches are scored in order; while one is written, the next is
 * computed. Each batch is one transaction with its manifest rows, so a run that ends early leaves whole batches.
 */
public final class Orchestrator {
    private final RawStore raw;
    private final ScoreStore scores;

    public Orchestrator(RawStore raw, ScoreStore scores) {
        this.raw = raw;
        this.scores = scores;
    }

    /**
     * Generates what the request asks for.
     *
     * @param now time to stamp the rows with
     * @throws InvalidInputException if the range has no data, or the version exists with another model
     */
    public GenerationReport generate(GenerationRequest request, Instant now, GenerationProgress progress) {
        FactorModel model = request.model();
        MarketData data = load(request);
        progress.loaded(String.format(
                Locale.ROOT,
                "%s, %s, %,d facts",
                data.tickers(),
                data.dates(),
                data.facts().size()));
        NavigableMap<LocalDate, ManifestRow> done = scores.manifest(model.name());
        GenerationPlan plan = GenerationPlan.of(request, data, done.keySet());
        refuseMixedModels(model, done, plan);
        progress.planned(plan.days(), plan.skipped());
        long rows = run(request, plan, data, now, progress);
        return new GenerationReport(model.name(), plan.days(), plan.skipped(), rows);
    }

    /** Loads what the range needs; if it has nothing, everything, so that the error can say what there is. */
    private MarketData load(GenerationRequest request) {
        MarketData data = raw.load(rangeToLoad(request));
        return data.dates().isEmpty() ? raw.load(LoadRange.all()) : data;
    }

    /** A version's name stands for its numbers: days of another model may be replaced, but not be left beside ours. */
    private static void refuseMixedModels(
            FactorModel model, NavigableMap<LocalDate, ManifestRow> done, GenerationPlan plan) {
        for (ManifestRow day : done.values()) {
            if (!day.modelDigest().equals(model.digest()) && !plan.computes(day.date())) {
                throw new InvalidInputException("version " + model.name() + " has scores from another model file ("
                        + day.date() + ": digest " + shorten(day.modelDigest()) + ", now " + shorten(model.digest())
                        + "); a version's name stands for its numbers: give the changed model another name, or recompute"
                        + " all its days, " + done.firstKey() + " to " + done.lastKey() + ", with --mode refresh");
            }
        }
    }

    private static String shorten(String digest) {
        return digest.substring(0, Math.min(12, digest.length()));
    }

    private static LoadRange rangeToLoad(GenerationRequest request) {
        OptionalInt months = request.model().priceHistoryMonths();
        Optional<LocalDate> first = request.dates().isEmpty()
                ? request.from()
                : request.dates().stream().min(Comparator.naturalOrder());
        // With explicit days the end stays open, so that a day after the last price is told from one that is scored.
        Optional<LocalDate> last = request.dates().isEmpty() ? request.to() : Optional.empty();
        return new LoadRange(
                months.isEmpty() ? Optional.empty() : first.map(day -> day.minusMonths(months.getAsInt())), last);
    }

    private long run(
            GenerationRequest request, GenerationPlan plan, MarketData data, Instant now, GenerationProgress progress) {
        ModelFit.check(data, request.model());
        FactorEngine engine = new FactorEngine(data, request.model());
        String inputs = inputMark(data);
        long rows = 0;
        ExecutorService writer = Executors.newSingleThreadExecutor(task -> new Thread(task, "score-writer"));
        try {
            Optional<Future<Long>> pending = Optional.empty();
            for (DateIndex days : plan.batches()) {
                FactorScores batch = engine.score(days, request.threads());
                rows += pending.isPresent() ? await(pending.get()) : 0;
                pending = Optional.of(writer.submit(() -> write(batch, request, inputs, now, progress)));
            }
            rows += pending.isPresent() ? await(pending.get()) : 0;
            return rows;
        } finally {
            writer.shutdown();
        }
    }

    /** How far the inputs reached: enough to see later that there are newer ones. */
    private static String inputMark(MarketData data) {
        return "prices to " + data.dates().date(data.dates().size() - 1) + ", facts "
                + data.facts().size();
    }

    private long write(
            FactorScores batch, GenerationRequest request, String inputs, Instant now, GenerationProgress progress) {
        DateIndex days = batch.dates();
        List<ManifestRow> manifest = new ArrayList<>();
        long rows = 0;
        for (int row = 0; row < days.size(); row++) {
            int scored = count(batch, row);
            rows += scored;
            manifest.add(new ManifestRow(
                    batch.strategyVersion(),
                    days.date(row),
                    request.model().digest(),
                    inputs,
                    request.codeVersion(),
                    scored));
        }
        scores.writeBatch(batch, manifest, now);
        progress.written(days.date(0), days.date(days.size() - 1), days.size(), rows);
        return rows;
    }

    private static int count(FactorScores batch, int row) {
        int scored = 0;
        for (int column = 0; column < batch.tickers().size(); column++) {
            scored += batch.has(row, column) ? 1 : 0;
        }
        return scored;
    }

    private static long await(Future<Long> batch) {
        try {
            return batch.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing scores", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
