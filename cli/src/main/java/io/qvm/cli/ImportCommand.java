package io.qvm.cli;

import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.imports.ImportReport;
import io.qvm.store.imports.Importer;
import io.qvm.store.preset.Presets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Files into the raw tables. */
@Command(
        name = "import",
        description = "Fill the raw tables from CSV or Parquet files; all or nothing, and twice changes nothing.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    @Option(
            names = "--db",
            required = true,
            paramLabel = "URL",
            description = "duckdb:PATH, or mysql://USER@HOST:PORT/DATABASE; made or filled.")
    private String url = "";

    @Option(names = "--from", required = true, paramLabel = "DIR", description = "Folder with the files.")
    private Path from = Path.of("");

    @Option(
            names = "--preset",
            paramLabel = "NAME|FILE",
            defaultValue = "canonical",
            description = "What the files look like, default ${DEFAULT-VALUE}.")
    private String preset = "";

    @Override
    public Integer call() {
        Terminal terminal = Terminal.standard();
        Importer importer = new Importer(Presets.byNameOrFile(preset), from);
        ImportReport report =
                importer.into(DatabaseUrl.parse(url), step -> terminal.progress("Import: " + step + " ..."));
        terminal.endProgress();
        report.lines().forEach(terminal::line);
        return 0;
    }
}
