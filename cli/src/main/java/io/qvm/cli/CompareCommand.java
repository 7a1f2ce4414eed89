package io.qvm.cli;

import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.Trials;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.ComparisonPage;
import io.qvm.report.PageContext;
import io.qvm.report.SourceCommands;
import io.qvm.report.pdf.PdfPrinter;
import io.qvm.research.BacktestData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Several runs side by side. */
@Command(
        name = "compare",
        description =
                "Compare runs: a table here, and growth, drawdowns, years and all figures side by side on one page.",
        footer = {
            "%nExamples:",
            "  qvm compare runs/first runs/second --out comparison.html",
            "  qvm compare ID1 ID2 runs/third --db duckdb:market.duckdb --pdf"
        },
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "RUN",
            arity = "2..*",
            description = "Folders of runs, or, with --db, ids of runs; at least two.")
    private List<String> runs = List.of();

    @Option(names = "--db", paramLabel = "URL", description = "Database of the runs that are named by their ids.")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "comparison.html",
            description = "The page, default ${DEFAULT-VALUE}.")
    private Path out = Path.of("comparison.html");

    @Option(names = "--title", description = "Heading of the page, default: the strategies' names.")
    private Optional<String> title = Optional.empty();

    @Option(names = "--pdf", description = "Print the page to PDF too, beside it; needs Chromium.")
    private boolean pdf;

    @Option(
            names = "--risk-free",
            defaultValue = "0",
            description = "Risk-free rate a year, 0.03 is 3 %%; default ${DEFAULT-VALUE}.")
    private double riskFree;

    @Override
    public Integer call() {
        Optional<PdfPrinter> printer = pdf ? Optional.of(PdfPrinter.find(System.getenv())) : Optional.empty();
        refuseTwice();
        List<RunAnalysis> analyses = new ArrayList<>();
        for (String run : runs) {
            BacktestRun loaded = RunOptions.load(run, url);
            RunAnalysis analysis = RunAnalysis.of(loaded, io.qvm.analysis.Conventions.DEFAULT.withRiskFree(riskFree));
            if (analysis.record().isEmpty()) {
                throw new InvalidInputException(
                        "run " + run + " never held a position, so there is nothing to compare");
            }
            analyses.add(analysis);
        }
        List<String> names = names(analyses);
        Terminal terminal = Terminal.standard();
        new RunSummary(terminal).compare(names, analyses);
        String heading = title.orElseGet(() -> String.join(", ", names));
        PageContext context = new PageContext(
                new SourceCommands(
                        runs.get(0),
                        url,
                        BacktestData.preset(analyses.get(0).run()),
                        false,
                        analyses.get(0).run().scoresVersion(),
                        PageFormat.html(out).toString()),
                Trials.UNKNOWN,
                "",
                List.of());
        String page = ComparisonPage.render(heading, names, analyses, context);
        terminal.line("");
        boolean onlyPdf = pdf && out.toString().toLowerCase(Locale.ROOT).endsWith(".pdf");
        if (!onlyPdf) {
            Pages.write(out, page);
            terminal.line("Comparison: %s", out);
        }
        if (printer.isPresent()) {
            Path paper = onlyPdf ? out : PageFormat.besides(out);
            printer.get().print(page, paper);
            terminal.line("Comparison (PDF): %s", paper);
        }
        return 0;
    }

    private void refuseTwice() {
        Set<String> seen = new HashSet<>();
        for (String run : runs) {
            Path folder = Path.of(run);
            String named = Files.isDirectory(folder)
                    ? folder.toAbsolutePath().normalize().toString()
                    : run;
            if (!seen.add(named)) {
                throw new InvalidInputException("run " + run + " is named twice; a comparison needs different runs");
            }
        }
    }

    /** Names of the strategies; where two have the same one, folders or ids of the runs stand behind them. */
    private List<String> names(List<RunAnalysis> analyses) {
        List<String> strategies =
                analyses.stream().map(a -> a.run().strategyName()).toList();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            String strategy = strategies.get(i);
            names.add(
                    Collections.frequency(strategies, strategy) == 1
                            ? strategy
                            : strategy + " (" + lastPart(runs.get(i)) + ")");
        }
        if (new HashSet<>(names).size() == names.size()) {
            return names;
        }
        return IntStream.range(0, runs.size())
                .mapToObj(i -> strategies.get(i) + " (" + runs.get(i) + ")")
                .toList();
    }

    private static String lastPart(String run) {
        Path folder = Path.of(run).normalize();
        return Files.isDirectory(folder) && folder.getFileName() != null ? String.valueOf(folder.getFileName()) : run;
    }
}
