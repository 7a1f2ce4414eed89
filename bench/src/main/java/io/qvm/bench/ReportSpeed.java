package io.qvm.bench;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.Metrics;
import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.annual.YearReview;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.DeepDive;
import io.qvm.report.PageContext;
import io.qvm.report.Tearsheet;
import io.qvm.report.pdf.PdfPrinter;
import io.qvm.store.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How long figures and pages of a run take.
 *
 * <p>Argument: the folder of a run. Prints the first time and the median and worst of the later ones, in milliseconds; of the
 * PDF, which starts a browser each time, of few.
 */
public final class ReportSpeed {
    private ReportSpeed() {}

    public static void main(String[] args) throws IOException {
        BacktestRun run = RunFolder.read(Path.of(args[0]));
        PageContext context = PageContext.unnamed(run.scoresVersion());
        System.out.printf(
                "%s: %d days, %d holdings, %d decisions%n",
                run.strategyName(),
                run.daily().dates().size(),
                run.holdings().size(),
                run.decisions().size());
        System.out.printf("%-32s %10s %10s %10s%n", "ms", "first", "median", "worst");
        row("metrics, intervals included", 60, () -> Metrics.of(run, Conventions.DEFAULT));
        row("metrics, series, funnel counts", 60, () -> RunAnalysis.of(run, Conventions.DEFAULT));
        RunAnalysis analysis = RunAnalysis.of(run, Conventions.DEFAULT);
        row("tearsheet, HTML", 30, () -> Tearsheet.render(analysis, context));
        int year = analysis.record()
                .dates()
                .date(analysis.record().dates().size() / 2)
                .getYear();
        row("review of a year", 30, () -> YearReview.of(analysis, year));
        YearReview review = YearReview.of(analysis, year);
        row("deep-dive, HTML", 30, () -> DeepDive.render(review, context));
        String page = Tearsheet.render(analysis, context);
        PdfPrinter printer = PdfPrinter.find(System.getenv());
        Path pdf = Files.createTempFile("report", ".pdf");
        row("tearsheet, PDF from HTML", 5, () -> {
            printer.print(page, pdf);
            return pdf;
        });
        Files.delete(pdf);
    }

    /** Work whose result is thrown away. */
    private interface Work {
        Object run();
    }

    private static void row(String name, int runs, Work work) {
        double[] ms = new double[runs];
        for (int i = 0; i < runs; i++) {
            long before = System.nanoTime();
            if (work.run().hashCode() == 0) {
                System.out.print("");
            }
            ms[i] = (System.nanoTime() - before) / 1e6;
        }
        double[] warm = Arrays.copyOfRange(ms, runs / 2, runs);
        Arrays.sort(warm);
        System.out.printf("%-32s %10.1f %10.1f %10.1f%n", name, ms[0], warm[warm.length / 2], warm[warm.length - 1]);
    }
}
