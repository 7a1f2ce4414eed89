package io.qvm.store.raw;

import io.qvm.market.MarketField;
import io.qvm.store.LoadRange;
import io.qvm.store.db.Database;
import io.qvm.store.preset.Preset;
import io.qvm.store.preset.Preset.Query;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A (date, ticker) dataset of a preset, and what is to be read of it.
 *
 * @param columns to be read
 * @param range days to be read: fewer than of other datasets, if its fields are needed of fewer
 * @param part what its rows are, unless they say so themselves in {@code row_parts}
 */
record DailyDataset(Database database, String name, Query query, DailyColumns columns, LoadRange range, int part) {

    /** The datasets of a preset: prices, and valuations where they are kept apart. */
    record All(DailyDataset prices, Optional<DailyDataset> valuations) {
        static All of(Database database, Preset.Datasets datasets, LoadRange range) {
            Given prices = Given.of(database, "prices", datasets.prices());
            Optional<Given> valuations = datasets.valuations().map(query -> Given.of(database, "valuations", query));
            List<DailyColumns> given = new ArrayList<>(List.of(prices.columns));
            valuations.ifPresent(more -> given.add(more.columns));
            boolean volume = given.stream().anyMatch(columns -> columns.fields().contains(MarketField.VOLUME));
            LoadRange needed = range;
            if (!volume && range.fields().contains(MarketField.VOLUME)) {
                // Then the traded value tells whether there was a trade, or else any row on a day does: all of them
                // count.
                Set<MarketField> fields = EnumSet.copyOf(range.fields());
                fields.add(MarketField.TRADED_VALUE);
                needed = range.withFields(fields).withoutLater();
            }
            LoadRange wanted = needed;
            int parts = valuations.isPresent() ? DailyRows.PRICE : DailyRows.PRICE | DailyRows.VALUATION;
            return new All(
                    prices.dataset(database, wanted, parts),
                    valuations.map(more -> more.dataset(database, wanted, DailyRows.VALUATION)));
        }
    }

    /** A dataset with all columns that it gives. */
    private record Given(String name, Query query, DailyColumns columns) {
        static Given of(Database database, String name, Query query) {
            DailyColumns columns = SourceQuery.run(
                    database,
                    name,
                    "SELECT q.* FROM (" + query.sql() + ") q WHERE 1 = 0",
                    List.of(),
                    statement -> DailyColumns.of(statement, name, database.dialect()));
            return new Given(name, query, columns);
        }

        DailyDataset dataset(Database database, LoadRange range, int part) {
            DailyColumns read = columns.only(range.fields());
            return new DailyDataset(database, name, query, read, range.of(read.fields()), part);
        }
    }

    /** Its rows as {@code q}, as a continuation of a select list. */
    String source() {
        return " FROM (" + query.sql() + ") q";
    }
}
