package io.qvm.store.raw;

import io.qvm.market.Instrument;
import io.qvm.market.InvalidInputException;
import io.qvm.store.db.Database;
import io.qvm.store.db.Dialect;
import io.qvm.store.preset.Preset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reads the instruments dataset; rows without a ticker are nobody's and left out. */
final class InstrumentReader {
    private InstrumentReader() {}

    static Map<String, Instrument> read(Database database, Preset preset) {
        String sql = "SELECT q.* FROM (" + preset.datasets().instruments().sql() + ") q";
        return SourceQuery.run(database, "instruments", sql, List.of(), statement -> {
            Map<String, Instrument> instruments = new TreeMap<>();
            try (ResultSet result = statement.executeQuery()) {
                Columns columns = new Columns("instruments", result);
                int ticker = columns.require("ticker");
                while (result.next()) {
                    String name = result.getString(ticker);
                    if (name == null || name.isBlank()) {
                        continue;
                    }
                    if (instruments.put(name, instrument(name, columns, result, preset.sectorAliases())) != null) {
                        throw new InvalidInputException(
                                "dataset instruments has ticker " + name + " twice; tickers must be unique");
                    }
                }
            }
            return instruments;
        });
    }

    /** Characters of the longest ticker; 0 if there are none. */
    static int longestTicker(Database database, Preset preset) {
        String length = database.dialect() == Dialect.DUCKDB ? "length" : "CHAR_LENGTH";
        String sql = "SELECT MAX(" + length + "(q.ticker)) FROM ("
                + preset.datasets().instruments().sql() + ") q";
        return SourceQuery.run(database, "instruments", sql, List.of(), statement -> {
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? result.getInt(1) : 0;
            }
        });
    }

    private static Instrument instrument(
            String ticker, Columns columns, ResultSet result, Map<String, String> sectorAliases) throws SQLException {
        double delistingReturn = number(columns, result, "delisting_return", ticker);
        if (delistingReturn < -1 || Double.isInfinite(delistingReturn)) {
            throw new InvalidInputException("dataset instruments has the delisting_return " + delistingReturn + " for "
                    + ticker + "; it must be finite and at least -1");
        }
        return new Instrument(
                ticker,
                text(columns, result, "name").orElse(""),
                text(columns, result, "exchange").orElse(""),
                text(columns, result, "sector").map(sector -> sectorAliases.getOrDefault(sector, sector)),
                text(columns, result, "industry"),
                text(columns, result, "currency").orElse(""),
                date(columns, result, "listed_on", ticker),
                date(columns, result, "delisted_on", ticker),
                delistingReturn);
    }

    private static Optional<String> text(Columns columns, ResultSet result, String name) throws SQLException {
        OptionalInt position = columns.find(name);
        return position.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(result.getString(position.getAsInt())).filter(t -> !t.isBlank());
    }

    private static Optional<LocalDate> date(Columns columns, ResultSet result, String name, String ticker)
            throws SQLException {
        Optional<Cell> cell = columns.cell(name);
        return cell.isEmpty() ? Optional.empty() : cell.get().day(result, () -> ticker);
    }

    private static double number(Columns columns, ResultSet result, String name, String ticker) throws SQLException {
        Optional<Cell> cell = columns.cell(name);
        return cell.isEmpty() ? Double.NaN : cell.get().number(result, () -> ticker);
    }
}
