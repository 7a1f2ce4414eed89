package io.qvm.generation;

import io.qvm.factor.FactorEngine;
import io.qvm.factor.FactorModel;
import io.qvm.factor.ModelFit;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.store.LoadRange;
import io.qvm.store.ManifestRow;
import io.qvm.store.ModelText;
import io.qvm.store.RawStore;
import io.qvm.store.RunState;
import io.qvm.store.ScoreStore;
import io.qvm.store.VersionRun;
import io.qvm.store.db.Retry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;

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

    public Orchestrator(RawStore raw, ScoreStore scores) {
        this.raw = raw;
        this.scores = scores;
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
        MarketData data = retry.call(attempt -> load(request));
        progress.loaded(String.format(
                Locale.ROOT,
                "%s, %s, %,d facts",
                data.tickers(),
                data.dates(),
                data.facts().size()));
        NavigableMap<LocalDate, ManifestRow> onRecord = retry.call(attempt -> scores.manifest(model.name()));
        FactorEngine engine = new FactorEngine(data, model);
        Staleness staleness = new Staleness(data, model, engine);
        GenerationPlan plan = GenerationPlan.of(request, data, onRecord, staleness);
        ModelFit.check(data, model);
        ModelFit.emptyGroups(data, model).forEach(progress::warned);
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
        Batches batches = new Batches(request, data, engine, staleness, run, retry, now, progress);
        batches.run(plan.batches(), conditions.stop());
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

    /** Loads what the range needs; if it has nothing, everything, so that the error can say what there is. */
    private MarketData load(GenerationRequest request) {
        MarketData data = raw.load(rangeToLoad(request));
        return data.dates().isEmpty() ? raw.load(LoadRange.all()) : data;
    }

    private static LoadRange rangeToLoad(GenerationRequest request) {
        OptionalInt months = request.model().priceHistoryMonths();
        Optional<LocalDate> first = request.dates().isEmpty()
                ? request.from()
                : request.dates().stream().min(Comparator.naturalOrder());
        // With explicit days the end stays open, so that a day after the last price is told from one that is scored.
        Optional<LocalDate> last = request.dates().isEmpty() ? request.to() : Optional.empty();
        return new LoadRange(
                months.isEmpty() ? Optional.empty() : first.map(day -> day.minusMonths(months.getAsInt())),
                last,
                request.model().marketFields());
    }
}
