package io.qvm.report.chart;

import java.util.Arrays;
import java.util.List;

/**
 * One chart.
 *
 * @param id unique on the page
 * @param title heading
 * @param description what there is to see, in a sentence, for readers who cannot see it
 * @param axis name of the horizontal axis in its {@link ChartSet}
 * @param format how values are written
 * @param series what is drawn, in this order
 * @param bands shaded stretches of the horizontal axis
 * @param marks vertical lines at positions of the horizontal axis
 * @param logarithmic true if the reader may switch to a logarithmic scale
 */
public record Chart(
        String id,
        String title,
        String description,
        String axis,
        Format format,
        List<Series> series,
        List<Band> bands,
        List<Mark> marks,
        boolean logarithmic) {

    /** How values are written. */
    public enum Format {
        /** A share in per cent. */
        PERCENT,
        /** A number with two decimals. */
        RATIO,
        /** Value of one unit of capital. */
        GROWTH,
        /** A whole number. */
        COUNT
    }

    /** Shape of a series. */
    public enum Kind {
        LINE,
        AREA,
        STEP,
        BAR,
        STACKED_BAR
    }

    /**
     * A named row of values.
     *
     * @param name for the legend
     * @param role names its colour: {@code strategy}, {@code benchmark}, {@code sector-1} ...
     * @param kind shape
     * @param values one per position of the axis; NaN is a gap
     */
    public record Series(String name, String role, Kind kind, double[] values) {
        /** True if there is a number to draw. */
        public boolean hasValues() {
            return Arrays.stream(values).anyMatch(v -> !Double.isNaN(v));
        }
    }

    /**
     * A shaded stretch.
     *
     * @param name for the legend
     * @param role names its colour
     * @param from first position of the axis
     * @param to last position of the axis
     */
    public record Band(String name, String role, String from, String to) {}

    /**
     * A vertical line.
     *
     * @param name written beside it
     * @param at position of the axis
     */
    public record Mark(String name, String at) {}

    /** A chart without bands, marks and logarithmic scale. */
    public static Chart of(
            String id, String title, String description, String axis, Format format, List<Series> series) {
        return new Chart(id, title, description, axis, format, series, List.of(), List.of(), false);
    }

    /** This chart with shaded stretches. */
    public Chart withBands(List<Band> shaded) {
        return new Chart(id, title, description, axis, format, series, shaded, marks, logarithmic);
    }

    /** This chart with vertical lines. */
    public Chart withMarks(List<Mark> lines) {
        return new Chart(id, title, description, axis, format, series, bands, lines, logarithmic);
    }

    /** This chart with a switch to a logarithmic scale. */
    public Chart withLogarithmicScale() {
        return new Chart(id, title, description, axis, format, series, bands, marks, true);
    }

    /** True if there is anything to draw. */
    public boolean hasValues() {
        return series.stream().anyMatch(Series::hasValues);
    }
}
