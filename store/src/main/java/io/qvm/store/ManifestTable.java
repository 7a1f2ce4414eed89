package io.qvm.store;

import io.qvm.market.InputDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code qvm_manifest}. */
final class ManifestTable {
    private ManifestTable() {}

    static NavigableMap<LocalDate, ManifestRow> read(Connection connection, String version) throws SQLException {
        return Sql.query(
                connection,
                "SELECT date, run_id, model_digest, prices_digest, facts_digest, instruments_digest, code_version,"
                        + " score_rows, trading_day FROM qvm_manifest WHERE strategy_version = ?",
                result -> {
                    NavigableMap<LocalDate, ManifestRow> rows = new TreeMap<>();
                    while (result.next()) {
                        LocalDate date = result.getDate(1).toLocalDate();
                        rows.put(date, row(version, date, result));
                    }
                    return rows;
                },
                version);
    }

    private static ManifestRow row(String version, LocalDate date, ResultSet result) throws SQLException {
        return new ManifestRow(
                version,
                date,
                text(result, 2),
                result.getString(3),
                new InputDigest(text(result, 4), text(result, 5), text(result, 6)),
                result.getString(7),
                result.getInt(8),
                result.getInt(9) != 0);
    }

    private static String text(ResultSet result, int column) throws SQLException {
        String text = result.getString(column);
        return text == null ? "" : text;
    }

    /** Those of the days that are on record. */
    static Set<LocalDate> daysAmong(Connection connection, String version, List<LocalDate> days) throws SQLException {
        return Sql.query(
                connection,
                "SELECT date FROM qvm_manifest WHERE strategy_version = ? AND date IN (" + Sql.marks(days) + ")",
                result -> {
                    Set<LocalDate> found = new TreeSet<>();
                    while (result.next()) {
                        found.add(result.getDate(1).toLocalDate());
                    }
                    return found;
                },
                version,
                days);
    }
}
