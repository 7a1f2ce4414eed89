package io.qvm.cli;

import io.qvm.store.Exporter;
import io.qvm.store.db.Database;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tables out of the database, as CSV or Parquet. */
@Command(
        name = "export",
        description = "Write scores, or what a run left behind, to a CSV or Parquet file.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    /** What can be exported. */
    enum What {
        SCORES,
        HOLDINGS,
        RETURNS,
        DECISIONS,
        TRADES,
        CONTRIBUTIONS
    }

    @Parameters(paramLabel = "WHAT", description = "${COMPLETION-CANDIDATES}")
    private What what = What.SCORES;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "File ending in .csv, .csv.gz or .parquet.")
    private Path out = Path.of("");

    @Option(
            names = {"--model", "--version-name"},
            paramLabel = "VERSION",
            description = "Version of the scores; not needed if there is just one.")
    private Optional<String> version = Optional.empty();

    @Option(names = "--run", paramLabel = "ID", description = "Run of the holdings, returns or decisions.")
    private Optional<String> run = Optional.empty();

    @Option(names = "--from", description = "First day of the scores, default: all.")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--to", description = "Last day of the scores, default: all.")
    private Optional<LocalDate> to = Optional.empty();

    @Override
    public Integer call() {
        try (Database db = database.open()) {
            Exporter exporter = new Exporter(db);
            long rows = what == What.SCORES
                    ? exporter.scores(version, from, to, out)
                    : exporter.run(what.name().toLowerCase(java.util.Locale.ROOT), run, out);
            Terminal.standard().line("Wrote %,d rows to %s", rows, out);
        }
        return 0;
    }
}
