package io.qvm.cli;

import io.qvm.backtest.Backtest;
import io.qvm.backtest.Strategy;
import io.qvm.config.YamlFile;
import io.qvm.market.run.BacktestRun;
import io.qvm.research.BacktestData;
import io.qvm.research.RunComparison;
import io.qvm.store.RunFolder;
import io.qvm.store.RunStore;
import io.qvm.store.db.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A run, made again and compared. */
@Command(
        name = "verify",
        description = {
            "Make a run again from its strategy and the database, and compare every number, holding, trade and decision,"
                    + " bit by bit.",
            "Ends with 0 if all are the same, with 1 if not, and then says what differs and whether the inputs or the"
                    + " program have changed since."
        },
        footer = {
            "%nExamples:",
            "  qvm verify runs/first --db duckdb:market.duckdb",
            "  qvm verify qvm_top25-20240131-120000 --db mysql://me@db.example/market"
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(paramLabel = "RUN", description = "Id of a run in the database, or the folder of one.")
    private String run = "";

    @Override
    public Integer call() {
        Terminal terminal = Terminal.standard();
        try (Database db = database.open()) {
            BacktestRun kept = Files.isRegularFile(Path.of(run, "run.json"))
                    ? RunFolder.read(Path.of(run))
                    : RunStore.open(db).load(run);
            Strategy strategy = Strategy.of(new YamlFile("strategy of run " + run, kept.strategyText()));
            BacktestData data = BacktestData.load(db, database.preset(), List.of(strategy), Version.text());
            BacktestRun again = Backtest.run(strategy, data.scores(strategy.scores()), data.market())
                    .with(data.origin(strategy.scores()));
            RunComparison comparison = RunComparison.of(kept, again);
            for (Map.Entry<String, String> change : comparison.provenance().entrySet()) {
                terminal.line("%s has changed: %s", change.getKey(), change.getValue());
            }
            if (comparison.same()) {
                terminal.line(
                        "Run %s is confirmed: %,d days, %,d holdings, %,d trades, %,d decisions, the same bit for bit",
                        run,
                        kept.daily().dates().size(),
                        kept.holdings().size(),
                        kept.trades().size(),
                        kept.decisions().size());
                return 0;
            }
            terminal.line("Run %s is NOT confirmed:", run);
            comparison.differences().forEach(line -> terminal.line("  %s", line));
            return 1;
        }
    }
}
