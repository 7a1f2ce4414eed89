package io.qvm.store.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.config.YamlFile;
import io.qvm.market.FactHistory;
import io.qvm.market.InvalidInputException;
import io.qvm.market.Quarter;
import io.qvm.store.LoadRange;
import io.qvm.store.RawStore;
import io.qvm.store.db.Database;
import io.qvm.store.preset.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's reports, read in place and imported: both give the same facts, or both are refused. */
class ReportedFactsTest {
    private static final String HEADER =
            "ticker,item,fiscal_year,fiscal_quarter,statement_type,period_end,value,published_on";

    @TempDir
    Path temp;

    private int databases;

    /** One row of the user's table, as text; an empty text is NULL. */
    private record Row(
            String ticker,
            String item,
            int year,
            int quarter,
            String statement,
            String end,
            String value,
            String published) {
        String csv() {
            return "\"" + ticker.replace("\"", "\"\"") + "\"," + item + "," + year + "," + quarter + "," + statement
                    + "," + end + "," + value + "," + published;
        }

        String sql() {
            return "('" + ticker.replace("'", "''") + "','" + item + "'," + year + "," + quarter + ",'" + statement
                    + "'," + date(end) + "," + value + "," + date(published) + ")";
        }

        private static String date(String text) {
            return text.isEmpty() ? "NULL" : "DATE '" + text + "'";
        }
    }

    private static Row profit(String ticker, int quarter, String value, String published) {
        return new Row(ticker, "profit", 2020, quarter, "PL", "", value, published);
    }

    private static Preset preset(String factKeys) {
        return Preset.of(new YamlFile("test.yaml", """
                name: test
                tables:
                  companies:
                    columns: {ticker: text}
                  bars:
                    columns: {date: date, ticker: text, close: number}
                  reports:
                    columns: {ticker: text, item: text, fiscal_year: integer, fiscal_quarter: integer,
                      statement_type: text, period_end: date, value: number, published_on: date}
                datasets:
                  instruments: {sql: SELECT ticker FROM companies}
                  prices: {sql: 'SELECT date, ticker, close FROM bars'}
                  facts:
                    - sql: SELECT * FROM reports
                      form: long
                      items: {profit: NetProfit}
                """ + factKeys.indent(6)));
    }

    private Database open(String kind) throws IOException {
        return ImportFixture.open(kind, Files.createDirectory(temp.resolve("db" + databases++)));
    }

    private List<String> inPlace(String kind, Preset preset, List<Row> rows) throws Exception {
        try (Database theirs = open(kind)) {
            String text = kind.equals("mariadb") ? "VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin" : "VARCHAR";
            List<String> statements = new ArrayList<>(
                    List.of(
                            "CREATE TABLE companies (ticker " + text + ")",
                            "CREATE TABLE bars (date DATE, ticker " + text + ", close DOUBLE)",
                            "CREATE TABLE reports (ticker " + text + ", item " + text
                                    + ", fiscal_year INTEGER, fiscal_quarter"
                                    + " INTEGER, statement_type VARCHAR(2), period_end DATE, value DOUBLE, published_on DATE)"));
            rows.stream().map(Row::ticker).distinct().forEach(ticker -> {
                String quoted = "'" + ticker.replace("'", "''") + "'";
                statements.add("INSERT INTO companies VALUES (" + quoted + ")");
                statements.add("INSERT INTO bars VALUES (DATE '2020-01-02', " + quoted + ", 1)");
            });
            statements.add(
                    "INSERT INTO reports VALUES " + rows.stream().map(Row::sql).collect(Collectors.joining(",")));
            theirs.read("filling", connection -> {
                try (Statement statement = connection.createStatement()) {
                    for (String sql : statements) {
                        statement.execute(sql);
                    }
                }
                return true;
            });
            return facts(RawStore.of(theirs, Optional.of(preset))
                    .load(LoadRange.all())
                    .facts());
        }
    }

