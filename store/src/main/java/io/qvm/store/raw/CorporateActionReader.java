package io.qvm.store.raw;

import io.qvm.market.CorporateAction;
import io.qvm.market.InvalidInputException;
import io.qvm.market.TickerIndex;
import io.qvm.store.db.Database;
import io.qvm.store.preset.Preset.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads splits and cash dividends; those of tickers that the market data do not have are left out. */
final class CorporateActionReader {
    private CorporateActionReader() {}

    /**
     * Reads all corporate actions.
     *
     * @return empty if the preset has no query for them
     * @throws InvalidInputException if a kind is neither {@code split} nor {@code cash_dividend} (or {@code dividend}), a
     *     ratio or amount cannot be, or a stock has two actions of a kind on a day
     */
    static Optional<List<CorporateAction>> read(Database database, Optional<Query> query, TickerIndex tickers) {
        if (query.isEmpty()) {
            return Optional.empty();
        }
        String sql = "SELECT " + database.dialect().epochDay("q.ex_date") + " AS qvm_day, q.* FROM ("
                + query.get().sql() + ") q";
        return Optional.of(SourceQuery.run(database, "corporate_actions", sql, List.of(), statement -> {
            List<CorporateAction> actions = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                Columns columns = new Columns("corporate_actions", result);
                int ticker = columns.require("ticker");
                int kind = columns.require("kind");
                Optional<Cell> ratio = columns.cell("ratio");
                Optional<Cell> amount = columns.cell("amount");
                Set<String> seen = new HashSet<>();
                while (result.next()) {
                    String name = result.getString(ticker);
                    int exDay = result.getInt(1);
                    if (name == null || result.wasNull()) {
                        throw new InvalidInputException(
                                "dataset corporate_actions has a row without ticker or ex_date (" + name
                                        + "); leave it out in the preset's SQL");
                    }
                    int column = tickers.indexOf(name);
                    if (column < 0) {
                        continue;
                    }
                    String given = String.valueOf(result.getString(kind));
                    CorporateAction action = action(
                            name, column, exDay, given, number(result, ratio, name), number(result, amount, name));
                    if (!seen.add(name + "\n" + exDay + action.kind())) {
                        throw new InvalidInputException("dataset corporate_actions has kind '" + given + "' twice for "
                                + name + " on " + LocalDate.ofEpochDay(exDay) + "; there must be one");
                    }
                    actions.add(action);
                }
            }
            return actions;
        }));
    }

    private static CorporateAction action(
            String ticker, int column, int exDay, String kind, double ratio, double amount) {
        try {
            return switch (kind.toLowerCase(Locale.ROOT)) {
                case "split" -> CorporateAction.split(column, exDay, ratio);
                case "cash_dividend", "dividend" -> CorporateAction.dividend(column, exDay, amount);
                default ->
                    throw new InvalidInputException("kind '" + kind + "' on " + LocalDate.ofEpochDay(exDay)
                            + " is not known; right are split, cash_dividend");
            };
        } catch (InvalidInputException e) {
            throw new InvalidInputException("dataset corporate_actions, " + ticker + ": " + e.getMessage(), e);
        }
    }

    private static double number(ResultSet result, Optional<Cell> cell, String ticker) throws SQLException {
        return cell.isEmpty() ? Double.NaN : cell.get().number(result, () -> ticker);
    }
}
