package io.qvm.store.imports;

import io.qvm.store.preset.Preset.ColumnType;
import io.qvm.store.raw.PossibleValues;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks what the preset's queries gave: what cannot be refuses the import, what merely looks wrong is imported and
 * remarked upon.
 */
final class CanonicalChecks {
    private record Rule(CanonicalTable table, String column, String condition, String reason) {}

    private static final List<Rule> WARNINGS = List.of(
            new Rule(CanonicalTable.EQUITY_HISTORY, "high", "high < low", "high is below low"),
            new Rule(
                    CanonicalTable.EQUITY_HISTORY,
                    "close",
                    "low > 0 AND high >= low AND (close < low OR close > high)",
                    "close is outside the day's range"),
            new Rule(CanonicalTable.EQUITY_HISTORY, "close", "close = 0", "close is zero"),
            new Rule(
                    CanonicalTable.EQUITY_HISTORY,
                    "ticker",
                    "ticker NOT IN (SELECT ticker FROM qvm_new.master_info WHERE ticker IS NOT NULL)",
                    "price of a ticker that is not among the instruments"),
            new Rule(
                    CanonicalTable.FUNDAMENTAL_VALUES,
                    "published_on",
                    "published_on < period_end",
                    "published before the period's end"),
            new Rule(
                    CanonicalTable.FUNDAMENTAL_VALUES,
                    "ticker",
                    "ticker NOT IN (SELECT ticker FROM qvm_new.master_info WHERE ticker IS NOT NULL)",
                    "fact of a ticker that is not among the instruments"),
            new Rule(
                    CanonicalTable.MASTER_INFO,
                    "delisted_on",
                    "delisted_on < listed_on",
                    "delisted before it was listed"));

    private final Duck duck;
    private final StagedTables staged;
    private final BadRows bad;
    private final List<Rule> errors;

    CanonicalChecks(Duck duck, StagedTables staged, BadRows bad, int longestKey) {
        this.duck = duck;
        this.staged = staged;
        this.bad = bad;
        this.errors = errors(longestKey);
    }

