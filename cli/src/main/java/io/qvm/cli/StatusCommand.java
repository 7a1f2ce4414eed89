package io.qvm.cli;

import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is generated, by version. */
@Command(
        name = "status",
        description = "Show which versions of scores the database holds.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Override
    public Integer call() {
        Terminal terminal = Terminal.standard();
        try (Database db = database.open()) {
            List<List<String>> rows = ScoreStore.open(db).versions().stream()
                    .map(v -> List.of(
                            v.strategyVersion(),
                            v.first().toString(),
                            v.last().toString(),
                            String.format("%,d", v.days()),
                            String.format("%,d", v.rows())))
                    .toList();
            if (rows.isEmpty()) {
                terminal.line("No scores yet; make some with: qvm generate --db URL --model qvm_v2.1");
            } else {
                terminal.table(List.of("version", "first day", "last day", "days", "scores"), rows);
            }
        }
        return 0;
    }
}
