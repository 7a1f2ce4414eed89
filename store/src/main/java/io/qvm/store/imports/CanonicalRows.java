package io.qvm.store.imports;

import io.qvm.config.NearestName;
import io.qvm.market.InvalidInputException;
import io.qvm.store.preset.Preset;
import io.qvm.store.preset.Preset.Query;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs the preset's queries over the staged tables; the result stands in {@code qvm_new.TABLE}, one per canonical table,
 * with exactly its columns.
 */
final class CanonicalRows {
    static final String DROP_REASON = "drop_reason";
    private static final List<String> VALUATION_COLUMNS = List.of("traded_value", "shares_outstanding", "market_cap");

    private final Duck duck;
    private final Preset preset;
    private final Map<CanonicalTable, List<ImportReport.Remark>> dropped = new LinkedHashMap<>();

    CanonicalRows(Duck duck, Preset preset) {
        this.duck = duck;
        this.preset = preset;
    }

    static String relation(CanonicalTable table) {
        return "qvm_new." + table.table();
    }

    List<ImportReport.Remark> dropped(CanonicalTable table) {
        return dropped.getOrDefault(table, List.of());
    }

    void remark(CanonicalTable table, ImportReport.Remark remark) {
        dropped.computeIfAbsent(table, t -> new ArrayList<>()).add(remark);
    }

    void build() throws SQLException {
        duck.run("CREATE SCHEMA qvm_new");
        duck.run("CREATE SCHEMA qvm_query");
        instruments();
        equity();
        simple(CanonicalTable.FUNDAMENTAL_VALUES, "facts", Optional.empty());
        new CanonicalFacts(duck, preset, this).build();
        simple(CanonicalTable.INDEX_HISTORY, "indices", preset.datasets().indices());
        simple(
                CanonicalTable.CORPORATE_ACTIONS,
                "corporate_actions",
                preset.datasets().corporateActions());
        simple(CanonicalTable.INDEX_MEMBERS, "index_members", preset.datasets().indexMembers());
    }

    private void instruments() throws SQLException {
        simple(
                CanonicalTable.MASTER_INFO,
                "instruments",
                Optional.of(preset.datasets().instruments()));
        for (Map.Entry<String, String> alias : preset.sectorAliases().entrySet()) {
            duck.run("UPDATE qvm_new.master_info SET sector = " + Duck.text(alias.getValue()) + " WHERE sector = "
                    + Duck.text(alias.getKey()));
        }
    }

    private void equity() throws SQLException {
        Preset.Datasets datasets = preset.datasets();
        if (datasets.valuations().isEmpty()) {
            Map<String, String> given =
                    query(CanonicalTable.EQUITY_HISTORY, "prices", datasets.prices(), List.of("row_parts"));
            insert(CanonicalTable.EQUITY_HISTORY, "qvm_query.prices", given, Map.of("row_parts", "3"));
            return;
        }
        Map<String, String> prices =
                query(CanonicalTable.EQUITY_HISTORY, "prices", datasets.prices(), VALUATION_COLUMNS);
        Map<String, String> valuations = query(
                CanonicalTable.EQUITY_HISTORY,
                "valuations",
                datasets.valuations().get(),
                List.of());
        List<String> columns = new ArrayList<>();
        for (String column : CanonicalTable.EQUITY_HISTORY.columns()) {
            String type = " AS " + Duck.type(CanonicalTable.EQUITY_HISTORY.type(column)) + ") AS " + column;
            if (CanonicalTable.EQUITY_HISTORY.key().contains(column)) {
                columns.add("CAST(coalesce(p." + column + ", v." + column + ")" + type);
            } else if (column.equals("row_parts")) {
                columns.add("CAST((CASE WHEN p.qvm THEN 1 ELSE 0 END) + (CASE WHEN v.qvm THEN 2 ELSE 0 END)" + type);
            } else if (VALUATION_COLUMNS.contains(column) && valuations.containsKey(column)) {
                columns.add("CAST(v." + Duck.name(column) + type);
            } else if (prices.containsKey(column)) {
                columns.add("CAST(p." + Duck.name(column) + type);
            } else {
                columns.add("CAST(NULL" + type);
            }
        }
        duck.run("CREATE TABLE qvm_new.equity_history AS SELECT " + String.join(", ", columns)
                + " FROM (SELECT *, true AS qvm FROM qvm_query.prices) p FULL JOIN (SELECT *, true AS qvm FROM"
                + " qvm_query.valuations) v ON p.date = v.date AND p.ticker = v.ticker");
    }

