package io.qvm.cli;

import io.qvm.backtest.Strategy;
import io.qvm.backtest.rules.SimulationRules.PriceSeries;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.research.RunInputs;
import io.qvm.store.LoadRange;
import io.qvm.store.RawStore;
import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import io.qvm.store.preset.Preset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What backtests read, loaded once for any number of them. */
final class BacktestData {
    private static final Set<MarketField> FIELDS = EnumSet.of(
            MarketField.ADJUSTED_CLOSE,
            MarketField.CLOSE,
            MarketField.VOLUME,
            MarketField.TRADED_VALUE,
            MarketField.MARKET_CAP);

    private final ScoreStore store;
    private final MarketData market;
    private final Map<String, FactorScores> scores = new HashMap<>();
    private final Map<String, Map<String, String>> origins = new HashMap<>();

    private BacktestData(ScoreStore store, MarketData market) {
        this.store = store;
        this.market = market;
    }

    /** Loads the market and the scores of all versions that the strategies read. */
    static BacktestData load(Database db, Optional<Preset> preset, List<Strategy> strategies) {
        LoadRange range = LoadRange.all().withFields(FIELDS);
        boolean actions =
                strategies.stream().anyMatch(s -> s.rules().simulation().prices() == PriceSeries.AS_TRADED);
        if (strategies.stream().anyMatch(s -> s.rules().universe().index().isPresent())) {
            range = range.withIndexMembers();
        }
        ScoreStore store = ScoreStore.open(db);
        BacktestData data =
                new BacktestData(store, RawStore.of(db, preset).load(actions ? range.withCorporateActions() : range));
        strategies.forEach(strategy -> data.scores(strategy.scores()));
        return data;
    }

    MarketData market() {
        return market;
    }

    /** Scores of a version. */
    FactorScores scores(String version) {
        return scores.computeIfAbsent(version, v -> store.load(v, Optional.empty(), Optional.empty()));
    }

    /** What a strategy's file does not say: which model, inputs and program the numbers rest on. */
    Map<String, String> origin(String version) {
        return origins.computeIfAbsent(version, v -> {
            Map<String, String> origin = new TreeMap<>(RunInputs.digests(market, scores(v)));
            origin.put("code_version", Version.text());
            origin.put("market_data", market.tickers() + ", " + market.dates());
            store.manifest(v).values().stream().reduce((first, last) -> last).ifPresent(last -> {
                origin.put("model_sha256", last.modelDigest());
                origin.put("scores_run", last.runId());
                origin.put(
                        "scores_inputs",
                        "of " + last.date() + ": prices " + last.inputs().prices() + ", facts "
                                + last.inputs().facts() + ", instruments "
                                + last.inputs().instruments());
                origin.put("scores_code_version", last.codeVersion());
            });
            return origin;
        });
    }
}
