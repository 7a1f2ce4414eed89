package io.qvm.cli;

import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.annual.YearReview;
import io.qvm.analysis.attribution.Attribution;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.DatedNote;
import io.qvm.report.DeepDive;
import io.qvm.report.PageContext;
import io.qvm.report.PageJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A run to annual pages. */
@Command(
        name = "deepdive",
        description = {
            "Draw the annual deep-dive of a run: months, drawdowns, who paid and who cost, sectors, regimes, costs, the"
                    + " funnel, and every rebalance with what came in and went out.",
            "Without --year, one page for each year of the track record. With --db, allocation and selection effects by"
                    + " sector too, which need the prices of all stocks."
        },
        footer = {
            "%nExamples:",
            "  qvm deepdive --run runs/first --year 2020",
            "  qvm deepdive --run runs/first --out pages            all years",
            "  qvm deepdive --run ID --db duckdb:market.duckdb --year 2020 --notes notes.yaml --out 2020.html",
            "%nA notes file is a YAML list of date, title and text, or a CSV file with these columns:",
            "  - {date: 2020-03-24, title: Market low, text: Index at its lowest since 2017.}"
        },
        mixinStandardHelpOptions = true)
final class DeepDiveCommand implements Callable<Integer> {
    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private PageOptions page = new PageOptions();

    @Option(
            names = "--preset",
            paramLabel = "NAME|FILE",
            description = "Read the tables of a database with another schema in place, e.g. alphabeta.")
    private Optional<String> preset = Optional.empty();

    @Option(names = "--year", description = "Calendar year, default: every year of the track record.")
    private Optional<Integer> year = Optional.empty();

    @Option(
            names = "--notes",
            paramLabel = "FILE",
            description = "Dated notes for charts and text: .yaml or .csv with date, title, text.")
    private Optional<Path> notes = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FILE|DIR",
            description = "File for one year, folder for all; default: deepdive-YEAR.html in the run's folder.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() {
        page.check();
        List<DatedNote> read = notes.map(NotesFile::read).orElse(List.of());
        BacktestRun loaded = run.load();
        PageContext common = run.context(loaded, read);
        RunAnalysis analysis = RunAnalysis.of(loaded, page.conventions());
        List<Integer> years = year.map(List::of).orElseGet(() -> List.copyOf(YearReview.years(analysis)));
        if (years.isEmpty()) {
            throw new InvalidInputException(
                    "run of " + loaded.strategyName() + " never held a position, so there is no year to report");
        }
        Optional<Attribution> attribution = run.database()
                .map(url -> AttributionData.load(url, preset, loaded).attribution());
        for (int wanted : years) {
            YearReview review = withEffects(YearReview.of(analysis, wanted), attribution);
            Path file = file(wanted);
            PageContext context = common.in(PageFormat.html(file));
            page.write(
                    "Deep-dive " + wanted,
                    file,
                    () -> DeepDive.render(review, context),
                    () -> DeepDive.markdown(review, context),
                    () -> PageJson.deepDive(review, context));
        }
        return 0;
    }

    private static YearReview withEffects(YearReview review, Optional<Attribution> attribution) {
        return attribution.map(review::with).orElse(review);
    }

    private Path file(int wanted) {
        String name = page.named("deepdive-" + wanted);
        if (out.isPresent()) {
            return year.isPresent() && !Files.isDirectory(out.get())
                    ? out.get()
                    : out.get().resolve(name);
        }
        return run.isFolder() ? Path.of(run.name(), name) : Path.of(run.name() + "-" + name);
    }
}