    private List<String> imported(String kind, Preset preset, List<Row> rows) throws Exception {
        Path files = temp.resolve("files");
        List<String> tickers = rows.stream()
                .map(r -> "\"" + r.ticker.replace("\"", "\"\"") + "\"")
                .distinct()
                .toList();
        ImportFixture.write(files.resolve("companies.csv"), lines("ticker", tickers));
        ImportFixture.write(
                files.resolve("bars.csv"),
                lines(
                        "date,ticker,close",
                        tickers.stream().map(t -> "2020-01-02," + t + ",1").toList()));
        ImportFixture.write(
                files.resolve("reports.csv"),
                lines(HEADER, rows.stream().map(Row::csv).toList()));
        try (Database ours = open(kind)) {
            new Importer(preset, files).into(ours, ImportProgress.SILENT);
            List<String> first = facts(
                    RawStore.of(ours, Optional.empty()).load(LoadRange.all()).facts());
            assertThat(new Importer(preset, files)
                            .into(ours, ImportProgress.SILENT)
                            .changedNothing())
                    .isTrue();
            return first;
        }
    }

    private static String[] lines(String header, List<String> rows) {
        List<String> lines = new ArrayList<>(List.of(header));
        lines.addAll(rows);
        return lines.toArray(String[]::new);
    }

    private static List<String> facts(FactHistory facts) {
        List<String> all = new ArrayList<>();
        for (int ticker = 0; ticker < facts.tickers().size(); ticker++) {
            for (int item = 0; item < facts.items().size(); item++) {
                for (int i = facts.start(ticker, item); i < facts.end(ticker, item); i++) {
                    all.add(facts.tickers().ticker(ticker) + " " + facts.items().get(item) + " " + facts.statement(item)
                            + " " + Quarter.format(facts.quarter(i)) + " rev " + facts.revision(i) + " "
                            + LocalDate.ofEpochDay(facts.periodEnd(i)) + " on "
                            + (facts.publishedOn(i) == FactHistory.UNKNOWN_DATE
                                    ? "no date"
                                    : LocalDate.ofEpochDay(facts.publishedOn(i)))
                            + " " + facts.value(i));
                }
            }
        }
        return all;
    }

    private void bothGive(String kind, String factKeys, List<Row> rows, String... expected) throws Exception {
        assertThat(inPlace(kind, preset(factKeys), rows)).containsExactly(expected);
        assertThat(imported(kind, preset(factKeys), rows)).containsExactly(expected);
    }

