package io.qvm.cli;

import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes the last run of a version back. */
@Command(
        name = "rollback",
        description = {
            "Take back what the last run of a version did: days that it replaced get their former scores, days that it added"
                    + " go.",
            "A run that was cut off counts as one with the run that completed it. One run back is kept."
        },
        footer = {
            "%nExamples:",
            "  qvm scores rollback qvm_v2.1 --db duckdb:market.duckdb",
            "  qvm scores rollback my_model --db mysql://me@db.example/market"
        },
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(paramLabel = "VERSION", description = "The version, as in strategy_version.")
    private String version = "";

    @Override
    public Integer call() {
        try (Database db = database.open()) {
            int days = ScoreStore.open(db).rollBack(version, Version.text(), Instant.now());
            Terminal.standard().line("%s: %,d days are as they were before its last run", version, days);
        }
        return 0;
    }
}
