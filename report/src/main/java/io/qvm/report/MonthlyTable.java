package io.qvm.report;

import io.qvm.analysis.CalendarReturns;
import io.qvm.analysis.MetricUnit;
import io.qvm.report.TearsheetPage.Cell;
import io.qvm.report.TearsheetPage.YearRow;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Returns by year and month, as cells with a colour step. */
final class MonthlyTable {
    /** Absolute returns from which on a cell takes the next stronger colour. */
    private static final double[] STEPS = {0, 0.01, 0.025, 0.05, 0.1};

    /** Years move more than months. */
    private static final double YEAR_SCALE = 3;

    private MonthlyTable() {}

    /** One row per year of the strategy's record. */
    static List<YearRow> of(CalendarReturns strategy, CalendarReturns benchmark) {
        return strategy.annual().keySet().stream()
                .map(year -> new YearRow(
                        String.valueOf(year),
                        IntStream.rangeClosed(1, 12)
                                .mapToObj(month -> cell(strategy.month(year, month), 1))
                                .toList(),
                        cell(strategy.year(year), YEAR_SCALE),
                        cell(benchmark.year(year), YEAR_SCALE)))
                .toList();
    }

    private static Cell cell(double value, double scale) {
        if (Double.isNaN(value)) {
            return new Cell("", 0);
        }
        int step = 0;
        while (step < STEPS.length && Math.abs(value) > STEPS[step] * scale) {
            step++;
        }
        String text = String.format(Locale.ROOT, "%.1f", value * 100 + 0.0).replace('-', '−');
        String shown = text.length() > 9 ? MetricUnit.PERCENT.format(value) : text.equals("−0.0") ? "0.0" : text;
        return new Cell(shown, value < 0 ? -step : step);
    }
}
