package io.qvm.store.raw;

import io.qvm.market.IndexMember;
import io.qvm.market.InvalidInputException;
import io.qvm.market.TickerIndex;
import io.qvm.store.db.Database;
import io.qvm.store.preset.Preset.Query;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads who belonged to which index, and when. */
final class IndexMemberReader {
    private IndexMemberReader() {}

    /**
     * Reads all memberships by symbol; tickers that the market lacks are left out.
     *
     * @return empty if the preset has no query for them
     * @throws InvalidInputException if a row has no symbol, ticker or first day, or ends before it begins
     */
    static Map<String, List<IndexMember>> read(Database database, Optional<Query> query, TickerIndex tickers) {
        Map<String, List<IndexMember>> members = new TreeMap<>();
        if (query.isEmpty()) {
            return members;
        }
        String sql = "SELECT q.symbol, q.ticker, q.member_from, q.member_to FROM ("
                + query.get().sql() + ") q ORDER BY q.symbol, q.ticker, q.member_from";
        return SourceQuery.run(database, "index_members", sql, List.of(), statement -> {
            try (ResultSet row = statement.executeQuery()) {
                Columns columns = new Columns("index_members", row);
                Cell first = columns.cell(columns.require("member_from"));
                Cell last = columns.cell(columns.require("member_to"));
                while (row.next()) {
                    String symbol = row.getString(1);
                    String ticker = row.getString(2);
                    LocalDate from =
                            first.day(row, () -> ticker + " in " + symbol).orElse(null);
                    LocalDate to = last.day(row, () -> ticker + " in " + symbol).orElse(null);
                    if (symbol == null || ticker == null || from == null) {
                        throw new InvalidInputException("dataset index_members has a row without symbol, ticker or"
                                + " member_from (" + symbol + ", " + ticker + "); leave it out in the preset's SQL");
                    }
                    if (to != null && to.isBefore(from)) {
                        throw new InvalidInputException("dataset index_members has " + ticker + " in " + symbol
                                + " from " + from + " to " + to + "; it must not end before it begins");
                    }
                    int column = tickers.indexOf(ticker);
                    if (column >= 0) {
                        members.computeIfAbsent(symbol, s -> new ArrayList<>())
                                .add(new IndexMember(
                                        column,
                                        Math.toIntExact(from.toEpochDay()),
                                        to == null ? Integer.MAX_VALUE : Math.toIntExact(to.toEpochDay())));
                    }
                }
            }
            return members;
        });
    }
}
