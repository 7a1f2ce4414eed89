package io.qvm.store.check;

import io.qvm.market.InvalidInputException;
import io.qvm.store.db.Database;
import io.qvm.store.db.Dialect;
import io.qvm.store.preset.Preset;
import io.qvm.store.preset.Preset.Datasets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What only the database can tell, one query per dataset: NaN, tickers of facts, corporate actions. */
final class SourceScan {
    private final Database database;
    private final Datasets datasets;

    SourceScan(Database database, Preset preset) {
        this.database = database;
        this.datasets = preset.datasets();
    }

    /** Every dataset by name, but the corporate actions, which are judged row by row. */
    private Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("instruments", datasets.instruments().sql());
        queries.put("prices", datasets.prices().sql());
        datasets.valuations().ifPresent(q -> queries.put("valuations", q.sql()));
        for (int i = 0; i < datasets.facts().size(); i++) {
            queries.put("facts[" + i + "]", datasets.facts().get(i).sql());
        }
        datasets.indices().ifPresent(q -> queries.put("indices", q.sql()));
        return queries;
    }

    /** NaN in any number; MySQL and MariaDB cannot hold it. */
    void nanValues(Findings findings) {
        if (database.dialect() == Dialect.MARIADB) {
            findings.skip(Check.NAN_VALUES, "the database cannot hold NaN");
            return;
        }
        Hits hits = findings.begin(Check.NAN_VALUES);
        queries().forEach((name, sql) -> {
            Source source = Source.of(database, name, sql);
            if (source.floating().isEmpty()) {
                return;
            }
            String select = String.join(
                    ", ",
                    source.floating().stream()
                            .map(c -> "COUNT(*) FILTER (isnan(" + source.of(c) + "))")
                            .toList());
            List<Long> counts = source.select(select, "", result -> {
                List<Long> all = new ArrayList<>();
                result.next();
                for (int i = 1; i <= source.floating().size(); i++) {
                    all.add(result.getLong(i));
                }
                return all;
            });
            for (int i = 0; i < counts.size(); i++) {
                if (counts.get(i) > 0) {
                    nanValues(source, source.floating().get(i), counts.get(i), hits);
                }
            }
        });
        findings.end(hits, 0);
    }

    private static void nanValues(Source source, String column, long count, Hits hits) {
        String who = source.column("ticker", "symbol").map(source::of).orElse("''");
        String when = source.column("date", "period_end", "fiscal_year", "year")
                .map(source::of)
                .orElse("''");
        source.select(
                "CAST(" + who + " AS VARCHAR), CAST(" + when + " AS VARCHAR)",
                "WHERE isnan(" + source.of(column) + ") ORDER BY 1, 2 LIMIT 1",
                result -> {
                    result.next();
                    hits.add(
                            count,
                            String.valueOf(result.getString(1)),
                            String.valueOf(result.getString(2)),
                            OptionalInt.empty(),
                            () -> column + " of " + source.name() + ", " + count + " in all");
                    return true;
                });
    }

    /** Tickers of all facts datasets with their number of rows, whether they are instruments or not. */
    Map<String, Long> factTickers() {
        Map<String, Long> rows = new TreeMap<>();
        for (int i = 0; i < datasets.facts().size(); i++) {
            Source source = Source.of(
                    database, "facts[" + i + "]", datasets.facts().get(i).sql());
            Optional<String> column = source.column("ticker");
            if (column.isPresent()) {
                String ticker = source.encoded(column.get());
                source.select(
                        ticker + " AS qvm_ticker, COUNT(*)",
                        "WHERE " + source.of(column.get()) + " IS NOT NULL GROUP BY " + ticker,
                        result -> {
                            while (result.next()) {
                                rows.merge(source.text(result.getString(1)), result.getLong(2), Long::sum);
                            }
                            return true;
                        });
            }
        }
        return rows;
    }

    /**
     * All corporate actions; none if the preset has no query for them.
     *
     * @throws InvalidInputException if the query fails
     */
    List<CorporateActionRow> corporateActions() {
        List<CorporateActionRow> rows = new ArrayList<>();
        if (datasets.corporateActions().isEmpty()) {
            return rows;
        }
        Source source = Source.of(
                database, "corporate_actions", datasets.corporateActions().get().sql());
        Optional<String> ticker = source.column("ticker");
        Optional<String> date = source.column("ex_date");
        if (ticker.isEmpty() || date.isEmpty()) {
            throw new InvalidInputException("dataset corporate_actions lacks the column ticker or ex_date");
        }
        String day = database.dialect().epochDay(source.of(date.get()));
        String select = source.encoded(ticker.get()) + ", " + day + ", " + or(source, "kind", "''") + ", "
                + or(source, "ratio", "NULL") + ", " + or(source, "amount", "NULL");
        return source.select(select, "ORDER BY 1, 2", result -> {
            while (result.next()) {
                String name = result.getString(1);
                int exDay = result.getInt(2);
                boolean dated = !result.wasNull();
                rows.add(new CorporateActionRow(
                        name == null ? "" : source.text(name),
                        dated ? exDay : CorporateActionRow.NO_DAY,
                        String.valueOf(result.getString(3)),
                        number(result, 4),
                        number(result, 5)));
            }
            return rows;
        });
    }

    private static String or(Source source, String column, String otherwise) {
        return source.column(column).map(source::of).orElse(otherwise);
    }

    private static double number(ResultSet result, int column) throws SQLException {
        double value = result.getDouble(column);
        return result.wasNull() ? Double.NaN : value;
    }

    /** Actions with a ratio or amount that cannot be, or of a ticker without prices. */
    static void judge(List<CorporateActionRow> actions, CheckedMarket m, Findings findings) {
        Hits hits = findings.begin(Check.BAD_CORPORATE_ACTIONS);
        for (CorporateActionRow action : actions) {
            if (action.ticker().isEmpty() || action.exDay() == CorporateActionRow.NO_DAY) {
                String what = action.kind() + " without ticker or ex_date";
                hits.add(1, action.ticker(), "", OptionalInt.empty(), () -> what);
                continue;
            }
            LocalDate date = LocalDate.ofEpochDay(action.exDay());
            int column = m.data.tickers().indexOf(action.ticker());
            String fault = column < 0 || m.firstRow[column] < 0
                    ? action.kind() + " of a ticker without prices"
                    : action.ratio() <= 0 || Double.isInfinite(action.ratio())
                            ? action.kind() + " with ratio " + Moves.number(action.ratio())
                            : action.amount() < 0 || Double.isInfinite(action.amount())
                                    ? action.kind() + " with amount " + Moves.number(action.amount())
                                    : Double.isNaN(action.ratio()) && Double.isNaN(action.amount())
                                            ? action.kind() + " with neither ratio nor amount"
                                            : !m.isPossible(action.exDay()) ? action.kind() + " on such a day" : "";
            if (!fault.isEmpty()) {
                hits.add(1, action.ticker(), date.toString(), OptionalInt.of(date.getYear()), () -> fault);
            }
        }
        findings.end(hits, actions.size());
    }
}
