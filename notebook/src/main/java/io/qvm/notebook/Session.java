package io.qvm.notebook;

import io.qvm.backtest.Strategy;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.run.BacktestRun;
import io.qvm.research.BacktestData;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.preset.Preset;
import io.qvm.store.preset.Presets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One store, and what was loaded from it.
 *
 * <p>The database is open only while something is loaded or written: a notebook that stays open for days keeps no lock on a
 * DuckDB file.
 */
final class Session {
    private final DatabaseUrl url;
    private final Optional<String> preset;
    private @Nullable BacktestData data;

    Session(String url, Optional<String> preset) {
        this.url = DatabaseUrl.parse(url);
        this.preset = preset;
    }

    static String codeVersion() {
        String version = Session.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    DatabaseUrl url() {
        return url;
    }

    Optional<Preset> preset() {
        return preset.map(Presets::byNameOrFile);
    }

    <T> T withDatabase(Function<Database, T> work) {
        try (Database db = Database.openExisting(url)) {
            return work.apply(db);
        }
    }

    /** What the strategies read, from memory where it is there already. */
    synchronized BacktestData data(List<Strategy> strategies) {
        return withDatabase(db -> {
            BacktestData known = data;
            BacktestData now = known != null && known.suffices(strategies)
                    ? known.on(db)
                    : BacktestData.load(db, preset, strategies, codeVersion());
            strategies.forEach(strategy -> now.scores(strategy.scores()));
            data = now;
            return now;
        });
    }

    MarketData market() {
        BacktestData known = data;
        return known != null ? known.market() : data(List.of()).market();
    }

    FactorScores scores(String version) {
        return withDatabase(db -> {
            BacktestData known = data;
            BacktestData now = known == null ? BacktestData.load(db, preset, List.of(), codeVersion()) : known.on(db);
            data = now;
            return now.scores(version);
        });
    }

    /** A run with the record of its inputs, as the command keeps it. */
    BacktestRun withOrigin(BacktestRun run) {
        return withDatabase(db -> {
            BacktestData known = data;
            if (known == null) {
                throw new IllegalStateException("a run was made without data");
            }
            return run.with(known.on(db).origin(run.scoresVersion()));
        });
    }

    /** After scores were written: what was loaded is no longer what is there. */
    synchronized void forget() {
        data = null;
    }
}