    private void simple(CanonicalTable table, String dataset, Optional<Query> query) throws SQLException {
        if (query.isEmpty()) {
            duck.run("CREATE TABLE " + relation(table) + " ("
                    + table.columns().stream()
                            .map(c -> c + " " + Duck.type(table.type(c)))
                            .collect(Collectors.joining(", "))
                    + ")");
            return;
        }
        insert(table, "qvm_query." + dataset, query(table, dataset, query.get(), List.of()), Map.of());
    }

    /** Creates a canonical table from a query's result; columns that it lacks are NULL or a default. */
    private void insert(CanonicalTable table, String from, Map<String, String> given, Map<String, String> defaults)
            throws SQLException {
        duck.run("CREATE TABLE " + relation(table) + " AS SELECT "
                + table.columns().stream()
                        .map(c -> "CAST(" + given(given, defaults, c) + " AS " + Duck.type(table.type(c)) + ") AS " + c)
                        .collect(Collectors.joining(", "))
                + " FROM " + from);
    }

    private static String given(Map<String, String> given, Map<String, String> defaults, String column) {
        String otherwise = defaults.getOrDefault(column, "NULL");
        return given.containsKey(column) ? "coalesce(" + Duck.name(column) + ", " + otherwise + ")" : otherwise;
    }

    /** Runs a query into {@code qvm_query.DATASET}, without the rows that it drops; gives its columns. */
    private Map<String, String> query(CanonicalTable table, String dataset, Query query, List<String> extra)
            throws SQLException {
        String what = "the query " + dataset + " of preset " + preset.name();
        Map<String, String> given = new LinkedHashMap<>();
        run(dataset, query.sql(), what).forEach((column, type) -> given.put(column.toLowerCase(Locale.ROOT), type));
        for (String column : given.keySet()) {
            if (!table.has(column) && !extra.contains(column)) {
                throw new InvalidInputException(
                        what + " gives an unknown column '" + column + "'" + NearestName.hint(column, table.columns()));
            }
        }
        for (String key : table.key()) {
            if (!given.containsKey(key)) {
                throw new InvalidInputException(what + " must give the column " + key);
            }
        }
        return given;
    }

    /** Runs any query into {@code qvm_query.DATASET}, without the rows that it drops; gives its columns. */
    Map<String, String> run(String dataset, String sql, String what) throws SQLException {
        String body = sql.strip().replaceAll(";+$", "");
        Map<String, String> given = duck.describe(body, what);
        String result = "qvm_query." + dataset;
        try {
            duck.run("CREATE TABLE " + result + " AS " + body);
        } catch (SQLException e) {
            throw new InvalidInputException(what + ": " + Duck.firstLines(e), e);
        }
        if (given.remove(DROP_REASON) != null) {
            CanonicalTable table = table(dataset);
            List<String> shown = table.key().stream().filter(given::containsKey).toList();
            remark(table, result, DROP_REASON, DROP_REASON + " IS NOT NULL", shown);
            duck.run("DELETE FROM " + result + " WHERE " + DROP_REASON + " IS NOT NULL");
            duck.run("ALTER TABLE " + result + " DROP " + DROP_REASON);
        }
        return given;
    }

    private static CanonicalTable table(String dataset) {
        return switch (dataset) {
            case "instruments" -> CanonicalTable.MASTER_INFO;
            case "prices", "valuations" -> CanonicalTable.EQUITY_HISTORY;
            case "indices" -> CanonicalTable.INDEX_HISTORY;
            case "corporate_actions" -> CanonicalTable.CORPORATE_ACTIONS;
            case "index_members" -> CanonicalTable.INDEX_MEMBERS;
            default -> CanonicalTable.FUNDAMENTAL_VALUES;
        };
    }

    /** Remarks upon rows that were left out, by reason. */
    void remark(CanonicalTable table, String from, String reason, String condition, List<String> shown)
            throws SQLException {
        String example = shown.isEmpty()
                ? "''"
                : "concat_ws(' ', "
                        + shown.stream()
                                .map(c -> "CAST(" + Duck.name(c) + " AS VARCHAR)")
                                .collect(Collectors.joining(", "))
                        + ")";
        for (List<String> row : duck.rows("SELECT " + reason + " AS reason, count(*) AS n, array_to_string(list("
                + example + " ORDER BY " + example + ")[1:3], '|') FROM " + from + " WHERE " + condition
                + " GROUP BY 1 ORDER BY 2 DESC, 1")) {
            remark(
                    table,
                    new ImportReport.Remark(
                            row.get(0),
                            Long.parseLong(row.get(1)),
                            List.of(row.get(2).split("\\|"))));
        }
    }
}
