package io.qvm.cli;

import io.qvm.analysis.attribution.FactorTable;
import io.qvm.analysis.attribution.FactorTable.Frequency;
import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import io.qvm.store.CsvLines;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Factor returns from files of comma-separated values, such as those that Kenneth French publishes.
 *
 * <p>A line of names, the first of which is empty or {@code date}, is followed by lines that begin with a date ({@code
 * 2021-06-30} or {@code 20210630}) or a month ({@code 2021-06} or {@code 202106}). Lines before are left alone, and so is what
 * follows the first line without a date: published files have texts and annual figures there. A column {@code RF} is the
 * return without risk. -99.99 and -999 stand for missing.
 */
final class FactorFile {
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyyMM", Locale.ROOT);

    private final Path file;
    private final double unit;
    private final TreeMap<LocalDate, double[]> rows = new TreeMap<>();
    private List<String> names = List.of();
    private Frequency frequency = Frequency.DAILY;

    private FactorFile(Path file, boolean percent) {
        this.file = file;
        this.unit = percent ? 0.01 : 1;
    }

    /**
     * Reads files and joins them on their dates.
     *
     * @param percent true if 1 stands for 1 %
     * @throws InvalidInputException naming file and line of what is wrong
     */
    static FactorTable read(List<Path> files, boolean percent) {
        return files.stream()
                .map(file -> new FactorFile(file, percent).read())
                .reduce(FactorTable::with)
                .orElseThrow(() -> new InvalidInputException("no file with factors"));
    }

    private FactorTable read() {
        List<List<String>> lines = CsvLines.of(file);
        int header = -1;
        for (int i = 0; i + 1 < lines.size() && header < 0; i++) {
            header = isHeader(lines.get(i)) && isDate(lines.get(i + 1)) ? i : -1;
        }
        if (header < 0) {
            throw new InvalidInputException(file + " has no table of factors: a line of names such as 'date,Mkt-RF,SMB'"
                    + " followed by lines such as '2021-06-30,0.0012,-0.0034'");
        }
        names = lines.get(header).subList(1, lines.get(header).size());
        frequency = isMonth(lines.get(header + 1).get(0)) ? Frequency.MONTHLY : Frequency.DAILY;
        for (int i = header + 1; i < lines.size() && isDate(lines.get(i)); i++) {
            add(lines.get(i), i + 1);
        }
        return table();
    }

    private static boolean isHeader(List<String> line) {
        return line.size() > 1
                && (line.get(0).isEmpty()
                        || line.get(0).toLowerCase(Locale.ROOT).matches("date|month|day"))
                && line.subList(1, line.size()).stream().noneMatch(String::isEmpty);
    }

    private static boolean isDate(List<String> line) {
        return line.size() > 1 && line.get(0).matches("\\d{6}|\\d{8}|\\d{4}-\\d{2}(-\\d{2})?");
    }

    private static boolean isMonth(String text) {
        return text.matches("\\d{6}|\\d{4}-\\d{2}");
    }

    private void add(List<String> line, int number) {
        String text = line.get(0);
        if (isMonth(text) != (frequency == Frequency.MONTHLY)) {
            throw new InvalidInputException(file + " has days and months in one table, first in row " + number);
        }
        double[] values = new double[names.size()];
        for (int f = 0; f < values.length; f++) {
            String field = f + 1 < line.size() ? line.get(f + 1) : "";
            values[f] = value(field, names.get(f), text);
        }
        if (rows.put(date(text), values) != null) {
            throw new InvalidInputException(file + " has " + text + " twice");
        }
    }

    private LocalDate date(String text) {
        try {
            if (isMonth(text)) {
                return (text.contains("-") ? YearMonth.parse(text) : YearMonth.parse(text, MONTH)).atEndOfMonth();
            }
            return text.contains("-") ? LocalDate.parse(text) : LocalDate.parse(text, DAY);
        } catch (DateTimeParseException e) {
            throw new InvalidInputException(file + ": '" + text + "' is not a date", e);
        }
    }

    private double value(String field, String name, String date) {
        if (field.isEmpty()) {
            return Double.NaN;
        }
        double number;
        try {
            number = Double.parseDouble(field);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    file + ": " + name + " of " + date + " is '" + field + "'; it must be a number", e);
        }
        if (number == -99.99 || number == -999) {
            return Double.NaN;
        }
        double value = number * unit;
        if (Math.abs(value) > 1) {
            throw new InvalidInputException(file + ": " + name + " of " + date + " is " + number
                    + (unit == 1
                            ? ", more than 100 %; if the file is in percent, add --factors-unit percent"
                            : " percent; a factor does not return that in one period"));
        }
        return value;
    }

    private FactorTable table() {
        DateIndex dates = DateIndex.ofDates(rows.keySet());
        List<String> factors = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        double[] riskFree = new double[dates.size()];
        for (int f = 0; f < names.size(); f++) {
            double[] column = new double[dates.size()];
            int i = 0;
            for (Map.Entry<LocalDate, double[]> row : rows.entrySet()) {
                column[i++] = row.getValue()[f];
            }
            if (names.get(f).equalsIgnoreCase("RF")) {
                riskFree = column;
            } else {
                factors.add(names.get(f));
                columns.add(column);
            }
        }
        return new FactorTable(frequency, dates, factors, columns.toArray(double[][]::new), riskFree);
    }
}
