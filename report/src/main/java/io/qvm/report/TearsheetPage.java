package io.qvm.report;

import io.qvm.analysis.Metric;
import java.util.List;
import java.util.Map;

/**
 * The texts of a tearsheet, ready to be laid out; the template adds words but no numbers.
 *
 * @param title name of the strategy
 * @param facts period, benchmark, scores version and the like, by name
 * @param notes what a reader must know before trusting the figures
 * @param cards key figures
 * @param figures charts by id
 * @param drawdowns worst drawdowns
 * @param months returns by year and month
 * @param metrics all figures by group
 * @param benchmarkName heading of the benchmark's column
 * @param regimes returns by regime, empty if the run has none
 * @param shades regimes that the charts shade, name to role
 * @param holdings last portfolio
 * @param funnel counts by stage
 * @param costs costs and turnover
 * @param strategyText the strategy file
 * @param modelText the factor model's file, empty if it is not known
 * @param provenance digests and versions
 * @param confidence how sure the figures are
 * @param sources commands that show where the figures come from, by what they show
 */
public record TearsheetPage(
        String title,
        Map<String, String> facts,
        List<String> notes,
        List<Card> cards,
        Map<String, Figure> figures,
        List<DrawdownRow> drawdowns,
        List<YearRow> months,
        Map<String, List<Metric>> metrics,
        String benchmarkName,
        List<RegimeRow> regimes,
        Map<String, String> shades,
        Holdings holdings,
        Funnel funnel,
        List<Metric> costs,
        String strategyText,
        String modelText,
        Map<String, String> provenance,
        List<Card> confidence,
        Map<String, String> sources) {

    /**
     * A key figure.
     *
     * @param name of the figure
     * @param value of the strategy
     * @param against the benchmark's value or what it is measured against, empty if nothing
     * @param convention how it is computed
     */
    public record Card(String name, String value, String against, String convention) {}

    /**
     * A place for a chart.
     *
     * @param id of the chart
     * @param title heading
     * @param description what it shows
     * @param logarithmic true if it has a switch between scales
     * @param missing why there is no chart, empty if there is one
     */
    public record Figure(String id, String title, String description, boolean logarithmic, String missing) {}

    /** One of the worst drawdowns. */
    public record DrawdownRow(
            String depth, String start, String trough, String recovery, String toTrough, String length) {}

    /**
     * A year of the monthly table.
     *
     * @param year the year
     * @param months twelve cells
     * @param total the year's return
     * @param benchmark the benchmark's year
     */
    public record YearRow(String year, List<Cell> months, Cell total, Cell benchmark) {}

    /**
     * A coloured cell.
     *
     * @param text the return
     * @param shade -5 (large loss) to 5 (large gain), 0 for none
     */
    public record Cell(String text, int shade) {}

    /** Returns in one regime. */
    public record RegimeRow(
            String regime, String days, String share, String strategy, String benchmark, String exposure) {}

    /**
     * The last portfolio.
     *
     * @param date its day, empty if there is none
     * @param rows the largest positions
     * @param hasShares true if numbers of shares are known
     * @param rest what became of the others, empty if all are shown
     * @param top what the largest positions hold together
     */
    public record Holdings(String date, List<HoldingRow> rows, boolean hasShares, String rest, List<TopWeight> top) {}

    /**
     * One position.
     *
     * @param commands that show where it comes from, by a short name
     */
    public record HoldingRow(
            String ticker,
            String sector,
            String rank,
            String signal,
            String weight,
            String shares,
            Map<String, String> commands) {}

    /** What the largest positions hold together. */
    public record TopWeight(String name, String weight) {}

    /**
     * Counts of the decision funnel.
     *
     * @param date last rebalance day, empty if there are no decisions
     * @param rebalances number of rebalance days
     * @param stages counts by stage
     * @param reasons why stocks ended where they did
     */
    public record Funnel(String date, String rebalances, List<StageRow> stages, List<ReasonRow> reasons) {}

    /**
     * Stocks that reached a stage.
     *
     * @param width of its bar in per cent of the first stage's
     */
    public record StageRow(String stage, String last, String average, int width) {}

    /** Stocks that went no further. */
    public record ReasonRow(String stage, String rule, String stocks) {}
}
