package io.qvm.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What commands print: headings, lines, and tables whose numbers line up. */
final class Terminal {
    private static final int USUAL_WIDTH = 100;
    private static final Pattern NUMBER = Pattern.compile("[-−+]?[0-9][0-9.,]*( ?[%A-Za-z]{0,4})?|[-–]");

    private final PrintStream out;
    private final boolean interactive = System.console() != null;

    Terminal(PrintStream out) {
        this.out = out;
    }

    static Terminal standard() {
        return new Terminal(System.out);
    }

    /** Characters that fit into a line; {@value #USUAL_WIDTH} where that cannot be found out, as in a file. */
    static int width() {
        return new UsageMessageSpec().width(USUAL_WIDTH).autoWidth(true).width();
    }

    void line(String format, Object... args) {
        out.println(args.length == 0 ? format : String.format(Locale.ROOT, format, args));
    }

    /** Shows what is going on, in one line that the next one replaces; nothing where nobody watches. */
    void progress(String text) {
        if (interactive) {
            out.print("\r\033[2K" + text);
            out.flush();
        }
    }

    /** Clears the line of {@link #progress}. */
    void endProgress() {
        progress("");
    }

    /** Prints rows below their header; columns that hold only numbers are right-aligned. */
    void table(List<String> header, List<List<String>> rows) {
        int columns = header.size();
        int[] width = new int[columns];
        boolean[] numeric = new boolean[columns];
        for (int c = 0; c < columns; c++) {
            int column = c;
            width[c] = header.get(c).length();
            numeric[c] = !rows.isEmpty();
            for (List<String> row : rows) {
                width[c] = Math.max(width[c], row.get(c).length());
                numeric[c] &= row.get(column).isEmpty()
                        || NUMBER.matcher(row.get(column)).matches();
            }
        }
        line(format(header, width, numeric));
        List<String> rule = new ArrayList<>();
        for (int w : width) {
            rule.add("-".repeat(w));
        }
        line(String.join("  ", rule));
        rows.forEach(row -> line(format(row, width, numeric)));
    }

    private static String format(List<String> cells, int[] width, boolean[] right) {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < cells.size(); c++) {
            String pad = " ".repeat(width[c] - cells.get(c).length());
            text.append(c == 0 ? "" : "  ").append(right[c] ? pad + cells.get(c) : cells.get(c) + pad);
        }
        return text.toString().stripTrailing();
    }
}
