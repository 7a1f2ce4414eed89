package io.qvm.cli;

import io.qvm.analysis.attribution.Attribution;
import io.qvm.analysis.attribution.Comparison;
import io.qvm.analysis.attribution.FactorTable;
import io.qvm.analysis.factor.EvaluationSettings;
import io.qvm.analysis.factor.FactorEvaluation;
import io.qvm.backtest.Strategy;
import io.qvm.config.YamlFile;
import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.run.BacktestRun;
import io.qvm.research.BacktestData;
import io.qvm.store.LoadRange;
import io.qvm.store.RawStore;
import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.db.Schema;
import io.qvm.store.preset.Presets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What attribution reads besides the run: the market around its days, and its scores. */
final class AttributionData {
    private static final Set<MarketField> FIELDS =
            EnumSet.of(MarketField.ADJUSTED_CLOSE, MarketField.CLOSE, MarketField.VOLUME, MarketField.MARKET_CAP);

    /** Prices so long before the run are enough to know the last one of a suspended stock. */
    private static final int DAYS_BEFORE = 400;

    private final BacktestRun run;
    private final Strategy strategy;
    private final String url;
    private final MarketData market;

    private AttributionData(BacktestRun run, Strategy strategy, String url, MarketData market) {
        this.run = run;
        this.strategy = strategy;
        this.url = url;
        this.market = market;
    }

    /**
     * Loads what a run's attribution needs.
     *
     * @param named preset, by default the one that the run was made with
     */
    static AttributionData load(String url, Optional<String> named, BacktestRun run) {
        Optional<String> preset = named.or(() -> BacktestData.preset(run));
        Strategy strategy = Strategy.of(new YamlFile("strategy of the run", run.strategyText()));
        LoadRange range = new LoadRange(
                Optional.of(run.daily().dates().date(0).minusDays(DAYS_BEFORE)), Optional.of(run.end()), FIELDS);
        try (Database db = Database.openExisting(DatabaseUrl.parse(url))) {
            // Databases of earlier versions lack tables that came later; a preset says itself what there is.
            if (preset.isPresent() || Schema.hasTable(db, "index_members")) {
                range = range.withIndexMembers();
            }
            if (preset.isPresent() || Schema.hasTable(db, "corporate_actions")) {
                range = range.withCorporateActions();
            }
            MarketData market =
                    RawStore.of(db, preset.map(Presets::byNameOrFile)).load(range);
            return new AttributionData(run, strategy, url, market);
        }
    }

    Attribution attribution() {
        return Attribution.of(run, market, strategy.rules().simulation().unknownDelistingReturn());
    }

    /** The benchmark, or the liquid stocks where there is none, and the factors of the run's scores. */
    FactorTable ownFactors(Attribution attribution) {
        DateIndex days = run.daily().dates();
        FactorScores scores;
        try (Database db = Database.openExisting(DatabaseUrl.parse(url))) {
            scores = ScoreStore.open(db)
                    .load(run.scoresVersion(), Optional.of(days.date(0)), Optional.of(days.date(days.size() - 1)));
        }
        List<String> names = List.of("quality", "value", "momentum");
        EvaluationSettings settings = new EvaluationSettings(
                List.of(1), 1, List.of(0), strategy.rules().rebalance().executionLagDays(), 5, 10);
        double[] benchmark = run.daily().benchmark();
        boolean none = Arrays.stream(benchmark).allMatch(Double::isNaN);
        FactorTable market = none
                ? FactorTable.of("liquid stocks", days, attribution.comparisonReturns(Comparison.LIQUID_EQUAL))
                : FactorTable.of(run.benchmarkSymbol(), days, benchmark);
        return market.with(FactorTable.of(FactorEvaluation.of(scores, this.market, names, settings), names));
    }
}
