package io.qvm.cli;

import io.qvm.analysis.Trials;
import io.qvm.report.PageContext;
import io.qvm.report.SourceCommands;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.preset.Preset;
import io.qvm.store.preset.Presets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the data are: options that most commands share. */
final class DatabaseOptions {
    @Option(
            names = "--db",
            required = true,
            paramLabel = "URL",
            description = "duckdb:PATH, or mysql://USER@HOST:PORT/DATABASE (also mariadb://); the password comes from"
                    + " QVM_DB_PASSWORD, db_password in ~/.qvm.yaml, or ~/.my.cnf.")
    private String url = "";

    @Option(
            names = "--preset",
            paramLabel = "NAME|FILE",
            description = "Read the tables of a database with another schema in place, e.g. alphabeta.")
    private Optional<String> preset = Optional.empty();

    /** For commands that read a model first. */
    void loadDriver() {
        Database.loadDriver(DatabaseUrl.parse(url));
    }

    Database open() {
        return Database.openExisting(DatabaseUrl.parse(url));
    }

    String url() {
        return url;
    }

    /** The preset as it was named. */
    Optional<String> presetName() {
        return preset;
    }

    /** What a page of runs that were just made needs so that it can be made again. */
    PageContext context(String scoresVersion, Path page) {
        return new PageContext(
                new SourceCommands("RUN", Optional.of(url), preset, false, scoresVersion, page.toString()),
                Trials.UNKNOWN,
                "",
                List.of());
    }

    Optional<Preset> preset() {
        return preset.map(Presets::byNameOrFile);
    }
}