    private static List<Rule> errors(int longestKey) {
        List<Rule> rules = new ArrayList<>();
        for (CanonicalTable table : CanonicalTable.values()) {
            for (String key : table.key()) {
                rules.add(new Rule(table, key, key + " IS NULL", "is empty, but is part of the key"));
            }
        }
        for (CanonicalTable table : CanonicalTable.values()) {
            for (String column : table.columns()) {
                if (table.type(column) == ColumnType.TEXT && !column.equals("name")) {
                    rules.add(new Rule(
                            table,
                            column,
                            "length(" + column + ") > " + longestKey,
                            "is too long: this database holds at most " + longestKey + " characters of it"));
                }
            }
        }
        rules.add(year(CanonicalTable.EQUITY_HISTORY, "date"));
        rules.add(year(CanonicalTable.INDEX_HISTORY, "date"));
        rules.add(year(CanonicalTable.FUNDAMENTAL_VALUES, "period_end"));
        for (CanonicalTable table : CanonicalTable.values()) {
            for (String text : List.of("ticker", "symbol", "item", "kind")) {
                if (table.key().contains(text)) {
                    rules.add(new Rule(
                            table,
                            text,
                            text + " <> trim(" + text + ", ' \t\u00a0') OR " + text + " = ''",
                            "is blank, or begins or ends with a blank; write it without"));
                }
            }
        }
        for (String number : List.of(
                "open",
                "high",
                "low",
                "close",
                "adjusted_close",
                "volume",
                "traded_value",
                "shares_outstanding",
                "market_cap")) {
            rules.add(new Rule(
                    CanonicalTable.EQUITY_HISTORY, number, number + " < 0", "is negative; it must be 0 or more"));
            rules.add(notFinite(CanonicalTable.EQUITY_HISTORY, number));
        }
        rules.add(new Rule(
                CanonicalTable.MASTER_INFO, "delisting_return", "delisting_return < -1", "is below -1, a total loss"));
        rules.add(new Rule(
                CanonicalTable.FUNDAMENTAL_VALUES,
                "fiscal_quarter",
                "fiscal_quarter NOT BETWEEN 1 AND 4",
                "must be 1, 2, 3 or 4"));
        rules.add(new Rule(
                CanonicalTable.FUNDAMENTAL_VALUES,
                "fiscal_year",
                "fiscal_year NOT BETWEEN 1800 AND 2200",
                "is not a year"));
        rules.add(new Rule(
                CanonicalTable.FUNDAMENTAL_VALUES,
                "revision",
                "revision NOT BETWEEN 0 AND 2147483647",
                "must be 0 or more, and at most 2147483647"));
        rules.add(new Rule(
                CanonicalTable.FUNDAMENTAL_VALUES,
                "published_on",
                "published_on NOT BETWEEN DATE '1800-01-01' AND DATE '9999-12-31'",
                "is not within the years 1800 to 9999"));
        rules.add(new Rule(
                CanonicalTable.FUNDAMENTAL_VALUES,
                "statement_type",
                "statement_type IS NULL OR statement_type NOT IN ('PL', 'BS', 'CF')",
                "must be PL, BS or CF"));
        rules.add(new Rule(
                CanonicalTable.FUNDAMENTAL_VALUES,
                "statement_type",
                "statement_type IN ('PL', 'BS', 'CF') AND item IN (SELECT item FROM qvm_new.fundamental_values WHERE"
                        + " statement_type IN ('PL', 'BS', 'CF') GROUP BY item HAVING count(DISTINCT statement_type) > 1)",
                "is not the same for all facts of this item; it must be"));
        rules.add(notFinite(CanonicalTable.FUNDAMENTAL_VALUES, "value"));
        rules.add(new Rule(CanonicalTable.INDEX_HISTORY, "close", "close <= 0", "must be above 0"));
        rules.add(new Rule(CanonicalTable.INDEX_HISTORY, "close", "close IS NULL", "is empty; it must be a number"));
        rules.add(notFinite(CanonicalTable.INDEX_HISTORY, "close"));
        rules.add(notFinite(CanonicalTable.CORPORATE_ACTIONS, "ratio"));
        rules.add(notFinite(CanonicalTable.CORPORATE_ACTIONS, "amount"));
        return rules;
    }

    private static Rule year(CanonicalTable table, String column) {
        return new Rule(
                table,
                column,
                column + " NOT BETWEEN DATE '1800-01-01' AND DATE '2200-12-31'",
                "is not within the years 1800 to 2200");
    }

    /** As loads refuse them. */
    private static Rule notFinite(CanonicalTable table, String column) {
        return new Rule(
                table,
                column,
                "NOT isfinite(" + column + ") OR abs(" + column + ") > " + PossibleValues.LARGEST,
                "is not finite, or beyond 1e100");
    }

    /** Adds everything that cannot be to the bad rows. */
    void refuseWhatCannotBe() throws SQLException {
        for (CanonicalTable table : CanonicalTable.values()) {
            List<Rule> rules = errors.stream().filter(r -> r.table() == table).toList();
            List<Long> counts = counts(table, rules);
            for (int i = 0; i < rules.size(); i++) {
                if (counts.get(i) > 0) {
                    report(rules.get(i), counts.get(i));
                }
            }
            duplicates(table);
        }
    }

    /** What looks wrong. */
    List<ImportReport.Remark> warnings() throws SQLException {
        List<ImportReport.Remark> remarks = new ArrayList<>();
        for (CanonicalTable table : CanonicalTable.values()) {
            List<Rule> rules = WARNINGS.stream().filter(r -> r.table() == table).toList();
            List<Long> counts = counts(table, rules);
            for (int i = 0; i < rules.size(); i++) {
                if (counts.get(i) > 0) {
                    List<String> examples = duck
                            .rows("SELECT " + keyText(table) + " FROM " + CanonicalRows.relation(table) + " WHERE "
                                    + rules.get(i).condition() + " ORDER BY ALL LIMIT 3")
                            .stream()
                            .map(row -> row.get(0))
                            .toList();
                    remarks.add(new ImportReport.Remark(
                            table.table() + ": " + rules.get(i).reason(), counts.get(i), examples));
                }
            }
        }
        return remarks;
    }

