package io.qvm.cli;

import io.qvm.backtest.Strategies;
import io.qvm.factor.Models;
import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.preset.Presets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Loads the classes that every start needs; the launcher keeps an archive of them. */
@Command(name = "warm-up", hidden = true, description = "Load classes for the launcher's archive.")
final class WarmUpCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        Models.byNameOrFile(Models.DEFAULT);
        Strategies.byNameOrFile("qvm_top25");
        Presets.canonical();
        try (Database db = Database.open(DatabaseUrl.inMemory())) {
            ScoreStore.open(db).versions();
        }
        return 0;
    }
}
