package io.qvm.cli;

import io.qvm.analysis.Conventions;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.Tearsheet;
import io.qvm.store.RunFolder;
import io.qvm.store.RunStore;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A run to a tearsheet. */
@Command(
        name = "report",
        description = "Draw the tearsheet of a run as one HTML file that opens offline.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Option(
            names = "--run",
            required = true,
            paramLabel = "ID|DIR",
            description = "Folder that 'qvm backtest --out' wrote, or, with --db, the id of a run.")
    private String run = "";

    @Option(names = "--db", paramLabel = "URL", description = "Database of the run, if it is named by its id.")
    private Optional<String> url = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "Default: tearsheet.html in the run's folder.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--risk-free",
            defaultValue = "0",
            description = "Risk-free rate a year, 0.03 is 3 %%; default ${DEFAULT-VALUE}.")
    private double riskFree;

    @Override
    public Integer call() throws IOException {
        BacktestRun loaded = load();
        Path file = out.orElseGet(() -> url.isPresent() ? Path.of(run + ".html") : Path.of(run, "tearsheet.html"));
        String page = Tearsheet.render(loaded, Conventions.DEFAULT.withRiskFree(riskFree));
        Files.writeString(file, page);
        Terminal.standard().line("Tearsheet: %s (%,d kB)", file, Files.size(file) / 1024);
        return 0;
    }

    private BacktestRun load() {
        if (url.isEmpty()) {
            if (!Files.isDirectory(Path.of(run))) {
                throw new InvalidInputException(
                        "no folder " + run + "; give the folder of a run, or its id together with" + " --db URL");
            }
            return RunFolder.read(Path.of(run));
        }
        try (Database db = Database.openExisting(DatabaseUrl.parse(url.get()))) {
            return RunStore.open(db).load(run);
        }
    }
}
