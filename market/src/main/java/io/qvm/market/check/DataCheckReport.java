package io.qvm.market.check;

import java.util.Comparator;
import java.util.List;

/**
 * All that a check found.
 *
 * @param source where the data are, without a secret
 * @param layout name of the preset that they were read through
 * @param extent first and last day, number of tickers, days and facts, in words
 * @param findings the gravest first
 * @param passed titles of the checks that found nothing
 * @param skipped checks that could not be made or are switched off, with the reason
 * @param years coverage by year, ascending; empty if the data could not be loaded
 * @param thresholdsName name of the thresholds
 * @param thresholdsText the thresholds as written
 */
public record DataCheckReport(
        String source,
        String layout,
        String extent,
        List<Finding> findings,
        List<String> passed,
        List<String> skipped,
        List<YearCoverage> years,
        String thresholdsName,
        String thresholdsText) {
    public DataCheckReport {
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::severity)
                        .reversed()
                        .thenComparing(
                                Comparator.comparingLong(Finding::stockDays).reversed())
                        .thenComparing(Finding::id))
                .toList();
        passed = List.copyOf(passed);
        skipped = List.copyOf(skipped);
        years = List.copyOf(years);
    }

    /** Fit, if nothing worse than an info was found. */
    public Verdict verdict() {
        if (count(Severity.ERROR) > 0) {
            return Verdict.UNFIT;
        }
        return count(Severity.WARNING) > 0 ? Verdict.FIT_WITH_WARNINGS : Verdict.FIT;
    }

    /** Number of findings of a severity. */
    public long count(Severity severity) {
        return findings.stream().filter(f -> f.severity() == severity).count();
    }
}
