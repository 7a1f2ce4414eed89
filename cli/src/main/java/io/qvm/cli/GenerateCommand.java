package io.qvm.cli;

import io.qvm.factor.FactorModel;
import io.qvm.factor.Models;
import io.qvm.generation.GenerationMode;
import io.qvm.generation.GenerationReport;
import io.qvm.generation.GenerationRequest;
import io.qvm.generation.Orchestrator;
import io.qvm.generation.RunConditions;
import io.qvm.store.RawStore;
import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stage 1: raw data to factor scores. */
@Command(
        name = "generate",
        description = {
            "Score every stock on every trading day into factor_scores_qvm.",
            "Killed or stopped at any moment and started again, it goes on where it was."
        },
        footer = {
            "%nExamples:",
            "  qvm generate --db duckdb:market.duckdb",
            "  qvm generate --db mysql://me@127.0.0.1/market --preset alphabeta --model qvm_v2.0_enhanced",
            "  qvm generate --db duckdb:market.duckdb --from 2024-06-28 --to 2024-06-28",
            "  qvm generate --db duckdb:market.duckdb --model my_model.yaml --mode refresh"
        },
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE",
            defaultValue = "qvm_v2.1",
            description = "Factor model, default ${DEFAULT-VALUE}; its name becomes the strategy_version.")
    private String model = "";

    @Option(names = "--from", description = "First day, default: the first of the data.")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--to", description = "Last day, default: the last of the data.")
    private Optional<LocalDate> to = Optional.empty();

    @Option(
            names = "--dates",
            split = ",",
            paramLabel = "DATE",
            description = "Exactly these days, whether the market traded or not, instead of a range.")
    private List<LocalDate> dates = List.of();

    @Option(
            names = "--mode",
            defaultValue = "incremental",
            description = "incremental: only days that are missing, or whose inputs or model changed (default);"
                    + " refresh: all days of the range.")
    private GenerationMode mode = GenerationMode.INCREMENTAL;

    @Option(names = "--batch", defaultValue = "125", description = "Days per transaction, default ${DEFAULT-VALUE}.")
    private int batch;

    @Option(names = "--threads", description = "Threads, default: one per core. The scores do not depend on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--retry-for",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long a lost connection, a deadlock or a server's restart is waited out, default"
                    + " ${DEFAULT-VALUE}; 0 for not at all.")
    private int retrySeconds;

    @Option(
            names = "--duckdb-memory",
            paramLabel = "MB",
            defaultValue = "1024",
            description =
                    "Memory that DuckDB may take beside the program's own, default ${DEFAULT-VALUE}; what goes beyond is kept in"
                            + " a folder beside the file.")
    private int duckDbMemory;

    @Override
    public Integer call() {
        database.loadDriver();
        FactorModel factorModel = Models.byNameOrFile(model);
        GenerationRequest request =
                new GenerationRequest(factorModel, from, to, dates, mode, batch, threads, Version.text());
        Instant start = Instant.now();
        try (StopSignal stop = new StopSignal();
                Database db = database.open();
                GenerationBar progress = new GenerationBar(Terminal.standard())) {
            db.limitMemory(duckDbMemory);
            RawStore raw = RawStore.of(db, database.preset());
            ScoreStore scores = ScoreStore.open(db);
            scores.requireRoom(factorModel.name(), raw);
            GenerationReport report = new Orchestrator(raw, scores)
                    .generate(request, new RunConditions(Duration.ofSeconds(retrySeconds), stop), start, progress);
            progress.close();
            Terminal.standard()
                    .line(
                            "%s: %s%,d days and %,d scores in %.1f s%s",
                            report.strategyVersion(),
                            report.stopped() ? "stopped on request after " : "",
                            report.days(),
                            report.rows(),
                            Duration.between(start, Instant.now()).toMillis() / 1000.0,
                            report.unchanged() == 0
                                    ? ""
                                    : String.format(", %,d days were there already", report.unchanged()));
        }
        return 0;
    }
}
