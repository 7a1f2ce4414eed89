package io.qvm.store.imports;

import io.qvm.market.InvalidInputException;
import io.qvm.store.preset.Preset;
import io.qvm.store.preset.Preset.FactQuery;
import io.qvm.store.preset.Preset.Flows;
import io.qvm.store.preset.Preset.Form;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs the preset's fact queries into {@code qvm_new.fundamental_values}: one row per value, in currency units, flows of the
 * single quarter.
 */
final class CanonicalFacts {
    private static final List<String> FACT_COLUMNS = List.of(
            "ticker",
            "item",
            "fiscal_year",
            "fiscal_quarter",
            "revision",
            "statement_type",
            "period_end",
            "published_on",
            "value",
            CanonicalRows.DROP_REASON);
    private static final CanonicalTable TABLE = CanonicalTable.FUNDAMENTAL_VALUES;

    private final Duck duck;
    private final Preset preset;
    private final CanonicalRows rows;

    CanonicalFacts(Duck duck, Preset preset, CanonicalRows rows) {
        this.duck = duck;
        this.preset = preset;
        this.rows = rows;
    }

    void build() throws SQLException {
        ReportedTwice settled = new ReportedTwice(duck);
        int number = 0;
        for (FactQuery query : preset.datasets().facts()) {
            number++;
            String what = "fact query " + number + " of preset " + preset.name();
            String dataset = "facts_" + number;
            String into = "qvm_query." + dataset + "_values";
            duck.run("CREATE TABLE " + into + " AS FROM qvm_new.fundamental_values LIMIT 0");
            read(query, dataset, what, into);
            if (query.flows() == Flows.YEAR_TO_DATE) {
                settled.singleQuarters(into, what).ifPresent(remark -> rows.remark(TABLE, remark));
            }
            duck.run("INSERT INTO qvm_new.fundamental_values FROM " + into);
            duck.run("DROP TABLE " + into);
        }
        settled.settle("qvm_new.fundamental_values", "the preset " + preset.name());
    }

    private void read(FactQuery query, String dataset, String what, String into) throws SQLException {
        Map<String, String> given = rows.run(dataset, query.sql(), what);
        rename(dataset, given, "year", "fiscal_year");
        rename(dataset, given, "quarter", "fiscal_quarter");
        for (String column : List.of("ticker", "fiscal_year", "fiscal_quarter")) {
            if (!given.containsKey(column)) {
                throw new InvalidInputException(what + " must give the column " + column);
            }
        }
        if (query.statement().isEmpty() && !given.containsKey("statement_type")) {
            throw new InvalidInputException(
                    what + " needs the key statement (PL, BS or CF) or a column statement_type");
        }
        String from = covered(query, "qvm_query." + dataset);
        if (query.form() == Form.LONG) {
            for (String column : List.of("item", "value")) {
                if (!given.containsKey(column)) {
                    throw new InvalidInputException(what + " must give the column " + column + ", or have form: wide");
                }
            }
            append(given, query, from, into, itemName(query), unit(query), "value");
            rows.remark(TABLE, from, "'has no value'", "value IS NULL", List.of("ticker", "item"));
        } else {
            for (String column : given.keySet()) {
                if (!FACT_COLUMNS.contains(column) && isNumber(given.getOrDefault(column, ""))) {
                    String item = query.itemOf(column);
                    append(
                            given,
                            query,
                            from,
                            into,
                            Duck.text(item),
                            String.valueOf(query.unitOf(item)),
                            Duck.name(column));
                }
            }
        }
        checkUnits(query, what, from, into, given);
    }

    private void checkUnits(FactQuery query, String what, String from, String into, Map<String, String> given)
            throws SQLException {
        if (!query.units().isEmpty() && duck.number("SELECT count(*) FROM " + from) > 0) {
            List<String> items = query.form() == Form.LONG
                    ? duck.rows("SELECT DISTINCT item FROM " + into).stream()
                            .map(row -> row.get(0))
                            .toList()
                    : given.keySet().stream().map(query::itemOf).toList();
            query.checkUnits(what, items);
        }
    }

