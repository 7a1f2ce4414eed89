package io.qvm.report;

import io.qvm.analysis.MetricUnit;
import io.qvm.analysis.RunAnalysis;
import io.qvm.report.Dossier.Table;
import io.qvm.report.chart.Chart;
import io.qvm.report.chart.Chart.Format;
import io.qvm.report.chart.Chart.Kind;
import io.qvm.report.chart.Chart.Series;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Net return against capital. */
public final class CapacityPage {
    private CapacityPage() {}

    /**
     * Renders the page.
     *
     * @param capital sizes in currency, ascending
     * @param runs one of each size
     * @param context what it takes to make the page again
     */
    public static String render(String title, double[] capital, List<RunAnalysis> runs, PageContext context) {
        List<String> sizes = Arrays.stream(capital)
                .mapToObj(size -> String.format(Locale.ROOT, "%,.0f", size))
                .toList();
        double[] net =
                runs.stream().mapToDouble(r -> r.strategy().annualReturn()).toArray();
        double[] cost = runs.stream().mapToDouble(r -> r.trading().annualCost()).toArray();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            RunAnalysis run = runs.get(i);
            rows.add(List.of(
                    sizes.get(i),
                    MetricUnit.PERCENT.format(net[i]),
                    MetricUnit.RATIO.format(run.strategy().sharpe()),
                    MetricUnit.PERCENT.format(cost[i]),
                    MetricUnit.RATIO.format(run.trading().annualTurnover()),
                    MetricUnit.PERCENT.format(run.trading().averageExposure())));
        }
        Dossier.Builder page = new Dossier.Builder()
                .identity(PageIdentity.capacity(title, capital, runs, context).toJson())
                .axis(
                        "capital",
                        Arrays.stream(capital).mapToObj(CapacityPage::shortened).toList())
                .section(
                        "Net return against capital",
                        List.of(
                                "The same strategy at each size. Costs that grow with size, and orders that are too large for"
                                        + " the market, take more of the return the more capital there is."),
                        List.of(Chart.of(
                                "capacity",
                                "Annual return and costs by capital, in currency",
                                "CAGR net of costs, and costs a year as a share of capital.",
                                "capital",
                                Format.PERCENT,
                                List.of(
                                        new Series("CAGR, net", "strategy", Kind.LINE, net),
                                        new Series("Costs a year", "benchmark", Kind.LINE, cost)))),
                        List.of(Table.of(
                                "Figures by capital, in currency",
                                List.of("Capital", "CAGR", "Sharpe", "Costs a year", "Turnover a year", "Exposure"),
                                rows)));
        return RunOrigins.close(page, sizes, runs, context.commands().verify("capacity.html"))
                .render("Capacity", title, Map.of("Sizes", String.valueOf(sizes.size())));
    }

    /** A size that fits below a chart: 2.5 bn. */
    private static String shortened(double size) {
        String[] units = {"", " k", " m", " bn", " tn"};
        int unit = 0;
        double rest = size;
        while (rest >= 1000 && unit < units.length - 1) {
            rest /= 1000;
            unit++;
        }
        return BigDecimal.valueOf(rest)
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString()
                + units[unit];
    }
}
