package io.qvm.store.check;

import io.qvm.store.db.Dialect;
import io.qvm.store.preset.Preset.FactQuery;
import io.qvm.store.preset.Preset.Form;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Conditions for rows with a number or date that a load refuses, by what is wrong: a column and its fault.
 *
 * <p>A condition may come out as NULL; such a row is not at fault.
 */
final class InvalidRows {
    /** The years that a load takes for fiscal years. */
    private static final int FIRST_YEAR = 1800;

    private static final int LAST_YEAR = 2200;

    /** What a text must look like for a load to read a number from it, as both databases match it. */
    private static final String NUMBER =
            "^[[:space:]]*[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?[[:space:]]*$";

    private static final Set<String> NO_NUMBERS =
            Set.of("ticker", "symbol", "date", "item", "statement_type", "period_end", "published_on");

    private final Source source;
    private final Map<String, String> conditions = new LinkedHashMap<>();

    private InvalidRows(Source source) {
        this.source = source;
    }

    static Map<String, String> ofInstruments(Source source) {
        InvalidRows rows = new InvalidRows(source);
        source.column("delisting_return").ifPresent(column -> {
            rows.noNumber(column);
            rows.add("delisting_return below -1", rows.number(column) + " < -1");
            rows.infinite(column);
        });
        source.column("listed_on").ifPresent(rows::noDate);
        source.column("delisted_on").ifPresent(rows::noDate);
        return rows.conditions;
    }

    static Map<String, String> ofPrices(Source source) {
        InvalidRows rows = new InvalidRows(source);
        source.texts().stream().filter(InvalidRows::isNumber).forEach(rows::noNumber);
        source.column("date")
                .ifPresent(column -> rows.add(
                        "date not of the years 0 to 9999",
                        source.day(column) + " NOT BETWEEN "
                                + LocalDate.of(0, 1, 1).toEpochDay() + " AND "
                                + LocalDate.of(9999, 12, 31).toEpochDay()));
        return rows.conditions;
    }

    static Map<String, String> ofIndices(Source source) {
        InvalidRows rows = new InvalidRows(source);
        source.column("close").ifPresent(rows::noNumber);
        return rows.conditions;
    }

    static Map<String, String> ofFacts(Source source, FactQuery query) {
        InvalidRows rows = new InvalidRows(source);
        source.column("fiscal_quarter", "quarter").ifPresent(column -> {
            rows.noNumber(column);
            rows.add("fiscal_quarter not 1 to 4", rows.number(column) + " NOT BETWEEN 1 AND 4");
            rows.broken(column);
        });
        source.column("fiscal_year", "year").ifPresent(column -> {
            rows.noNumber(column);
            rows.add(
                    "fiscal_year not " + FIRST_YEAR + " to " + LAST_YEAR,
                    rows.number(column) + " NOT BETWEEN " + FIRST_YEAR + " AND " + LAST_YEAR);
            rows.broken(column);
        });
        source.column("revision").ifPresent(column -> {
            rows.noNumber(column);
            rows.add(
                    "revision out of range",
                    rows.number(column) + " NOT BETWEEN " + Integer.MIN_VALUE + " AND " + Integer.MAX_VALUE);
            rows.broken(column);
        });
        source.column("period_end").ifPresent(column -> {
            rows.noDate(column);
            rows.periodEnd(column);
        });
        source.column("published_on").ifPresent(rows::noDate);
        if (query.form() == Form.LONG) {
            source.column("statement_type")
                    .map(source::of)
                    .ifPresent(c -> rows.add(
                            "statement_type not PL, BS, CF",
                            "UPPER(" + c + ") NOT IN ('PL', 'BS', 'CF') OR " + c + " IS NULL"));
            source.column("value").ifPresent(column -> rows.amount(column, mostUnit(query)));
        } else {
            List<String> floating = source.floating();
            floating.stream()
                    .filter(InvalidRows::isNumber)
                    .forEach(column -> rows.amount(column, Math.abs(query.unitOf(query.itemOf(column)))));
        }
        return rows.conditions;
    }

    /** The largest unit of any item: which row is which item's is for the load to say. */
    private static double mostUnit(FactQuery query) {
        double most = Math.abs(query.unit().orElse(1.0));
        for (double unit : query.units().values()) {
            most = Math.max(most, Math.abs(unit));
        }
        return most;
    }

    private static boolean isNumber(String column) {
        return !NO_NUMBERS.contains(column.toLowerCase(java.util.Locale.ROOT));
    }

    private void add(String what, String condition) {
        conditions.put(what, condition);
    }

    private boolean isDuckDb() {
        return source.dialect() == Dialect.DUCKDB;
    }

    /** A column as a number; NULL where a text is none. */
    private String number(String column) {
        String of = source.of(column);
        if (!source.texts().contains(column)) {
            return of;
        }
        return isDuckDb()
                ? "TRY_CAST(" + of + " AS DOUBLE)"
                : "CASE WHEN " + of + " REGEXP '" + NUMBER + "' THEN CAST(" + of + " AS DOUBLE) END";
    }

    private void noNumber(String column) {
        if (source.texts().contains(column)) {
            String of = source.of(column);
            add(
                    column + " that is no number",
                    isDuckDb()
                            ? of + " IS NOT NULL AND TRY_CAST(" + of + " AS DOUBLE) IS NULL"
                            : of + " NOT REGEXP '" + NUMBER + "'");
        }
    }

    private void noDate(String column) {
        if (source.texts().contains(column)) {
            add(column + " that is no date", source.of(column) + " IS NOT NULL AND " + source.day(column) + " IS NULL");
        }
    }

    /** A fraction where a whole number must be; also NaN, which DuckDB holds to be above every number. */
    private void broken(String column) {
        add(column + " not a whole number", number(column) + " <> FLOOR(" + number(column) + ")");
    }

    private void infinite(String column) {
        if (isDuckDb()) {
            add(column + " infinite", "isinf(CAST(" + number(column) + " AS DOUBLE))");
        }
    }

    /** A value that is infinite, or would be in units of currency; only DuckDB can hold the former. */
    private void amount(String column, double unit) {
        noNumber(column);
        infinite(column);
        if (unit > 1) {
            String value = "CAST(" + number(column) + " AS DOUBLE)";
            add(
                    column + " too large for its unit",
                    "ABS(" + value + ") > " + Double.MAX_VALUE / unit
                            + (isDuckDb() ? " AND NOT isnan(" + value + ")" : ""));
        }
    }

    private void periodEnd(String column) {
        String day = source.day(column);
        add(
                "period_end not of the years " + FIRST_YEAR + " to " + LAST_YEAR,
                day + " NOT BETWEEN " + LocalDate.of(FIRST_YEAR, 1, 1).toEpochDay() + " AND "
                        + LocalDate.of(LAST_YEAR, 12, 31).toEpochDay()
                        // An infinite date is so many days from none.
                        + (isDuckDb() ? " OR (" + source.of(column) + " IS NOT NULL AND " + day + " IS NULL)" : ""));
    }
}
