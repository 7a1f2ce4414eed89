package io.qvm.cli;

import io.qvm.factor.FactorModel;
import io.qvm.factor.ModelSpec.Normalization;
import io.qvm.factor.Models;
import io.qvm.market.InvalidInputException;
import io.qvm.market.check.DataCheckReport;
import io.qvm.market.check.Verdict;
import io.qvm.report.DataCheckPage;
import io.qvm.store.check.DataCheck;
import io.qvm.store.check.ScoreGroups;
import io.qvm.store.check.Thresholds;
import io.qvm.store.db.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Raw data to a list of what is wrong with them. */
@Command(
        name = "check",
        description = "Look for what in the raw data would make scores wrong, and say whether they are fit.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the data are fit, or fit with warnings",
            "1:the check could not be made",
            "2:wrong usage",
            "3:the data are unfit"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  qvm check --db duckdb:market.duckdb",
            "  qvm check --db mysql://user@host:3306/alphabeta --preset alphabeta --html check.html",
            "  qvm check --db duckdb:market.duckdb --model my_model.yaml",
            "  qvm check --db duckdb:market.duckdb --thresholds my-checks.yaml"
        })
final class CheckCommand implements Callable<Integer> {
    private static final int UNFIT = 3;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE",
            defaultValue = "qvm_v2.1",
            description = "Model whose groups of stocks must be large enough (default: ${DEFAULT-VALUE}).")
    private String model = "";

    @Option(
            names = "--thresholds",
            paramLabel = "FILE",
            description = "From when on what matters; what the file does not say is as in checks/default.yaml.")
    private Optional<Path> thresholds = Optional.empty();

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report as one HTML file, too.")
    private Optional<Path> html = Optional.empty();

    @Override
    public Integer call() {
        Thresholds limits = thresholds.map(Thresholds::read).orElseGet(Thresholds::standard);
        ScoreGroups groups = groups(Models.byNameOrFile(model));
        Terminal terminal = Terminal.standard();
        DataCheckReport report;
        try (Database db = database.open()) {
            report = DataCheck.run(
                    db,
                    database.preset(),
                    limits,
                    groups,
                    LocalDate.now(ZoneOffset.UTC),
                    step -> terminal.progress("Check: " + step + " ..."));
        }
        terminal.endProgress();
        new CheckSummary(terminal).print(report);
        if (html.isPresent()) {
            write(html.get(), DataCheckPage.render(report));
            terminal.line("Report: %s", html.get());
        }
        return report.verdict() == Verdict.UNFIT ? UNFIT : 0;
    }

    private static ScoreGroups groups(FactorModel model) {
        Normalization rules = model.spec().normalization();
        return switch (rules.within()) {
            case SECTOR -> ScoreGroups.sectors(model.name(), rules.minGroupSize());
            case SECTOR_GROUP ->
                new ScoreGroups(model.name(), rules.minGroupSize(), sector -> model.sectorGroup(Optional.of(sector)));
            case UNIVERSE -> ScoreGroups.universe(model.name());
        };
    }

    private static void write(Path file, String page) {
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + file + "; name a file in a folder that is there", e);
        }
    }
}