    private void bothRefuse(String kind, String factKeys, List<Row> rows, String... parts) {
        assertThatThrownBy(() -> inPlace(kind, preset(factKeys), rows))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").contains(parts));
        assertThatThrownBy(() -> imported(kind, preset(factKeys), rows))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void year_to_date_flows_become_single_quarters_by_hand(String kind) throws Exception {
        bothGive(
                kind,
                "flows: year_to_date",
                List.of(
                        profit("AAA", 1, "10", "2020-05-01"),
                        profit("AAA", 2, "25", "2020-08-01"),
                        profit("AAA", 1, "12", "2020-09-01"),
                        profit("AAA", 4, "99", ""),
                        profit("BBB", 1, "1", ""),
                        profit("BBB", 2, "3", ""),
                        new Row("AAA", "TotalEquity", 2020, 2, "BS", "", "7", "")),
                "AAA NetProfit PL 2020Q1 rev 0 2020-03-31 on 2020-05-01 10.0",
                "AAA NetProfit PL 2020Q1 rev 1 2020-03-31 on 2020-09-01 12.0",
                "AAA NetProfit PL 2020Q2 rev 0 2020-06-30 on 2020-08-01 15.0",
                "AAA NetProfit PL 2020Q2 rev 1 2020-06-30 on 2020-09-01 13.0",
                "AAA TotalEquity BS 2020Q2 rev 0 2020-06-30 on no date 7.0",
                "BBB NetProfit PL 2020Q1 rev 0 2020-03-31 on no date 1.0",
                "BBB NetProfit PL 2020Q2 rev 0 2020-06-30 on no date 2.0");
    }

    @ParameterizedTest
    @CsvSource({"duckdb, 1", "duckdb, 2", "duckdb, 3", "mariadb, 4", "mariadb, 5"})
    void random_reports_give_the_same_facts_read_in_place_and_imported(String kind, long seed) throws Exception {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (String ticker : List.of("AAA", "BBB", "CCC", "DDD")) {
            for (String item : List.of("profit", "Revenue", "OperatingCashFlow", "TotalAssets", "ttm(Revenue)")) {
                String statement = item.equals("TotalAssets") ? "BS" : item.equals("OperatingCashFlow") ? "CF" : "PL";
                for (int quarter = Quarter.of(2017, 1); quarter <= Quarter.of(2019, 4); quarter++) {
                    LocalDate end = Quarter.calendarEnd(quarter).plusDays(random.nextInt(3));
                    int reports = random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(3);
                    for (int i = 0; i < reports; i++) {
                        boolean dated = i > 0 || random.nextInt(4) > 0;
                        rows.add(new Row(
                                ticker,
                                item,
                                Quarter.year(quarter),
                                Quarter.quarterOfYear(quarter),
                                statement,
                                random.nextBoolean() ? "" : end.toString(),
                                String.valueOf(random.nextGaussian() * 1e6),
                                dated
                                        ? end.plusDays(20 + 50 * i + random.nextInt(50))
                                                .toString()
                                        : ""));
                        if (random.nextInt(10) == 0) {
                            rows.add(rows.get(rows.size() - 1));
                        }
                    }
                }
            }
        }
        Collections.shuffle(rows, random);
        Preset preset = preset((seed % 2 == 0 ? "flows: single_quarter\n" : "flows: year_to_date\n")
                + "unit: 1000\nunits: {Revenue: 0.001, ttm(Revenue): 1000000}");
        List<String> inPlace = inPlace(kind, preset, rows);
        assertThat(inPlace).hasSizeGreaterThan(200);
        assertThat(imported(kind, preset, rows)).isEqualTo(inPlace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void units_of_single_items_stand_instead_of_the_querys(String kind) throws Exception {
        bothGive(
                kind,
                "unit: 1000\nunits: {Revenue: -1}",
                List.of(
                        profit("AAA", 1, "10", ""),
                        new Row("AAA", "Revenue", 2020, 1, "PL", "2020-04-05", "3", "2020-05-01")),
                "AAA NetProfit PL 2020Q1 rev 0 2020-03-31 on no date 10000.0",
                "AAA Revenue PL 2020Q1 rev 0 2020-04-05 on 2020-05-01 -3.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void units_of_an_item_that_is_not_there_are_refused_with_the_nearest_name(String kind) {
        bothRefuse(
                kind,
                "units: {NetProfits: 1000}",
                List.of(profit("AAA", 1, "10", "")),
                "gives no item 'NetProfits', but has units for it; did you mean 'NetProfit'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void a_quarter_reported_twice_is_revised_in_the_order_of_publication(String kind) throws Exception {
        bothGive(
                kind,
                "",
                List.of(
                        profit("AAA", 1, "12", "2020-09-01"),
                        profit("AAA", 1, "10", "2020-05-01"),
                        profit("AAA", 1, "10", "2020-05-01"),
                        profit("AAA", 1, "9", "")),
                "AAA NetProfit PL 2020Q1 rev 0 2020-03-31 on no date 9.0",
                "AAA NetProfit PL 2020Q1 rev 1 2020-03-31 on 2020-05-01 10.0",
                "AAA NetProfit PL 2020Q1 rev 2 2020-03-31 on 2020-09-01 12.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void two_values_of_one_publication_are_refused_by_ticker_item_quarter_and_both_values(String kind) {
        List<Row> rows = List.of(profit("AAA", 1, "12", "2020-09-01"), profit("AAA", 1, "10", "2020-09-01"));
        for (String keys : List.of("", "flows: year_to_date")) {
            bothRefuse(kind, keys, rows, "AAA", "NetProfit", "2020", "10.0 and 12.0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void a_publication_in_the_year_9999_is_one_that_is_not_known(String kind) throws Exception {
        bothGive(
                kind,
                "",
                List.of(profit("AAA", 1, "12", "9999-12-31")),
                "AAA NetProfit PL 2020Q1 rev 0 2020-03-31 on 9999-12-31 12.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void a_period_that_ends_in_the_year_9999_is_refused(String kind) {
        List<Row> rows = List.of(new Row("AAA", "profit", 2020, 1, "PL", "9999-12-31", "1", ""));
        for (String keys : List.of("", "flows: year_to_date")) {
            bothRefuse(kind, keys, rows, "AAA", "NetProfit", "9999-12-31", "within the years 1800 to 2200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void a_fiscal_year_that_cannot_be_is_refused(String kind) {
        bothRefuse(
                kind,
                "flows: year_to_date",
                List.of(new Row("AAA", "profit", 9999, 1, "PL", "2020-03-31", "1", "")),
                "AAA",
                "9999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void an_amount_that_is_not_finite_is_refused(String kind) {
        bothRefuse(kind, "unit: 1e300", List.of(profit("AAA", 1, "1e300", "")), "AAA", "NetProfit", "2020", "finite");
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void a_huge_amount_is_an_amount_unless_no_currency_has_it(String kind) throws Exception {
        bothGive(
                kind,
                "",
                List.of(profit("AAA", 1, "1e30", "")),
                "AAA NetProfit PL 2020Q1 rev 0 2020-03-31 on no date 1.0E30");
        bothRefuse(kind, "", List.of(profit("AAA", 1, "1e300", "")), "AAA", "NetProfit", "2020", "1e100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void tickers_with_quotes_and_emoji_are_tickers(String kind) throws Exception {
        bothGive(
                kind,
                "flows: year_to_date",
                List.of(
                        profit("O'Neil \"A\" \uD83D\uDE80", 1, "1", ""),
                        profit("O'Neil \"A\" \uD83D\uDE80", 2, "3", "")),
                "O'Neil \"A\" \uD83D\uDE80 NetProfit PL 2020Q1 rev 0 2020-03-31 on no date 1.0",
                "O'Neil \"A\" \uD83D\uDE80 NetProfit PL 2020Q2 rev 0 2020-06-30 on no date 2.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void a_ticker_of_200_characters_is_read_in_place(String kind) throws Exception {
        String longest = "T".repeat(200);
        assertThat(inPlace(kind, preset(""), List.of(profit(longest, 1, "1", ""))))
                .containsExactly(longest + " NetProfit PL 2020Q1 rev 0 2020-03-31 on no date 1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void a_ticker_of_200_characters_is_imported_or_refused_in_words(String kind) throws Exception {
        String longest = "T".repeat(200);
        List<Row> rows = List.of(profit(longest, 1, "1", ""));
        if (kind.equals("duckdb")) {
            assertThat(imported(kind, preset(""), rows)).hasSize(1);
        } else {
            assertThatThrownBy(() -> imported(kind, preset(""), rows))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("column ticker")
                    .hasMessageContaining("at most 64 characters");
        }
    }

    @Test
    void infinite_values_are_refused_in_place_missing_ones_left_out_and_infinite_dates_never_come() throws Exception {
        Row infinite = profit("AAA", 1, "'-infinity'::DOUBLE", "");
        assertThatThrownBy(() -> inPlace("duckdb", preset(""), List.of(infinite)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "dataset facts[0] has the value -Infinity for AAA NetProfit 2020Q1; it must be finite, up to 1e100, or NULL where it is not known");
        assertThat(inPlace("duckdb", preset(""), List.of(profit("AAA", 1, "'nan'::DOUBLE", ""))))
                .isEmpty();
        assertThat(inPlace("duckdb", preset(""), List.of(profit("AAA", 1, "7", "infinity"))))
                .singleElement()
                .asString()
                .contains(" on +")
                .endsWith(" 7.0");
        assertThatThrownBy(() -> inPlace(
                        "duckdb", preset(""), List.of(new Row("AAA", "profit", 2020, 1, "PL", "infinity", "1", ""))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("AAA NetProfit")
                .hasMessageContaining("within the years 1800 to 2200");
    }
}
