package io.qvm.generation;

import io.qvm.factor.FactorEngine;
import io.qvm.factor.ScoredDays;
import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import io.qvm.store.ManifestRow;
import io.qvm.store.ScoreBatch;
import io.qvm.store.VersionRun;
import io.qvm.store.db.Retry;
import io.qvm.store.db.StoreException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Computes batches of days in order, and writes each while the next is computed. */
final class Batches {
    /** The first batches are short, so that there soon is something to write: an eighth, then twice as long each time. */
    private static final int FIRST_BATCH = 8;

    private final GenerationRequest request;
    private final MarketSource market;
    private final VersionRun run;
    private final Retry retry;
    private final Instant now;
    private final GenerationProgress progress;
    private Optional<Future<Integer>> pending = Optional.empty();
    private int length;
    private int days;
    private long rows;

    Batches(
            GenerationRequest request,
            MarketSource market,
            VersionRun run,
            Retry retry,
            Instant now,
            GenerationProgress progress) {
        this.request = request;
        this.market = market;
        this.run = run;
        this.retry = retry;
        this.now = now;
        this.progress = progress;
        this.length = Math.max(1, request.batchDays() / FIRST_BATCH);
    }

    /** Days that are committed. */
    int days() {
        return days;
    }

    /** Score rows that are committed. */
    long rows() {
        return rows;
    }

    void run(List<LocalDate> computed, BooleanSupplier stop) {
        ExecutorService writer = Executors.newSingleThreadExecutor(task -> new Thread(task, "score-writer"));
        try {
            market.forEachSlice(computed, (slice, engine) -> {
                int to;
                for (int from = 0; from < slice.size(); from = to) {
                    if (stop.getAsBoolean()) {
                        return false;
                    }
                    to = Math.min(slice.size(), from + length);
                    length = Math.min(request.batchDays(), 2 * length);
                    DateIndex batch = slice.slice(from, to);
                    ScoreBatch scored = score(batch, engine);
                    pending.ifPresent(Batches::await);
                    pending = Optional.of(writer.submit(() -> write(scored)));
                }
                return true;
            });
            pending.ifPresent(Batches::await);
        } finally {
            finish(writer);
        }
    }

    private ScoreBatch score(DateIndex batch, FactorEngine engine) {
        ScoredDays scored = scoreOrNameTheDay(batch, engine);
        refuseInfinite(scored.scores());
        List<ManifestRow> manifest = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            LocalDate day = batch.date(row);
            manifest.add(new ManifestRow(
                    request.model().name(),
                    day,
                    run.runId(),
                    request.model().digest(),
                    scored.inputs().get(row),
                    request.codeVersion(),
                    count(scored.scores(), row),
                    market.isTradingDay(day)));
        }
        return new ScoreBatch(scored.scores(), scored.coverage(), manifest);
    }

    /** A fault in a batch is looked for day by day, so that the error can name the day. */
    private ScoredDays scoreOrNameTheDay(DateIndex batch, FactorEngine engine) {
        try {
            return engine.scoreWithRecord(batch, request.threads());
        } catch (RuntimeException e) {
            for (int row = 0; row < batch.size(); row++) {
                try {
                    engine.scoreWithRecord(batch.slice(row, row + 1), 1);
                } catch (RuntimeException ofDay) {
                    throw new InvalidInputException(
                            "the scores of " + batch.date(row) + " cannot be computed: " + ofDay.getMessage(), ofDay);
                }
            }
            throw e;
        }
    }

    private static void refuseInfinite(FactorScores scores) {
        Map<String, Panel> panels = new LinkedHashMap<>(scores.others());
        for (ScoreColumn column : ScoreColumn.values()) {
            panels.put(column.column(), scores.panel(column));
        }
        panels.forEach((name, panel) -> {
            double[] values = panel.values();
            for (int i = 0; i < values.length; i++) {
                if (Double.isInfinite(values[i])) {
                    int columns = scores.tickers().size();
                    throw new InvalidInputException("the scores of "
                            + scores.dates().date(i / columns) + " cannot be computed: " + name + " of "
                            + scores.tickers().ticker(i % columns) + " is " + values[i]
                            + "; look for a value out of all proportion among its facts and prices");
                }
            }
        });
    }

    private int write(ScoreBatch batch) {
        retry.call(attempt -> {
            run.write(batch, attempt, now);
            return attempt;
        });
        DateIndex written = batch.scores().dates();
        int scored = batch.manifest().stream().mapToInt(ManifestRow::scoreRows).sum();
        days += written.size();
        rows += scored;
        progress.written(written.date(0), written.date(written.size() - 1), written.size(), scored);
        return scored;
    }

    private static int count(FactorScores batch, int row) {
        int scored = 0;
        for (int column = 0; column < batch.tickers().size(); column++) {
            scored += batch.has(row, column) ? 1 : 0;
        }
        return scored;
    }

    /** A batch that is being written is written to its end, even if the run ends by an error. */
    private static void finish(ExecutorService writer) {
        writer.shutdown();
        try {
            while (!writer.awaitTermination(1, TimeUnit.MINUTES)) {
                // Its own limits end it: a statement's, or that on trying again.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Future<Integer> batch) {
        try {
            batch.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writing scores", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException || e.getCause() instanceof InvalidInputException) {
                throw (RuntimeException) e.getCause();
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