    private void rename(String dataset, Map<String, String> given, String from, String to) throws SQLException {
        String type = given.get(from);
        if (type != null && !given.containsKey(to)) {
            duck.run("ALTER TABLE qvm_query." + dataset + " RENAME " + Duck.name(from) + " TO " + to);
            given.remove(from);
            given.put(to, type);
        }
    }

    private static boolean isNumber(String type) {
        return type.endsWith("INT")
                || type.endsWith("INTEGER")
                || type.startsWith("DECIMAL")
                || List.of("DOUBLE", "FLOAT").contains(type);
    }

    private static String itemName(FactQuery query) {
        if (query.items().isEmpty()) {
            return "item";
        }
        return query.items().entrySet().stream()
                .map(i -> " WHEN " + Duck.text(i.getKey()) + " THEN " + Duck.text(i.getValue()))
                .collect(Collectors.joining("", "CASE item", " ELSE item END"));
    }

    private static String unit(FactQuery query) {
        if (query.units().isEmpty()) {
            return String.valueOf(query.unitOf(""));
        }
        return query.units().keySet().stream()
                .map(item -> " WHEN " + Duck.text(item) + " THEN " + query.unitOf(item) + "::DOUBLE")
                .collect(Collectors.joining(
                        "", "CASE " + itemName(query), " ELSE " + query.unitOf("") + "::DOUBLE END"));
    }

    /** Adds each row's sector and leaves out what the query does not cover, as {@link FactQuery#covers} says. */
    private String covered(FactQuery query, String from) throws SQLException {
        if (query.sectors().isEmpty() && query.sectorsExcept().isEmpty()) {
            return from;
        }
        String in =
                query.sectors().isEmpty() ? "true" : "coalesce(m.sector IN " + Duck.texts(query.sectors()) + ", false)";
        String out = query.sectorsExcept().isEmpty()
                ? "true"
                : "coalesce(m.sector NOT IN " + Duck.texts(query.sectorsExcept()) + ", true)";
        String covered = from + "_covered";
        duck.run("CREATE TABLE " + covered + " AS SELECT q.* FROM " + from
                + " q LEFT JOIN (SELECT ticker, min(sector) AS"
                + " sector FROM qvm_new.master_info GROUP BY ticker) m ON m.ticker = q.ticker WHERE " + in + " AND "
                + out);
        long left = duck.number("SELECT (SELECT count(*) FROM " + from + ") - (SELECT count(*) FROM " + covered + ")");
        if (left > 0) {
            rows.remark(
                    TABLE, new ImportReport.Remark("facts of this sector come from another query", left, List.of()));
        }
        return covered;
    }

    private void append(
            Map<String, String> given,
            FactQuery query,
            String from,
            String into,
            String item,
            String unit,
            String value)
            throws SQLException {
        String quarterEnd = "last_day(make_date(CAST(fiscal_year AS BIGINT), CAST(fiscal_quarter AS BIGINT) * 3, 1))";
        String validQuarter = "CASE WHEN fiscal_quarter BETWEEN 1 AND 4 THEN " + quarterEnd + " END";
        String statement = query.statement().map(s -> Duck.text(s.name())).orElse("statement_type");
        duck.run("INSERT INTO " + into + " SELECT ticker, " + item + ", fiscal_year, fiscal_quarter, "
                + (given.containsKey("revision") ? "coalesce(revision, 0)" : "0") + ", " + statement + ", "
                + (given.containsKey("period_end") ? "coalesce(period_end, " + validQuarter + ")" : validQuarter)
                + ", CAST("
                + value + " AS DOUBLE)" + (unit.equals("1.0") ? "" : " * " + unit) + ", "
                + (given.containsKey("published_on") ? "published_on" : "NULL") + " FROM " + from + " WHERE " + value
                + " IS NOT NULL");
    }
}
