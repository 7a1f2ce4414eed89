package io.qvm.store.imports;

import io.qvm.market.FactHistory;
import io.qvm.market.Quarter;
import io.qvm.market.StatementType;
import io.qvm.market.TickerIndex;
import io.qvm.market.YearToDate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Facts that stand for several others: quarters reported more than once, and flows for the year to date.
 *
 * <p>They pass through a {@link FactHistory}, so that an import gives what reading in place gives. Rows that cannot be stay in
 * the table, for the checks to say where they are.
 */
final class ReportedTwice {
    private static final String KEY = "ticker, item, fiscal_year, fiscal_quarter, revision";
    private static final String COLUMNS = KEY + ", statement_type, period_end, value, published_on";

    /** Rows that a history takes. */
    private static final String POSSIBLE =
            "ticker IS NOT NULL AND item IS NOT NULL AND fiscal_year BETWEEN 1800 AND 2200"
                    + " AND fiscal_quarter BETWEEN 1 AND 4 AND revision BETWEEN 0 AND 2147483647 AND isfinite(value)"
                    + " AND statement_type IN ('PL', 'BS', 'CF')"
                    + " AND period_end BETWEEN DATE '1800-01-01' AND DATE '2200-12-31'"
                    + " AND (published_on IS NULL OR isfinite(published_on))";

    private final Duck duck;

    ReportedTwice(Duck duck) throws SQLException {
        this.duck = duck;
        duck.run("CREATE SCHEMA qvm_settle");
    }

    /** Makes the same row one, and what was published more than once revisions. */
    void settle(String table, String source) throws SQLException {
        String repeated = "SELECT " + KEY + " FROM " + table + " GROUP BY ALL HAVING count(*) > 1";
        if (duck.number("SELECT count(*) FROM (" + repeated + ")") == 0) {
            return;
        }
        duck.run("CREATE TABLE qvm_settle.quarters AS SELECT DISTINCT * EXCLUDE revision FROM (" + repeated
                + ") EXCEPT SELECT DISTINCT ticker, item, fiscal_year, fiscal_quarter FROM " + table + " WHERE NOT ("
                + POSSIBLE + ") IS TRUE OR (" + KEY + ", coalesce(published_on, DATE '0001-01-01')) IN ("
                + contradictions(table) + ")");
        take(table, "SEMI JOIN qvm_settle.quarters q USING (ticker, item, fiscal_year, fiscal_quarter)");
        append(table, history(source));
        duck.run("DROP TABLE qvm_settle.quarters");
    }

    /**
     * Makes flows for the year to date single quarters.
     *
     * @return how many quarters were left out, if any
     */
    Optional<ImportReport.Remark> singleQuarters(String table, String source) throws SQLException {
        duck.run("CREATE TABLE qvm_settle.quarters AS SELECT DISTINCT ticker, item FROM " + table
                + " WHERE statement_type IN ('PL', 'CF') EXCEPT SELECT DISTINCT ticker, item FROM " + table
                + " WHERE NOT ("
                + POSSIBLE + ") IS TRUE OR (" + KEY + ", coalesce(published_on, DATE '0001-01-01')) IN ("
                + contradictions(table) + ")");
        take(table, "SEMI JOIN qvm_settle.quarters q USING (ticker, item)");
        FactHistory reported = history(source);
        FactHistory.Builder quarters = FactHistory.builder(reported.tickers()).from(source);
        YearToDate.LeftOut leftOut = YearToDate.addSingleQuarters(reported, quarters);
        append(table, quarters.build());
        duck.run("DROP TABLE qvm_settle.quarters");
        return leftOut.quarters() == 0
                ? Optional.empty()
                : Optional.of(new ImportReport.Remark(
                        "flow for the year to date without that of the quarter before: no single quarter",
                        leftOut.quarters(),
                        leftOut.examples()));
    }

    /** Keys with publication that are there with more than one value or period end. */
    private static String contradictions(String table) {
        return "SELECT " + KEY + ", coalesce(published_on, DATE '0001-01-01') FROM " + table + " GROUP BY " + KEY
                + ", published_on HAVING count(DISTINCT value) > 1 OR count(DISTINCT period_end) > 1";
    }

    /** Moves rows from the table to {@code qvm_settle.rows}. */
    private void take(String table, String condition) throws SQLException {
        duck.run("CREATE TABLE qvm_settle.rows AS SELECT f.* FROM " + table + " f " + condition);
        duck.run("CREATE OR REPLACE TABLE " + table + " AS SELECT f.* FROM " + table + " f "
                + condition.replace("SEMI JOIN", "ANTI JOIN"));
    }

    private FactHistory history(String source) throws SQLException {
        TickerIndex tickers = TickerIndex.of(duck.rows("SELECT DISTINCT ticker FROM qvm_settle.rows").stream()
                .map(row -> row.get(0))
                .toList());
        FactHistory.Builder facts = FactHistory.builder(tickers).from(source);
        try (Statement select = duck.connection().createStatement();
                ResultSet row = select.executeQuery("SELECT " + COLUMNS + " FROM qvm_settle.rows")) {
            while (row.next()) {
                LocalDate published = row.getObject(9, LocalDate.class);
                facts.add(
                        row.getString(1),
                        row.getString(2),
                        StatementType.valueOf(row.getString(6)),
                        Quarter.of(row.getInt(3), row.getInt(4)),
                        row.getInt(5),
                        Math.toIntExact(row.getObject(7, LocalDate.class).toEpochDay()),
                        published == null ? FactHistory.UNKNOWN_DATE : Math.toIntExact(published.toEpochDay()),
                        row.getDouble(8));
            }
        }
        duck.run("DROP TABLE qvm_settle.rows");
        return facts.build();
    }

    private void append(String table, FactHistory facts) throws SQLException {
        duck.run("CREATE TABLE qvm_settle.settled AS FROM " + table + " LIMIT 0");
        try (DuckDBAppender appender =
                duck.connection().unwrap(DuckDBConnection.class).createAppender("qvm_settle", "settled")) {
            for (int column = 0; column < facts.tickers().size(); column++) {
                for (int item = 0; item < facts.items().size(); item++) {
                    for (int i = facts.start(column, item); i < facts.end(column, item); i++) {
                        append(appender, facts, column, item, i);
                    }
                }
            }
            appender.flush();
        }
        duck.run("INSERT INTO " + table + " FROM qvm_settle.settled");
        duck.run("DROP TABLE qvm_settle.settled");
    }

    private static void append(DuckDBAppender to, FactHistory facts, int column, int item, int entry)
            throws SQLException {
        to.beginRow();
        to.append(facts.tickers().ticker(column));
        to.append(facts.items().get(item));
        to.append((long) Quarter.year(facts.quarter(entry)));
        to.append((long) Quarter.quarterOfYear(facts.quarter(entry)));
        to.append((long) facts.revision(entry));
        to.append(facts.statement(item).name());
        to.append(LocalDate.ofEpochDay(facts.periodEnd(entry)));
        to.append(facts.value(entry));
        if (facts.publishedOn(entry) == FactHistory.UNKNOWN_DATE) {
            to.appendNull();
        } else {
            to.append(LocalDate.ofEpochDay(facts.publishedOn(entry)));
        }
        to.endRow();
    }
}