    private List<Long> counts(CanonicalTable table, List<Rule> rules) throws SQLException {
        if (rules.isEmpty()) {
            return List.of();
        }
        String sql = rules.stream()
                .map(r -> "count(*) FILTER (" + r.condition() + ")")
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + CanonicalRows.relation(table)));
        return duck.rows(sql).get(0).stream().map(Long::parseLong).toList();
    }

    private void report(Rule rule, long count) throws SQLException {
        List<BadRow> examples = new ArrayList<>();
        // Revisions may have been numbered anew; then it is the publication that tells rows of a file apart.
        List<String> telling = new ArrayList<>(rule.table().key());
        if (rule.table() == CanonicalTable.FUNDAMENTAL_VALUES) {
            telling.add("published_on");
        }
        for (List<String> row : duck.rows("SELECT CAST(" + rule.column() + " AS VARCHAR), " + Duck.names(telling)
                + " FROM " + CanonicalRows.relation(rule.table()) + " WHERE " + rule.condition()
                + " ORDER BY ALL LIMIT " + bad.room())) {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < telling.size(); i++) {
                values.put(telling.get(i), row.get(i + 1));
            }
            examples.add(new BadRow(place(rule.table(), values), rule.column(), row.get(0), rule.reason()));
        }
        bad.add(examples, count);
    }

    private void duplicates(CanonicalTable table) throws SQLException {
        String key = Duck.names(table.key());
        String both = table == CanonicalTable.FUNDAMENTAL_VALUES
                ? "concat(': ', min(value), ' and ', max(value), ' of the same publication')"
                : "''";
        String twice = "SELECT " + key + ", " + both + " AS shown, count(*) - 1 AS n FROM "
                + CanonicalRows.relation(table) + " GROUP BY " + key + " HAVING count(*) > 1";
        List<List<String>> total = duck.rows("SELECT coalesce(sum(n), 0)::BIGINT FROM (" + twice + ")");
        long count = Long.parseLong(total.get(0).get(0));
        if (count == 0) {
            return;
        }
        List<BadRow> examples = new ArrayList<>();
        for (List<String> row : duck.rows(twice + " ORDER BY ALL LIMIT " + bad.room())) {
            List<String> values = row.subList(0, table.key().size());
            Map<String, String> byName = new LinkedHashMap<>();
            for (int i = 0; i < values.size(); i++) {
                byName.put(table.key().get(i), values.get(i));
            }
            examples.add(new BadRow(
                    place(table, byName),
                    String.join(", ", table.key()),
                    String.join(", ", values),
                    "is there more than once" + row.get(values.size()) + "; it must be unique"));
        }
        bad.add(examples, count);
    }

    /** File and line where a staged table has the same values in as many of these columns as can be, else dataset and key. */
    private String place(CanonicalTable table, Map<String, String> values) throws SQLException {
        List<String> key = table.key().stream()
                .map(column -> values.getOrDefault(column, ""))
                .toList();
        String otherwise = table.table() + " " + String.join(" ", key).strip();
        for (Set<String> without : List.of(
                Set.<String>of(), Set.of("revision"), Set.of("published_on"), Set.of("revision", "published_on"))) {
            Map<String, String> wanted = new LinkedHashMap<>(values);
            wanted.keySet().removeAll(without);
            wanted.entrySet()
                    .removeIf(value -> value.getValue().isEmpty() && table.key().contains(value.getKey()));
            Optional<String> found = wanted.isEmpty() ? Optional.empty() : staged.find(wanted);
            if (found.isPresent()) {
                return found.get() + " (" + otherwise + ")";
            }
        }
        return otherwise;
    }

    private static String keyText(CanonicalTable table) {
        return table.key().stream()
                .map(k -> "CAST(" + k + " AS VARCHAR)")
                .collect(Collectors.joining(", ", "concat_ws(' ', ", ")"));
    }
}
