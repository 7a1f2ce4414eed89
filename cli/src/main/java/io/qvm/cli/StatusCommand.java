package io.qvm.cli;

import io.qvm.config.YamlFile;
import io.qvm.factor.FactorModel;
import io.qvm.factor.Models;
import io.qvm.generation.MarketComparison;
import io.qvm.generation.MarketComparison.Version;
import io.qvm.generation.VersionStatus;
import io.qvm.market.InvalidInputException;
import io.qvm.store.ManifestRow;
import io.qvm.store.RawStore;
import io.qvm.store.ScoreStore;
import io.qvm.store.VersionSummary;
import io.qvm.store.db.Database;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is generated, by version. */
@Command(
        name = "status",
        description = {
            "Show which versions of scores the database holds: days done, missing and stale, with the reason; the last run;"
                    + " how far the scores reach.",
            "To find stale days it reads the raw data and digests what each day would be computed from now."
        },
        footer = {
            "%nExamples:",
            "  qvm status --db duckdb:market.duckdb",
            "  qvm status --db mysql://me@127.0.0.1/market --preset alphabeta",
            "  qvm status --db duckdb:market.duckdb --model my_model.yaml",
            "  qvm status --db duckdb:market.duckdb --quick"
        },
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "The present file of a model of your own, to compare its version with; without it, the text that"
                            + " made the last scores. May be repeated.")
    private List<String> models = List.of();

    @Option(names = "--quick", description = "Do not read the raw data: missing and stale days stay unknown.")
    private boolean quick;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.standard();
        List<FactorModel> given = models.stream().map(Models::byNameOrFile).toList();
        try (Database db = database.open()) {
            ScoreStore scores = ScoreStore.open(db);
            List<VersionSummary> versions = scores.versions();
            if (versions.isEmpty()) {
                terminal.line("No scores yet; make some with: qvm generate --db URL --model qvm_v2.1");
                return 0;
            }
            Map<String, NavigableMap<LocalDate, ManifestRow>> onRecord = new LinkedHashMap<>();
            versions.forEach(
                    version -> onRecord.put(version.strategyVersion(), scores.manifest(version.strategyVersion())));
            MarketComparison comparison =
                    quick ? MarketComparison.nothing() : compare(db, terminal, scores, onRecord, given);
            List<VersionStatus> statuses = new ArrayList<>();
            onRecord.forEach((version, days) -> statuses.add(VersionStatus.of(scores, version, days, comparison)));
            new StatusTables(terminal).print(versions, statuses);
        }
        return 0;
    }

    private MarketComparison compare(
            Database db,
            Terminal terminal,
            ScoreStore scores,
            Map<String, NavigableMap<LocalDate, ManifestRow>> onRecord,
            List<FactorModel> given) {
        Map<String, Version> compared = new LinkedHashMap<>();
        onRecord.forEach((version, days) -> model(scores, version, days, given)
                .ifPresent(model -> compared.put(version, new Version(model, days))));
        terminal.progress("Reading the raw data ...");
        try {
            return MarketComparison.of(
                    RawStore.of(db, database.preset()),
                    compared,
                    Runtime.getRuntime().availableProcessors(),
                    (days, all) -> terminal.progress(
                            String.format(Locale.ROOT, "Comparing with the raw data: %,d of %,d days ...", days, all)));
        } catch (InvalidInputException e) {
            terminal.endProgress();
            terminal.line("Missing and stale days are unknown: %s", String.valueOf(e.getMessage()));
            return MarketComparison.nothing();
        } finally {
            terminal.endProgress();
        }
    }

    /** The given file of that name, else the model that ships, else the text that made the version's last day. */
    private static Optional<FactorModel> model(
            ScoreStore scores, String version, NavigableMap<LocalDate, ManifestRow> onRecord, List<FactorModel> given) {
        for (FactorModel model : given) {
            if (model.name().equals(version)) {
                return Optional.of(model);
            }
        }
        if (Models.shipped().contains(version)) {
            return Optional.of(Models.byNameOrFile(version));
        }
        return onRecord.values().stream()
                .reduce((first, last) -> last)
                .map(ManifestRow::modelDigest)
                .flatMap(scores::modelText)
                .map(text -> FactorModel.of(new YamlFile("model of " + version, text)));
    }
}
