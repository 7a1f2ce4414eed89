package io.qvm.store.check;

import io.qvm.store.db.Database;
import io.qvm.store.preset.Preset;
import io.qvm.store.preset.Preset.Datasets;
import io.qvm.store.preset.Preset.FactQuery;
import io.qvm.store.preset.Preset.Form;
import io.qvm.store.preset.Preset.Query;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Finds the rows for which a load refuses data: keys that occur twice, are missing, or cannot be.
 *
 * <p>What it found is left out of the queries of {@link #cleaned}, so that the other checks can still be made. Of rows with
 * the same key the first one stays, by the order of all columns.
 */
final class KeyAudit {
    private final Database database;
    private final Preset preset;
    private final Hits duplicates;
    private final Hits keyless;
    private final Hits invalid;

    private KeyAudit(Database database, Preset preset, Findings findings) {
        this.database = database;
        this.preset = preset;
        this.duplicates = findings.begin(Check.DUPLICATE_ROWS);
        this.keyless = findings.begin(Check.ROWS_WITHOUT_KEY);
        this.invalid = findings.begin(Check.INVALID_ROWS);
    }

    /** Reports such rows, and gives the preset without them. */
    static Preset cleaned(Database database, Preset preset, Findings findings) {
        KeyAudit audit = new KeyAudit(database, preset, findings);
        Preset cleaned = audit.cleaned();
        findings.end(audit.duplicates, 0);
        namelessInstruments(database, preset, audit.keyless);
        findings.end(audit.keyless, 0);
        findings.end(audit.invalid, 0);
        return cleaned;
    }

    /** One part of a key: what to group by, what to show and how to read that, when it is there. */
    private record Key(String exact, String shown, String present, UnaryOperator<String> decode) {}

    private Preset cleaned() {
        Datasets sets = preset.datasets();
        List<FactQuery> facts = new ArrayList<>();
        for (int i = 0; i < sets.facts().size(); i++) {
            FactQuery query = sets.facts().get(i);
            String sql = facts(Source.of(database, "facts[" + i + "]", query.sql()), query);
            facts.add(withSql(query, sql));
        }
        return withDatasets(
                preset,
                new Datasets(
                        new Query(instruments(Source.of(
                                database, "instruments", sets.instruments().sql()))),
                        daily("prices", sets.prices()),
                        sets.valuations().map(query -> daily("valuations", query)),
                        facts,
                        sets.indices().map(this::indices),
                        sets.corporateActions(),
                        sets.indexMembers()));
    }

    private static FactQuery withSql(FactQuery query, String sql) {
        return new FactQuery(
                sql,
                query.form(),
                query.statement(),
                query.sectors(),
                query.sectorsExcept(),
                query.items(),
                query.unit(),
                query.units(),
                query.flows());
    }

    private static Preset withDatasets(Preset preset, Datasets datasets) {
        return new Preset(
                preset.name(),
                preset.description(),
                preset.reportingLagDays(),
                preset.sectorAliases(),
                preset.tables(),
                datasets);
    }

    private String instruments(Source source) {
        List<Key> keys = new ArrayList<>();
        // A row without a ticker is nobody's, and the same as no other.
        source.column("ticker").ifPresent(c -> keys.add(text(source, c)));
        return examined(source, keys, invalid(source, keys, InvalidRows.ofInstruments(source)), false);
    }

    private Query daily(String name, Query query) {
        return keyedByDay(name, query, "ticker", InvalidRows::ofPrices);
    }

    private Query indices(Query query) {
        return keyedByDay("indices", query, "symbol", InvalidRows::ofIndices);
    }

    private Query keyedByDay(String name, Query query, String who, Function<Source, Map<String, String>> conditions) {
        Source source = Source.of(database, name, query.sql());
        Optional<String> ticker = source.column(who);
        Optional<String> date = source.column("date");
        if (ticker.isEmpty() || date.isEmpty()) {
            // Every row would be there twice by what is left of the key; the load says what is missing.
            return query;
        }
        List<Key> keys = List.of(text(source, ticker.get()), day(source, date.get()));
        return new Query(examined(source, keys, invalid(source, keys, conditions.apply(source)), true));
    }

    private String facts(Source source, FactQuery query) {
        List<Key> keys = factKeys(source, query);
        if (keys.isEmpty()) {
            return source.sql();
        }
        Optional<String> published = source.column("published_on");
        // Rows of one quarter that were published on different days are revisions of it.
        published.ifPresent(c -> keys.add(optionalDay(source, c)));
        return examined(source, keys, invalid(source, keys, InvalidRows.ofFacts(source, query)), true);
    }

    /** The key of a facts dataset, empty if columns of it are missing. */
    private static List<Key> factKeys(Source source, FactQuery query) {
        List<Key> keys = new ArrayList<>();
        source.column("ticker").ifPresent(c -> keys.add(text(source, c)));
        source.column("item").filter(c -> query.form() == Form.LONG).ifPresent(c -> keys.add(text(source, c)));
        source.column("fiscal_year", "year").ifPresent(c -> keys.add(number(source, c)));
        source.column("fiscal_quarter", "quarter").ifPresent(c -> keys.add(number(source, c)));
        if (keys.size() < (query.form() == Form.LONG ? 4 : 3)) {
            return new ArrayList<>();
        }
        source.column("revision").ifPresent(c -> keys.add(revision(source, c)));
        return keys;
    }

    /** Reports instruments without a ticker, which a load passes over without a word. */
    static void namelessInstruments(Database database, Preset preset, Hits hits) {
        Source source = Source.of(
                database, "instruments", preset.datasets().instruments().sql());
        Optional<String> ticker = source.column("ticker");
        if (ticker.isEmpty()) {
            return;
        }
        String of = source.of(ticker.get());
        String blank = source.texts().contains(ticker.get()) ? " OR TRIM(" + of + ") = ''" : "";
        long without = source.number("COUNT(*)", "WHERE " + of + " IS NULL" + blank);
        if (without > 0) {
            hits.add(without, "", "", OptionalInt.empty(), () -> "no ticker in instruments");
        }
    }

    /** Reports facts whose key occurs more than once although the load settles them. */
    static void repeatedFacts(Database database, Preset preset, Findings findings) {
        Hits hits = findings.begin(Check.REPEATED_FACTS);
        List<FactQuery> queries = preset.datasets().facts();
        for (int i = 0; i < queries.size(); i++) {
            Source source =
                    Source.of(database, "facts[" + i + "]", queries.get(i).sql());
            List<Key> keys = factKeys(source, queries.get(i));
            String present =
                    String.join(" AND ", keys.stream().map(Key::present).toList());
            report(
                    source,
                    hits,
                    keys,
                    present,
                    " HAVING COUNT(*) > 1",
                    "COUNT(*) - 1",
                    rows -> rows + " more in " + source.name());
        }
        findings.end(hits, 0);
    }

    private static Key text(Source source, String column) {
        return new Key(
                source.exactly(column), source.encoded(column), source.of(column) + " IS NOT NULL", source::text);
    }

    private static Key number(Source source, String column) {
        String number = source.of(column);
        return new Key(number, number, number + " IS NOT NULL", shown -> shown);
    }

    private static Key revision(Source source, String column) {
        String none = source.texts().contains(column) ? "'0'" : "0";
        String number = "COALESCE(" + source.of(column) + ", " + none + ")";
        return new Key(number, number, "1 = 1", shown -> "revision " + shown);
    }

    private static Key day(Source source, String column) {
        String day = source.day(column);
        return new Key(
                day,
                day,
                day + " IS NOT NULL",
                shown -> LocalDate.ofEpochDay(Long.parseLong(shown)).toString());
    }

    private static Key optionalDay(Source source, String column) {
        Key day = day(source, column);
        return new Key(
                day.exact(), day.shown(), "1 = 1", shown -> "published " + LocalDate.ofEpochDay(Long.parseLong(shown)));
    }

    /** Reports rows by what is wrong with them, each once, and gives the condition that finds them all. */
    private Optional<String> invalid(Source source, List<Key> keys, Map<String, String> conditions) {
        List<String> before = new ArrayList<>();
        conditions.forEach((what, condition) -> {
            String others = before.isEmpty() ? "" : " AND NOT COALESCE(" + String.join(" OR ", before) + ", FALSE)";
            report(
                    source,
                    invalid,
                    keys,
                    "(" + condition + ")" + others,
                    "",
                    "COUNT(*)",
                    rows -> what + " of " + source.name());
            before.add("(" + condition + ")");
        });
        return before.isEmpty() ? Optional.empty() : Optional.of(String.join(" OR ", before));
    }

    /** Reports what cannot be loaded, and gives the query without it. */
    private String examined(Source source, List<Key> keys, Optional<String> bad, boolean keyNeeded) {
        if (keys.isEmpty()) {
            return source.sql();
        }
        String present = String.join(" AND ", keys.stream().map(Key::present).toList());
        long without = keyNeeded ? source.number("COUNT(*)", "WHERE NOT (" + present + ")") : 0;
        if (without > 0) {
            String value = "no ticker, date, item or quarter in " + source.name();
            keyless.add(without, "", "", OptionalInt.empty(), () -> value);
        }
        report(
                source,
                duplicates,
                keys,
                present,
                " HAVING COUNT(*) > 1",
                "COUNT(*) - 1",
                rows -> rows + (rows.equals("1") ? " row" : " rows") + " too many in " + source.name());
        return "SELECT z.* FROM (SELECT q.*, CAST(ROW_NUMBER() OVER (PARTITION BY " + exact(keys) + " ORDER BY "
                + source.allColumns() + ") AS CHAR(20)) AS qvm_row FROM (" + source.sql() + ") q WHERE " + present
                + bad.map(c -> " AND NOT COALESCE((" + c + "), FALSE)").orElse("") + ") z WHERE z.qvm_row = '1'";
    }

    private static String exact(List<Key> keys) {
        return String.join(", ", keys.stream().map(Key::exact).toList());
    }

    /** Counts rows by key, among those that a condition selects. */
    private static void report(
            Source source,
            Hits hits,
            List<Key> keys,
            String where,
            String having,
            String rows,
            UnaryOperator<String> words) {
        List<String> select = new ArrayList<>();
        List<String> order = new ArrayList<>();
        for (Key key : keys) {
            select.add("MIN(" + key.shown() + ")");
            order.add(String.valueOf(select.size()));
        }
        select.add(rows);
        source.select(
                String.join(", ", select),
                "WHERE " + where + " GROUP BY " + exact(keys) + having + " ORDER BY " + String.join(", ", order),
                result -> {
                    while (result.next()) {
                        List<String> parts = new ArrayList<>();
                        for (int i = 0; i < keys.size(); i++) {
                            String shown = result.getString(i + 1);
                            parts.add(shown == null ? "" : keys.get(i).decode().apply(shown));
                        }
                        long n = result.getLong(keys.size() + 1);
                        hits.add(
                                n,
                                parts.get(0),
                                String.join(" ", parts.subList(1, parts.size())),
                                OptionalInt.empty(),
                                () -> words.apply(String.valueOf(n)));
                    }
                    return true;
                });
    }
}
