package io.qvm.notebook;

import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import io.qvm.report.ChartPage;
import io.qvm.report.chart.Chart;
import io.qvm.report.chart.Chart.Format;
import io.qvm.report.chart.Chart.Kind;
import io.qvm.report.chart.Chart.Series;
import io.qvm.report.chart.ChartSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dflib.DataFrame;

/**
 * A chart of one's own, in the looks of the reports.
 *
 * <pre>{@code
 * Plot.lines("Universe", frame, "date").percent();
 * }</pre>
 */
public final class Plot implements Shown {
    /** Colours in the order of series, apart from the benchmark's. */
    private static final int[] COLOURS = {1, 3, 4, 8, 5, 9, 7, 10, 2, 6};

    private final String title;
    private final String about;
    private final List<String> axis;
    private final Format format;
    private final boolean logarithmic;
    private final List<Series> series;

    private Plot(
            String title, String about, List<String> axis, Format format, boolean logarithmic, List<Series> series) {
        this.title = title;
        this.about = about;
        this.axis = axis;
        this.format = format;
        this.logarithmic = logarithmic;
        this.series = series;
    }

    /** An empty chart over days. */
    public static Plot over(String title, DateIndex dates) {
        return new Plot(
                title,
                "",
                IntStream.range(0, dates.size())
                        .mapToObj(i -> dates.date(i).toString())
                        .toList(),
                Format.RATIO,
                false,
                List.of());
    }

    /** An empty chart over names. */
    public static Plot over(String title, List<String> names) {
        return new Plot(title, "", List.copyOf(names), Format.RATIO, false, List.of());
    }

    /**
     * Lines, one for each column of numbers.
     *
     * @param axis column of the horizontal axis: days, years or names
     */
    public static Plot lines(String title, DataFrame frame, String axis) {
        return all(title, frame, axis, false);
    }

    /** The same with bars. */
    public static Plot bars(String title, DataFrame frame, String axis) {
        return all(title, frame, axis, true);
    }

    private static Plot all(String title, DataFrame frame, String axis, boolean bars) {
        List<String> positions = new ArrayList<>();
        frame.getColumn(axis).forEach(value -> positions.add(String.valueOf(value)));
        Plot plot = over(title, positions);
        for (String column : frame.getColumnsIndex().toArray()) {
            double[] values = new double[frame.height()];
            boolean numeric = !column.equals(axis);
            for (int row = 0; numeric && row < values.length; row++) {
                Object value = frame.get(column, row);
                numeric = value == null || value instanceof Number;
                values[row] = value instanceof Number number ? number.doubleValue() : Double.NaN;
            }
            if (numeric) {
                plot = bars ? plot.bar(column, values) : plot.line(column, values);
            }
        }
        return plot;
    }

    /** The same with a sentence below the title. */
    public Plot about(String text) {
        return new Plot(title, text, axis, format, logarithmic, series);
    }

    /** The same with a line. */
    public Plot line(String name, double[] values) {
        return with(new Series(name, role(), Kind.LINE, checked(name, values)));
    }

    /** The same with bars. */
    public Plot bar(String name, double[] values) {
        return with(new Series(name, role(), Kind.BAR, checked(name, values)));
    }

    /** The same with a level line to hold values against, e.g. a limit. */
    public Plot level(String name, double value) {
        double[] values = new double[axis.size()];
        Arrays.fill(values, value);
        return with(new Series(name, "benchmark", Kind.LINE, values));
    }

    /** The same with shares written in per cent. */
    public Plot percent() {
        return new Plot(title, about, axis, Format.PERCENT, logarithmic, series);
    }

    /** The same with whole numbers. */
    public Plot counts() {
        return new Plot(title, about, axis, Format.COUNT, logarithmic, series);
    }

    /** The same on a logarithmic scale, from which the reader may switch back. */
    public Plot log() {
        return new Plot(title, about, axis, format, true, series);
    }

    private String role() {
        return "sector-" + COLOURS[series.size() % COLOURS.length];
    }

    private double[] checked(String name, double[] values) {
        if (values.length != axis.size()) {
            throw new InvalidInputException("series '" + name + "' has " + values.length + " values, the axis of '"
                    + title + "' has " + axis.size() + " positions; give one value for each");
        }
        return values;
    }

    private Plot with(Series one) {
        List<Series> more = new ArrayList<>(series);
        more.add(one);
        return new Plot(title, about, axis, format, logarithmic, Collections.unmodifiableList(more));
    }

    /** The chart as a page, to be saved. */
    public Page page() {
        Chart chart = Chart.of("plot", title, about, "axis", format, series);
        Page page = new Page(
                title,
                ChartPage.render(new ChartSet(
                        Map.of("axis", axis), List.of(logarithmic ? chart.withLogarithmicScale() : chart))));
        return logarithmic ? page.log() : page;
    }

    @Override
    public String html() {
        return page().html();
    }

    @Override
    public String text() {
        return page().text();
    }

    @Override
    public String toString() {
        return text();
    }
}
