package io.qvm.generation;

import io.qvm.factor.FactorModel;
import io.qvm.factor.ModelFit;
import io.qvm.market.InvalidInputException;
import io.qvm.store.ManifestRow;
import io.qvm.store.ModelText;
import io.qvm.store.RawStore;
import io.qvm.store.RunState;
import io.qvm.store.ScoreStore;
import io.qvm.store.VersionRun;
import io.qvm.store.db.Retry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;

/**
 * Runs the factor engine over a range of days and keeps the scores.
 *
 * <p>A run owns its version while it works. It loads the raw data, finds the days that are missing or stale, and computes
 * them in batches; while one is written, the next is computed. Each batch is one transaction with its manifest rows, so a run
 * that ends early leaves whole batches, and the next one goes on from there.
 */
public final class Orchestrator {
    private final RawStore raw;
    private final ScoreStore scores;
    private final SliceLength sliceLength;

    public Orchestrator(RawStore raw, ScoreStore scores) {
        this(raw, scores, SliceLength.DEFAULT);
    }

    Orchestrator(RawStore raw, ScoreStore scores, SliceLength sliceLength) {
        this.raw = raw;
        this.scores = scores;
        this.sliceLength = sliceLength;
    }

    /** Generates with the usual patience. */
    public GenerationReport generate(GenerationRequest request, Instant now, GenerationProgress progress) {
        return generate(request, RunConditions.DEFAULT, now, progress);
    }

    /**
     * Generates what the request asks for.
     *
     * @param now time to stamp the rows with
     * @throws InvalidInputException if the range has no data, if the version exists with another model, or if another run is
     *     writing it
     */
    public GenerationReport generate(
            GenerationRequest request, RunConditions conditions, Instant now, GenerationProgress progress) {
        FactorModel model = request.model();
        Retry retry = new Retry(conditions.retryFor(), progress::retrying, conditions.stop());
        String mode = request.mode().name().toLowerCase(Locale.ROOT);
        try (VersionRun run =
                retry.call(attempt -> scores.begin(model.name(), mode, model.digest(), request.codeVersion(), now))) {
            try {
                GenerationReport report = generate(request, conditions, run, retry, now, progress);
                RunState state = report.stopped() ? RunState.STOPPED : RunState.DONE;
                retry.call(attempt -> {
                    run.finish(state, Instant.now());
                    return state;
                });
                return report;
            } catch (RuntimeException | Error e) {
                finishFailed(run, e);
                throw e;
            }
        }
    }

    /** If this fails too, the next run finds out from the lock that is free. */
    private static void finishFailed(VersionRun run, Throwable error) {
        try {
            run.finish(RunState.FAILED, Instant.now());
        } catch (RuntimeException e) {
            error.addSuppressed(e);
        }
    }

    private GenerationReport generate(
            GenerationRequest request,
            RunConditions conditions,
            VersionRun run,
            Retry retry,
            Instant now,
            GenerationProgress progress) {
        FactorModel model = request.model();
        MarketSource market = MarketSource.open(raw, request, sliceLength, load -> retry.call(attempt -> load.get()));
        progress.loaded(market.inWords());
        NavigableMap<LocalDate, ManifestRow> onRecord = retry.call(attempt -> scores.manifest(model.name()));
        GenerationPlan plan = GenerationPlan.of(request, market, onRecord);
        ModelFit.check(market.sample(), model);
        ModelFit.emptyGroups(market.sample(), model).forEach(progress::warned);
        progress.planned(plan.days(), plan.unchanged(), plan.reasons());
        if (plan.isEmpty()) {
            return new GenerationReport(model.name(), 0, 0, plan.unchanged(), 0, false);
        }
        retry.call(attempt -> {
            ModelText text = new ModelText(model.digest(), model.name(), model.text());
            run.plan(text, plan.first(), plan.last(), plan.days());
            return attempt;
        });
        remove(plan.removed(), request.batchDays(), run, retry, progress);
        Batches batches = new Batches(request, market, run, retry, now, progress);
        batches.run(plan.computed(), conditions.stop());
        return new GenerationReport(
                model.name(),
                batches.days(),
                plan.removed().size(),
                plan.unchanged(),
                batches.rows(),
                batches.days() < plan.days());
    }

    private static void remove(
            List<LocalDate> days, int batchDays, VersionRun run, Retry retry, GenerationProgress progress) {
        for (int i = 0; i < days.size(); i += batchDays) {
            List<LocalDate> batch = days.subList(i, Math.min(days.size(), i + batchDays));
            retry.call(attempt -> {
                run.remove(batch);
                return attempt;
            });
        }
        if (!days.isEmpty()) {
            progress.removed(days.size());
        }
    }
}
