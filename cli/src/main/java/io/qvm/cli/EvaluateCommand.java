package io.qvm.cli;

import io.qvm.analysis.MetricUnit;
import io.qvm.analysis.factor.EvaluationSettings;
import io.qvm.analysis.factor.FactorEvaluation;
import io.qvm.analysis.factor.FactorResult;
import io.qvm.analysis.factor.HorizonResult;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import io.qvm.report.EvaluationIdentity;
import io.qvm.report.FactorJson;
import io.qvm.report.FactorPage;
import io.qvm.research.RunInputs;
import io.qvm.store.LoadRange;
import io.qvm.store.RawStore;
import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import io.qvm.store.preset.Preset;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What scores say about later returns, without a strategy. */
@Command(
        name = "evaluate",
        description = {
            "Evaluate the scores of a version: information coefficients by horizon, portfolios by score, turnover, coverage.",
            "No strategy, no liquidity filter, no costs: what is measured is information, not profit."
        },
        footer = {
            "%nExamples:",
            "  qvm evaluate --db duckdb:market.duckdb --scores qvm_v2.1 --out factors.html",
            "  qvm evaluate --db duckdb:market.duckdb --scores qvm_v2.1 --factor value --factor qvm --horizons 5,21",
            "  qvm evaluate --db duckdb:market.duckdb --scores qvm_v2.1 --format json --out factors.json",
            "  qvm evaluate --db mysql://me@db.example/market --preset alphabeta --scores qvm_v2.1 --from 2020-01-01"
        },
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--scores", required = true, paramLabel = "VERSION", description = "Version of the scores.")
    private String version = "";

    @Option(
            names = "--factor",
            paramLabel = "NAME",
            description = "quality, value, momentum, qvm, or one of the model's own; may be repeated. Default: all.")
    private List<String> factors = List.of();

    @Option(
            names = "--horizons",
            split = ",",
            paramLabel = "DAYS",
            description = "Holding periods in trading days, default: 1,5,21,63.")
    private List<Integer> horizons = EvaluationSettings.DEFAULT.horizons();

    @Option(
            names = "--main",
            paramLabel = "DAYS",
            description = "The horizon of breakdowns and charts, default: 21, or else the longest that is given.")
    private Optional<Integer> main = Optional.empty();

    @Option(names = "--quantiles", description = "Number of portfolios, default: 5.")
    private int quantiles = EvaluationSettings.DEFAULT.quantiles();

    @Option(names = "--from", description = "First score day, default: the first there is.")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--to", description = "Last score day, default: the last there is.")
    private Optional<LocalDate> to = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Write a page with charts and tables; default with --format or --pdf: evaluation-VERSION.html.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private PageFormat page = new PageFormat();

    @Override
    public Integer call() {
        page.check();
        EvaluationSettings usual = EvaluationSettings.DEFAULT;
        int horizon = main.orElseGet(() -> horizons.contains(usual.mainHorizon()) || horizons.isEmpty()
                ? usual.mainHorizon()
                : horizons.get(horizons.size() - 1));
        EvaluationSettings settings = new EvaluationSettings(
                horizons, horizon, usual.ages(), usual.executionLag(), quantiles, usual.leastStocks());
        Terminal terminal = Terminal.standard();
        Evaluated evaluated = evaluate(database, database.preset(), version, factors, settings, from, to);
        FactorEvaluation evaluation = evaluated.evaluation();
        show(terminal, evaluation);
        if (out.isPresent() || page.wanted()) {
            Path file = out.orElseGet(() -> Path.of(page.named("evaluation-" + version)));
            EvaluationIdentity identity = new EvaluationIdentity(
                    version,
                    evaluation.factors().stream().map(FactorResult::name).toList(),
                    settings,
                    from,
                    to,
                    evaluated.provenance(),
                    database.context(version, PageFormat.html(file)).commands(),
                    evaluated.ticker());
            page.write(
                    "Page",
                    file,
                    () -> FactorPage.render(evaluation, identity),
                    () -> FactorPage.markdown(evaluation, identity),
                    () -> FactorJson.render(evaluation));
        }
        return 0;
    }

    /**
     * An evaluation.
     *
     * @param provenance versions and digests of what was evaluated
     * @param ticker of the first stock that has scores on the last day, for examples; {@code TICKER} if there is none
     */
    record Evaluated(FactorEvaluation evaluation, Map<String, String> provenance, String ticker) {}

    /** Loads scores and prices and evaluates; no factors mean all. */
    static Evaluated evaluate(
            DatabaseOptions database,
            Optional<Preset> preset,
            String version,
            List<String> factors,
            EvaluationSettings settings,
            Optional<LocalDate> from,
            Optional<LocalDate> to) {
        Terminal terminal = Terminal.standard();
        FactorScores scores;
        MarketData market;
        try (Database db = database.open()) {
            terminal.progress("reading scores of " + version);
            scores = ScoreStore.open(db).load(version, from, to);
            if (scores.dates().isEmpty()) {
                throw new InvalidInputException("version " + version + " has no scores"
                        + from.map(day -> " from " + day).orElse("")
                        + to.map(day -> " to " + day).orElse("") + "; qvm status lists what there is");
            }
            terminal.progress("reading prices");
            market = RawStore.of(db, preset)
                    .load(new LoadRange(Optional.of(scores.dates().date(0)), Optional.empty())
                            .withFields(EnumSet.of(MarketField.ADJUSTED_CLOSE, MarketField.VOLUME)));
        }
        Map<String, String> provenance = new TreeMap<>(RunInputs.digests(market, scores));
        provenance.put("code_version", Version.text());
        terminal.progress("evaluating");
        FactorEvaluation evaluation = FactorEvaluation.of(
                scores, market, factors.isEmpty() ? List.copyOf(FactorEvaluation.names(scores)) : factors, settings);
        terminal.endProgress();
        return new Evaluated(evaluation, provenance, example(scores));
    }

    private static String example(FactorScores scores) {
        Panel composite = scores.panel(ScoreColumn.QVM);
        int last = scores.dates().size() - 1;
        return IntStream.range(0, scores.tickers().size())
                .filter(c -> !Double.isNaN(composite.get(last, c)))
                .mapToObj(scores.tickers()::ticker)
                .findFirst()
                .orElse("TICKER");
    }

    private static void show(Terminal terminal, FactorEvaluation evaluation) {
        terminal.line(
                "%s: %s to %s, %,d score days",
                evaluation.version(),
                evaluation.dates().date(0),
                evaluation.dates().date(evaluation.dates().size() - 1),
                evaluation.dates().size());
        terminal.line("");
        List<List<String>> rows = new ArrayList<>();
        for (FactorResult factor : evaluation.factors()) {
            for (HorizonResult h : factor.horizons()) {
                rows.add(List.of(
                        factor.name(),
                        h.horizon() + " d",
                        ic(h.rank().mean()),
                        MetricUnit.RATIO.format(h.rank().tStatistic()),
                        MetricUnit.RATIO.format(h.rank().ratio()),
                        MetricUnit.PERCENT.format(h.rank().positive()),
                        MetricUnit.PERCENT.format(h.spread().mean()),
                        MetricUnit.RATIO.format(h.spread().tStatistic()),
                        MetricUnit.RATIO.format(h.monotonicity()),
                        MetricUnit.PERCENT.format(h.topTurnover()),
                        MetricUnit.PERCENT.format(factor.coverage().share())));
            }
        }
        terminal.table(
                List.of(
                        "factor",
                        "horizon",
                        "rank IC",
                        "t",
                        "IC/std",
                        "IC>0",
                        "spread",
                        "t",
                        "monotony",
                        "turnover",
                        "coverage"),
                rows);
        terminal.line("");
        terminal.line(
                "IC: correlation of score and later return across stocks; t corrected for overlapping days (Newey-West).");
    }

    private static String ic(double value) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%.3f", value).replace('-', '−')
                : MetricUnit.NONE;
    }
}
