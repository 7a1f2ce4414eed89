package io.qvm.research;

import io.qvm.backtest.Strategy;
import io.qvm.backtest.rules.SimulationRules.PriceSeries;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.run.BacktestRun;
import io.qvm.store.LoadRange;
import io.qvm.store.RawStore;
import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import io.qvm.store.preset.Presets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What backtests read, loaded once for any number of them.
 *
 * <p>Scores of a version are loaded when they are first asked for, and stay. Not for several threads.
 */
public final class BacktestData {
    private static final Set<MarketField> FIELDS = EnumSet.of(
            MarketField.ADJUSTED_CLOSE,
            MarketField.CLOSE,
            MarketField.VOLUME,
            MarketField.TRADED_VALUE,
            MarketField.MARKET_CAP);

    private static final String PRESET = "preset";

    private final ScoreStore store;
    private final MarketData market;
    private final Needs loaded;
    private final Optional<String> preset;
    private final String codeVersion;
    private final Map<String, FactorScores> scores;
    private final Map<String, Map<String, String>> origins;

    private BacktestData(
            ScoreStore store,
            MarketData market,
            Needs loaded,
            Optional<String> preset,
            String codeVersion,
            Map<String, FactorScores> scores,
            Map<String, Map<String, String>> origins) {
        this.store = store;
        this.market = market;
        this.loaded = loaded;
        this.preset = preset;
        this.codeVersion = codeVersion;
        this.scores = scores;
        this.origins = origins;
    }

    /** What only some strategies read. */
    private record Needs(boolean actions, boolean indexMembers) {
        static Needs of(List<Strategy> strategies) {
            return new Needs(
                    strategies.stream().anyMatch(s -> s.rules().simulation().prices() == PriceSeries.AS_TRADED),
                    strategies.stream()
                            .anyMatch(s -> s.rules().universe().index().isPresent()));
        }
    }

    /**
     * Loads the market and the scores of all versions that the strategies read.
     *
     * @param db must stay open as long as scores of further versions are asked for
     * @param preset of a database with another schema: name of a shipped one, or a file
     * @param codeVersion of the program, for the record of runs
     */
    public static BacktestData load(
            Database db, Optional<String> preset, List<Strategy> strategies, String codeVersion) {
        Needs needs = Needs.of(strategies);
        LoadRange range = LoadRange.all().withFields(FIELDS);
        range = needs.indexMembers ? range.withIndexMembers() : range;
        range = needs.actions ? range.withCorporateActions() : range;
        BacktestData data = new BacktestData(
                ScoreStore.open(db),
                RawStore.of(db, preset.map(Presets::byNameOrFile)).load(range),
                needs,
                preset,
                codeVersion,
                new HashMap<>(),
                new HashMap<>());
        strategies.forEach(strategy -> data.scores(strategy.scores()));
        return data;
    }

    /** The same loads, where further versions come from a database that was opened again. */
    public BacktestData on(Database db) {
        return new BacktestData(ScoreStore.open(db), market, loaded, preset, codeVersion, scores, origins);
    }

    /** True if the market that was loaded has all that the strategies read. */
    public boolean suffices(List<Strategy> strategies) {
        Needs needs = Needs.of(strategies);
        return (loaded.actions || !needs.actions) && (loaded.indexMembers || !needs.indexMembers);
    }

    public MarketData market() {
        return market;
    }

    /** Scores of a version. */
    public FactorScores scores(String version) {
        return scores.computeIfAbsent(version, v -> store.load(v, Optional.empty(), Optional.empty()));
    }

    /** The preset that a run was made with, as it was named. */
    public static Optional<String> preset(BacktestRun run) {
        return preset(run.provenance());
    }

    /** The same by the run's provenance. */
    public static Optional<String> preset(Map<String, String> provenance) {
        return Optional.ofNullable(provenance.get(PRESET));
    }

    /** What a strategy's file does not say: which model, inputs and program the numbers rest on. */
    public Map<String, String> origin(String version) {
        return origins.computeIfAbsent(version, v -> {
            Map<String, String> origin = new TreeMap<>(RunInputs.digests(market, scores(v)));
            origin.put("code_version", codeVersion);
            preset.ifPresent(name -> origin.put(PRESET, name));
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
