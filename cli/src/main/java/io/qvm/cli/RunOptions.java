package io.qvm.cli;

import io.qvm.analysis.Trials;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.DatedNote;
import io.qvm.report.PageContext;
import io.qvm.report.SourceCommands;
import io.qvm.research.BacktestData;
import io.qvm.store.RunFolder;
import io.qvm.store.RunStore;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which run: a folder, or an id in a database. */
final class RunOptions {
    @Option(
            names = "--run",
            required = true,
            paramLabel = "ID|DIR",
            description = "Folder that 'qvm backtest --out' wrote, or, with --db, the id of a run.")
    private String run = "";

    @Option(
            names = "--db",
            paramLabel = "URL",
            description =
                    "Database of the run, if it is named by its id; with a folder, for trials and the commands that pages give.")
    private Optional<String> url = Optional.empty();

    String name() {
        return run;
    }

    /** Address of the database, if one is given. */
    Optional<String> database() {
        return url;
    }

    boolean isFolder() {
        return url.isEmpty() || Files.isRegularFile(Path.of(run, "run.json"));
    }

    BacktestRun load() {
        return load(run, url);
    }

    /** What a page shows beside the run: commands, trials on record, the model's file, notes. */
    PageContext context(BacktestRun loaded, List<DatedNote> notes) {
        return new PageContext(
                new SourceCommands(run, url, BacktestData.preset(loaded), !isFolder(), loaded.scoresVersion(), ""),
                url.map(u -> RecordedTrials.of(u, loaded)).orElse(Trials.UNKNOWN),
                ModelFile.of(loaded),
                notes);
    }

    /** Loads the run that a folder or an id names. */
    static BacktestRun load(String run, Optional<String> url) {
        boolean folder = Files.isDirectory(Path.of(run));
        if (folder && (url.isEmpty() || Files.isRegularFile(Path.of(run, "run.json")))) {
            return RunFolder.read(Path.of(run));
        }
        if (url.isEmpty()) {
            throw new InvalidInputException(
                    "no folder " + run + "; give the folder of a run, or its id together with --db URL");
        }
        try (Database db = Database.openExisting(DatabaseUrl.parse(url.get()))) {
            return RunStore.open(db).load(run);
        }
    }
}
