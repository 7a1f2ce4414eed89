package io.qvm.report;

import io.qvm.market.check.Example;
import io.qvm.report.TearsheetPage.Cell;
import io.qvm.report.TearsheetPage.Figure;
import java.util.List;
import java.util.Map;

/**
 * The texts of a data check, ready to be laid out; the template adds words but no numbers.
 *
 * @param verdict fit, fit with warnings, unfit
 * @param role colour of the verdict: good, warning, error
 * @param facts database, layout, extent and thresholds, by name
 * @param cards numbers of findings, and what they touch
 * @param findings the gravest first
 * @param figures charts by id
 * @param years coverage by year
 * @param heatYears columns of the table of findings by year
 * @param heat rows of that table
 * @param passed checks that found nothing
 * @param skipped checks that were not made, with the reason
 * @param thresholds the thresholds file
 */
public record DataCheckView(
        String verdict,
        String role,
        Map<String, String> facts,
        List<Card> cards,
        List<FindingView> findings,
        Map<String, Figure> figures,
        List<YearRow> years,
        List<String> heatYears,
        List<HeatRow> heat,
        List<String> passed,
        List<String> skipped,
        String thresholds) {

    /** A key figure. */
    public record Card(String name, String value, String beside) {}

    /**
     * A finding.
     *
     * @param count number and unit, {@code 12 of 3,400 rows}
     * @param share of what was checked, empty if that says nothing
     * @param scores stock-days touched
     * @param shown how many examples there are, if not all
     */
    public record FindingView(
            String id,
            String severity,
            String title,
            String count,
            String share,
            String scores,
            String effect,
            String right,
            List<Example> examples,
            String shown) {}

    /** Coverage of a year. */
    public record YearRow(String year, List<String> cells) {}

    /** Counts of a finding by year. */
    public record HeatRow(String id, String severity, List<Cell> cells) {}
}
