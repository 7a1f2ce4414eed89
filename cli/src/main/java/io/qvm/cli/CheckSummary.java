package io.qvm.cli;

import io.qvm.market.check.DataCheckReport;
import io.qvm.market.check.Finding;
import io.qvm.market.check.Severity;
import io.qvm.market.check.YearCoverage;
import java.util.List;
import java.util.Locale;

/** A data check as tables on the terminal. */
final class CheckSummary {
    private static final int WIDEST_EXAMPLE = 90;

    private final Terminal terminal;

    CheckSummary(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(DataCheckReport report) {
        terminal.line("%s, layout %s: %s", report.source(), report.layout(), report.extent());
        terminal.line("");
        if (!report.findings().isEmpty()) {
            findings(report);
        }
        if (!report.years().isEmpty()) {
            terminal.line("Tickers by year, and the share of their scores that warnings and errors touch:");
            years(report);
            terminal.line("");
        }
        terminal.line(
                "Verdict: %s (%,d errors, %,d warnings, %,d infos; %,d checks found nothing, %,d were not made)",
                report.verdict().text(),
                report.count(Severity.ERROR),
                report.count(Severity.WARNING),
                report.count(Severity.INFO),
                report.passed().size(),
                report.skipped().size());
    }

    private void findings(DataCheckReport report) {
        terminal.table(
                List.of("severity", "finding", "count", "of", "what", "scores", "example"),
                report.findings().stream()
                        .map(f -> List.of(
                                f.severity().text(),
                                f.id(),
                                count(f.count()),
                                f.checked() == 0 ? "" : count(f.checked()),
                                f.unit(),
                                count(f.stockDays()),
                                f.examples().isEmpty()
                                        ? ""
                                        : oneLine(f.examples().get(0).text())))
                        .toList());
        terminal.line("");
        for (Finding finding : report.findings()) {
            if (finding.severity() != Severity.INFO) {
                terminal.line("%s", finding.id() + ": " + finding.title() + ".");
                terminal.line("%s", "  effect: " + finding.effect());
                terminal.line("%s", "  right:  " + finding.right());
            }
        }
        terminal.line("");
    }

    private void years(DataCheckReport report) {
        terminal.table(
                List.of(
                        "year",
                        "days",
                        "with price",
                        "market cap",
                        "4 quarters",
                        "published on",
                        "prices end",
                        "in doubt",
                        "in error"),
                report.years().stream().map(CheckSummary::year).toList());
    }

    private static List<String> year(YearCoverage year) {
        return List.of(
                String.valueOf(year.year()),
                count(year.tradingDays()),
                count(year.priced()),
                count(year.capped()),
                count(year.fullYear()),
                count(year.dated()),
                count(year.ended()),
                share(year.stockDaysInDoubt(), year.stockDays()),
                share(year.stockDaysInError(), year.stockDays()));
    }

    private static String share(long part, long all) {
        return all == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / all);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Control characters of the data must not reach the terminal. */
    private static String oneLine(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= WIDEST_EXAMPLE ? clean : clean.substring(0, WIDEST_EXAMPLE - 1) + "…";
    }
}
