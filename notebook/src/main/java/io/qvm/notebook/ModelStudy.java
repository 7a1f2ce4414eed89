package io.qvm.notebook;

import io.qvm.config.YamlFile;
import io.qvm.factor.FactorModel;
import io.qvm.factor.FormulaEngine;
import io.qvm.factor.MarketNeeds;
import io.qvm.factor.Models;
import io.qvm.factor.formula.Formula;
import io.qvm.generation.GenerationMode;
import io.qvm.generation.GenerationProgress;
import io.qvm.generation.GenerationRequest;
import io.qvm.generation.Orchestrator;
import io.qvm.generation.RangeToLoad;
import io.qvm.generation.RunConditions;
import io.qvm.generation.StaleReason;
import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import io.qvm.store.LoadRange;
import io.qvm.store.RawStore;
import io.qvm.store.ScoreStore;
import io.qvm.store.raw.MarketSlices;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A factor model to be changed and scored. Nothing changes in place; every change is a new model. */
public final class ModelStudy implements Shown {
    private final Session session;
    private final YamlFile file;

    ModelStudy(Session session, YamlFile file) {
        this.session = session;
        this.file = file;
    }

    /** The model as the engine reads it. */
    public FactorModel model() {
        return FactorModel.of(file);
    }

    /** The same model with another value; keys as in the model file, nested ones as {@code composite.weights.value}. */
    public ModelStudy with(String key, @Nullable Object value) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put(key, value);
        return new ModelStudy(session, file.with(values));
    }

    /** The same model under another name, which is the version of its scores. */
    public ModelStudy named(String name) {
        return with("name", name);
    }

    /**
     * The same model with one more factor.
     *
     * @param name of the factor, lower case
     * @param formula of its only metric; higher is better
     * @param weight in the composite, whose weights are scaled to leave room for it
     */
    public ModelStudy withFactor(String name, String formula, double weight) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(
                "factors." + name,
                Map.of(
                        "normalize",
                        "each_metric",
                        "missing",
                        Map.of("rule", "reweight", "min_coverage", 0.5),
                        "metrics",
                        Map.of(name, Map.of("formula", formula, "weight", 1.0))));
        model().spec()
                .composite()
                .weights()
                .forEach((factor, old) -> values.put("composite.weights." + factor, old * (1 - weight)));
        values.put("composite.weights." + name, weight);
        return new ModelStudy(session, file.with(values));
    }

    /**
     * Evaluates a formula on its own, before any normalisation: does it order returns to come?
     *
     * @param name for tables and charts
     * @param formula in the model's language; the model's rules decide which quarter and which price count
     */
    public EvaluationStudy evaluate(String name, String formula) {
        FactorModel rules = model();
        Panel values = session.withDatabase(db -> {
            RawStore raw = RawStore.of(db, session.preset());
            MarketSlices slices = raw.slices(raw.outline(new LoadRange(Optional.empty(), Optional.empty())));
            List<Formula> formulas =
                    List.of(rules.formulaReader(slices.facts().items()).read(formula, "cell"));
            MarketData data = slices.load(RangeToLoad.of(
                    MarketNeeds.of(rules, formulas), Optional.empty(), Optional.empty(), raw::tradingDayBefore));
            DateIndex days = DateIndex.ofDates(IntStream.range(0, data.dates().size())
                    .filter(data::isTradingDay)
                    .mapToObj(data.dates()::date)
                    .toList());
            return new FormulaEngine(data, rules, formulas)
                    .evaluate(days, Runtime.getRuntime().availableProcessors())
                    .get(0);
        });
        Map<ScoreColumn, Panel> composites = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            composites.put(column, values);
        }
        FactorScores scores = new FactorScores(rules.name(), composites, Map.of(name, values));
        return new EvaluationStudy(io.qvm.analysis.factor.FactorEvaluation.of(
                scores, session.market(), List.of(name), io.qvm.analysis.factor.EvaluationSettings.DEFAULT));
    }

    /**
     * Scores every day that is missing or out of date, as {@code ./qvm generate} does, with a bar in the cell. A model that was
     * changed needs a name of its own.
     */
    public ScoreStudy generate() {
        FactorModel model = Models.read(file);
        try (Progress progress = new Progress("Days scored", 0)) {
            session.withDatabase(db -> new Orchestrator(RawStore.of(db, session.preset()), ScoreStore.open(db))
                    .generate(
                            new GenerationRequest(
                                    model,
                                    Optional.empty(),
                                    Optional.empty(),
                                    List.of(),
                                    GenerationMode.INCREMENTAL,
                                    BATCH,
                                    Runtime.getRuntime().availableProcessors(),
                                    Session.codeVersion()),
                            RunConditions.DEFAULT,
                            Instant.now(),
                            new Bar(progress)));
        }
        session.forget();
        return new ScoreStudy(session, session.scores(model.name()));
    }

    private static final int BATCH = 125;

    private record Bar(Progress progress) implements GenerationProgress {
        @Override
        public void planned(int days, int unchanged, Map<StaleReason, Integer> reasons) {
            progress.most(days);
        }

        @Override
        public void written(LocalDate first, LocalDate last, int days, long rows) {
            progress.step(days);
        }
    }

    /** Writes the model to a file that {@code ./qvm generate --model} reads with the same result. */
    public Path save(String path) {
        Path written = Saved.write(path, Models.read(file).text());
        Models.read(YamlFile.read(written));
        return written;
    }

    @Override
    public String html() {
        return "<pre style=\"font-size:12px;max-height:360px;overflow:auto\">" + Html.escape(file.text()) + "</pre>";
    }

    @Override
    public String text() {
        return file.text();
    }

    @Override
    public String toString() {
        return model().name();
    }
}
