package io.qvm.cli;

import io.qvm.store.RunStore;
import io.qvm.store.db.Database;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes runs. */
@Command(
        name = "rm",
        description = "Delete runs from the database. Trials of sweeps stay counted, and folders stay where they are.",
        mixinStandardHelpOptions = true)
final class RunsRemoveCommand implements Callable<Integer> {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Ids of the runs.")
    private List<String> runs = List.of();

    @Override
    public Integer call() {
        try (Database db = database.open()) {
            RunStore store = RunStore.open(db);
            for (String run : runs) {
                store.remove(run);
                Terminal.standard().line("Deleted run %s", run);
            }
        }
        return 0;
    }
}
