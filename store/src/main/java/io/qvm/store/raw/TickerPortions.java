package io.qvm.store.raw;

import io.qvm.store.LoadRange;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Tickers to name in the queries for some days of a dataset on a server, a portion in each query.
 *
 * <p>Where a table's key begins with the ticker, a server finds a range of days only by reading all of the table; asked for each
 * ticker's days by name, it reads just these.
 */
final class TickerPortions {
    /** Servers turn lists of a thousand into joins, which look up no ranges of days. */
    static final int SIZE = 500;

    /** Of more than these a table is better read as it lies, beside that of the prices. */
    private static final int MOST_MONTHS = 12;

    /** What servers say of a query that they answer from the first entry of an index. */
    private static final String FROM_AN_INDEX = "optimized away";

    private TickerPortions() {}

    /** Whether a dataset is better asked for tickers by name: a few days of a table whose index begins with them. */
    static boolean areOfUse(DailyDataset dataset) {
        LoadRange range = dataset.range();
        boolean fewDays = range.from()
                .flatMap(from -> range.to().filter(to -> to.isBefore(from.plusMonths(MOST_MONTHS))))
                .isPresent();
        return fewDays
                && ask(
                        dataset,
                        "EXPLAIN SELECT MIN(q.ticker)" + dataset.source(),
                        TickerPortions::isAnsweredFromAnIndex)
                // A row without ticker is to be told of, not passed over.
                && !ask(
                        dataset,
                        "SELECT 1" + dataset.source() + " WHERE q.ticker IS NULL LIMIT 1",
                        TickerPortions::any);
    }

    /** Each ticker in one portion. */
    static List<List<String>> of(Collection<String> tickers) {
        List<String> all = List.copyOf(new TreeSet<>(tickers));
        List<List<String>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += SIZE) {
            portions.add(all.subList(from, Math.min(all.size(), from + SIZE)));
        }
        return portions;
    }

    private static boolean ask(DailyDataset dataset, String sql, SourceQuery.Reader<Boolean> answer) {
        return SourceQuery.run(dataset.database(), dataset.name(), sql, List.of(), answer);
    }

    private static boolean any(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            return result.next();
        }
    }

    private static boolean isAnsweredFromAnIndex(PreparedStatement explain) throws SQLException {
        try (ResultSet plan = explain.executeQuery()) {
            int columns = plan.getMetaData().getColumnCount();
            // The remarks come last, whatever the server calls them.
            String remarks = plan.next() ? plan.getString(columns) : null;
            return remarks != null && remarks.toLowerCase(Locale.ROOT).contains(FROM_AN_INDEX);
        }
    }
}
