package io.qvm.store.imports;

import static io.qvm.store.preset.Preset.ColumnType.DATE;
import static io.qvm.store.preset.Preset.ColumnType.INTEGER;
import static io.qvm.store.preset.Preset.ColumnType.NUMBER;
import static io.qvm.store.preset.Preset.ColumnType.TEXT;

import io.qvm.store.preset.Preset.ColumnType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables that an import fills, with their columns and keys. */
enum CanonicalTable {
    MASTER_INFO(
            List.of("ticker"),
            columns(TEXT, "ticker", "name", "exchange", "sector", "industry", "currency")
                    .and(DATE, "listed_on", "delisted_on")
                    .and(NUMBER, "delisting_return")),
    EQUITY_HISTORY(
            List.of("date", "ticker"),
            columns(DATE, "date")
                    .and(TEXT, "ticker")
                    .and(NUMBER, "open", "high", "low", "close", "adjusted_close", "volume")
                    .and(NUMBER, "traded_value", "shares_outstanding", "market_cap")
                    .and(INTEGER, "row_parts")),
    FUNDAMENTAL_VALUES(
            List.of("ticker", "item", "fiscal_year", "fiscal_quarter", "revision"),
            columns(TEXT, "ticker", "item")
                    .and(INTEGER, "fiscal_year", "fiscal_quarter", "revision")
                    .and(TEXT, "statement_type")
                    .and(DATE, "period_end")
                    .and(NUMBER, "value")
                    .and(DATE, "published_on")),
    INDEX_HISTORY(
            List.of("date", "symbol"), columns(DATE, "date").and(TEXT, "symbol").and(NUMBER, "close")),
    CORPORATE_ACTIONS(
            List.of("ticker", "ex_date", "kind"),
            columns(TEXT, "ticker").and(DATE, "ex_date").and(TEXT, "kind").and(NUMBER, "ratio", "amount")),
    INDEX_MEMBERS(
            List.of("symbol", "ticker", "member_from"),
            columns(TEXT, "symbol", "ticker").and(DATE, "member_from", "member_to"));

    private final List<String> key;
    private final Map<String, ColumnType> columns;

    CanonicalTable(List<String> key, Columns columns) {
        this.key = key;
        this.columns = columns.types;
    }

    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> key() {
        return key;
    }

    List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    ColumnType type(String column) {
        return columns.getOrDefault(column, TEXT);
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    /** Columns that are not part of the key. */
    List<String> measures() {
        return columns.keySet().stream().filter(c -> !key.contains(c)).toList();
    }

    private static Columns columns(ColumnType type, String... names) {
        return new Columns().and(type, names);
    }

    private static final class Columns {
        private final Map<String, ColumnType> types = new LinkedHashMap<>();

        private Columns and(ColumnType type, String... names) {
            for (String name : names) {
                types.put(name, type);
            }
            return this;
        }
    }
}
