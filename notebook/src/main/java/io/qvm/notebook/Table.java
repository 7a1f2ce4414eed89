package io.qvm.notebook;

import io.qvm.market.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.dflib.DataFrame;
import org.dflib.Printers;
import org.jspecify.annotations.Nullable;

/**
 * A data frame as it is shown: numbers aligned and shortened, shares in per cent, columns shaded by value.
 *
 * <p>Shading runs from the lowest value of a column (vermilion) over white to its highest (blue).
 */
public final class Table implements Shown {
    private static final int MOST_ROWS = 24;

    /** Figures that come as texts, e.g. {@code −25.60 %}. */
    private static final Pattern READS_AS_NUMBER = Pattern.compile("[-\u2212+]?[0-9][0-9,.]*( %)?|\u2013");

    private final DataFrame frame;
    private final Set<String> percent;
    private final Set<String> points;
    private final Set<String> shaded;

    private Table(DataFrame frame, Set<String> percent, Set<String> points, Set<String> shaded) {
        this.frame = frame;
        this.percent = percent;
        this.points = points;
        this.shaded = shaded;
    }

    /** Shows a frame. */
    public static Table of(DataFrame frame) {
        return new Table(frame, Set.of(), Set.of(), Set.of());
    }

    /** The same with columns written as per cent. */
    public Table percent(String... columns) {
        return new Table(frame, more(percent, columns), points, shaded);
    }

    /** The same with columns written as signed percentage points: differences of returns, which do not compound. */
    public Table points(String... columns) {
        return new Table(frame, percent, more(points, columns), shaded);
    }

    /** The same with columns shaded by value; without names, all columns of numbers. */
    public Table shaded(String... columns) {
        return new Table(frame, percent, points, columns.length > 0 ? more(shaded, columns) : more(shaded, numbers()));
    }

    /** What is shown. */
    public DataFrame frame() {
        return frame;
    }

    private String[] numbers() {
        List<String> names = new ArrayList<>();
        for (String column : frame.getColumnsIndex().toArray()) {
            if (isNumeric(column)) {
                names.add(column);
            }
        }
        return names.toArray(String[]::new);
    }

    private Set<String> more(Set<String> some, String... columns) {
        Set<String> all = new TreeSet<>(some);
        for (String column : columns) {
            if (!frame.getColumnsIndex().contains(column)) {
                throw new InvalidInputException("no column '" + column + "'; the table has "
                        + String.join(", ", frame.getColumnsIndex().toArray()));
            }
            all.add(column);
        }
        return all;
    }

    private boolean isNumeric(String column) {
        return all(column, value -> value instanceof Number);
    }

    /** True if all values that are not missing are so; false for a column without rows. */
    private boolean all(String column, Predicate<Object> test) {
        for (Object value : frame.getColumn(column)) {
            boolean missing = value == null || value instanceof Double number && number.isNaN();
            if (!missing && !test.test(value)) {
                return false;
            }
        }
        return frame.height() > 0;
    }

    @Override
    public String html() {
        String[] columns = frame.getColumnsIndex().toArray();
        int height = frame.height();
        boolean cut = height > MOST_ROWS;
        StringBuilder out =
                new StringBuilder("<div class=\"qvm-table\" style=\"overflow-x:auto\"><table style=\"border-collapse:"
                        + "collapse;font:13px system-ui,sans-serif;font-variant-numeric:tabular-nums\"><thead><tr>");
        double[][] ranges = new double[columns.length][];
        boolean[] right = new boolean[columns.length];
        boolean[] whole = new boolean[columns.length];
        for (int c = 0; c < columns.length; c++) {
            ranges[c] = range(columns[c]);
            right[c] = all(
                    columns[c],
                    value -> value instanceof Number
                            || READS_AS_NUMBER.matcher(String.valueOf(value)).matches());
            whole[c] = all(
                    columns[c], value -> value instanceof Number x && x.doubleValue() == Math.rint(x.doubleValue()));
            out.append("<th style=\"padding:4px 10px;border-bottom:2px solid #9aa4ae;text-align:")
                    .append(right[c] ? "right" : "left")
                    .append("\">")
                    .append(Html.escape(columns[c]))
                    .append("</th>");
        }
        out.append("</tr></thead><tbody>");
        for (int row = 0; row < height; row++) {
            if (cut && row == MOST_ROWS / 2) {
                out.append("<tr><td colspan=\"")
                        .append(columns.length)
                        .append("\" style=\"padding:2px 10px\">...</td></tr>");
                row = height - MOST_ROWS / 2;
            }
            out.append("<tr>");
            for (int c = 0; c < columns.length; c++) {
                Object value = frame.get(c, row);
                out.append("<td style=\"padding:3px 10px;text-align:")
                        .append(right[c] ? "right" : "left")
                        .append(shade(columns[c], value, ranges[c]))
                        .append("\">")
                        .append(Html.escape(cell(columns[c], value, whole[c])))
                        .append("</td>");
            }
            out.append("</tr>");
        }
        out.append("</tbody></table>");
        if (cut) {
            out.append(String.format(Locale.ROOT, "<div style=\"font:12px system-ui\">%,d rows</div>", height));
        }
        return out.append("</div>").toString();
    }

    private double[] range(String column) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        if (shaded.contains(column)) {
            for (Object value : frame.getColumn(column)) {
                if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
                    low = Math.min(low, number.doubleValue());
                    high = Math.max(high, number.doubleValue());
                }
            }
        }
        return new double[] {low, high};
    }

    private String shade(String column, @Nullable Object value, double[] range) {
        if (!shaded.contains(column)
                || !(value instanceof Number number)
                || !Double.isFinite(number.doubleValue())
                || !(range[1] > range[0])) {
            return "";
        }
        double place = 2 * (number.doubleValue() - range[0]) / (range[1] - range[0]) - 1;
        return String.format(
                Locale.ROOT,
                ";background:rgba(%s,%.2f)",
                place >= 0 ? "0,114,178" : "213,94,0",
                0.45 * Math.abs(place));
    }

    private String cell(String column, @Nullable Object value, boolean whole) {
        if (value == null || value instanceof Double number && number.isNaN()) {
            return "–";
        }
        if (value instanceof Double number) {
            double x = number;
            if (percent.contains(column)) {
                return String.format(Locale.ROOT, "%.2f %%", x * 100);
            }
            if (points.contains(column)) {
                return String.format(Locale.ROOT, "%+.1f pp", Math.round(x * 1000) / 10.0);
            }
            if (whole) {
                return String.format(Locale.ROOT, "%,.0f", x);
            }
            double size = Math.abs(x);
            return size >= 1e6
                    ? String.format(Locale.ROOT, "%,.0f", x)
                    : size == 0 || size >= 0.001
                            ? String.format(Locale.ROOT, "%,." + (size >= 1000 ? 1 : 4) + "f", x)
                            : String.format(Locale.ROOT, "%.3g", x);
        }
        return String.valueOf(value);
    }

    @Override
    public String text() {
        return Printers.tabular.print(frame);
    }

    @Override
    public String toString() {
        return text();
    }
}
