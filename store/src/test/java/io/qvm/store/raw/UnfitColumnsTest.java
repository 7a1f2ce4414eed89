package io.qvm.store.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.config.YamlFile;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.store.LoadRange;
import io.qvm.store.RawStore;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.db.Dialect;
import io.qvm.store.preset.Preset;
import io.qvm.testing.MariaDbServer;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns of a user's tables that have another type than QVM's: what can be read is, and what cannot is told by its row. */
class UnfitColumnsTest {
    private static final LoadRange FEBRUARY =
            new LoadRange(Optional.of(LocalDate.of(2024, 2, 1)), Optional.of(LocalDate.of(2024, 2, 29)));

    @TempDir
    Path folder;

    private Database tables(Dialect dialect, String... more) {
        MariaDbServer server = MariaDbServer.shared();
        Database database = Database.open(DatabaseUrl.parse(
                dialect == Dialect.DUCKDB
                        ? "duckdb:" + folder.resolve("own.duckdb")
                        : server.url(server.newDatabase())));
        execute(
                database,
                "CREATE TABLE master_info (ticker VARCHAR(20), listed_on DATE, delisted_on DATE, delisting_return DOUBLE)",
                "CREATE TABLE equity_history (date DATE, ticker VARCHAR(20), close DOUBLE, volume DOUBLE)",
                "CREATE TABLE index_history (date DATE, symbol VARCHAR(20), close DOUBLE)",
                "CREATE TABLE fundamental_values (ticker VARCHAR(20), item VARCHAR(40), fiscal_year INT, fiscal_quarter INT,"
                        + " revision INT, statement_type VARCHAR(4), period_end DATE, value DOUBLE, published_on DATE)",
                "INSERT INTO master_info VALUES ('AAA', '2020-01-02', '2024-03-04', -0.5), ('BBB', NULL, NULL, NULL)",
                "INSERT INTO equity_history VALUES ('2024-02-05', 'AAA', 10, 5), ('2024-02-06', 'AAA', 11, 6)",
                "INSERT INTO index_history VALUES ('2024-02-05', 'IDX', 100)",
                "INSERT INTO fundamental_values VALUES"
                        + " ('AAA', 'NetProfit', 2023, 3, 0, 'PL', '2023-09-30', 12.5, '2023-11-02'),"
                        + " ('BBB', 'NetProfit', 2023, 3, 0, 'PL', '2023-09-30', 13.5, '2023-11-02')");
        execute(database, more);
        return database;
    }

    private static void execute(Database database, String... statements) {
        database.inTransaction("test", connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        });
    }

    private static String alter(Dialect dialect, String table, String column, String type) {
        return "ALTER TABLE " + table
                + (dialect == Dialect.DUCKDB ? " ALTER " + column + " TYPE " + type : " MODIFY " + column + " " + type);
    }

    private static MarketData load(Database database, LoadRange range) {
        return RawStore.of(database, Optional.empty()).load(range);
    }

    @ParameterizedTest(name = "{0}.{1} = {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "fundamental_values | fiscal_year    | about 2023 | facts[0] has the fiscal year 'about 2023' for AAA; it must be a whole number",
                "fundamental_values | fiscal_quarter | Q1     | facts[0] has the fiscal quarter 'Q1' for AAA; it must be a whole number",
                "fundamental_values | fiscal_quarter | 2.5    | facts[0] has the fiscal quarter 2.5 for AAA; it must be a whole number",
                "fundamental_values | revision       | oops   | facts[0] has the revision 'oops' for AAA; it must be a whole number",
                "fundamental_values | value          | oops   | facts[0] has the value 'oops' for AAA NetProfit 2023Q3; it must be a number, or NULL",
                "fundamental_values | period_end     | oops   | facts[0] has the period_end 'oops' for AAA; it must be a date such as 2020-12-31, or NULL",
                "fundamental_values | published_on   | 2023-02-30 | facts[0] has the published_on '2023-02-30' for AAA; it must be a date",
                "master_info        | delisting_return | all  | instruments has the delisting_return 'all' for AAA; it must be a number, or NULL",
                "master_info        | listed_on      | oops   | instruments has the listed_on 'oops' for AAA; it must be a date",
                "master_info        | delisted_on    | oops   | instruments has the delisted_on 'oops' for AAA; it must be a date",
                "equity_history     | volume         | much   | prices has the volume 'much' for AAA on 2024-02-05; it must be a number, or NULL",
            })
    void a_text_that_is_no_value_is_told_by_dataset_column_row_and_text(
            String table, String column, String value, String message) {
        for (Dialect dialect : Dialect.values()) {
            String where = table.equals("equity_history") ? " WHERE date = '2024-02-05'" : " WHERE ticker = 'AAA'";
            try (Database database = tables(
                    dialect,
                    alter(dialect, table, column, "VARCHAR(40)"),
                    "UPDATE " + table + " SET " + column + " = '" + value + "'" + where)) {
                assertThatThrownBy(() -> load(database, FEBRUARY))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageStartingWith("dataset " + message)
                        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
            }
            folder.resolve("own.duckdb").toFile().delete();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void texts_that_are_numbers_and_dates_are_read_as_such(Dialect dialect) {
        try (Database plain = tables(dialect)) {
            MarketData expected = load(plain, FEBRUARY);
            for (String column :
                    new String[] {"fiscal_year", "fiscal_quarter", "revision", "value", "period_end", "published_on"}) {
                execute(plain, alter(dialect, "fundamental_values", column, "VARCHAR(40)"));
            }
            for (String column : new String[] {"listed_on", "delisted_on", "delisting_return"}) {
                execute(plain, alter(dialect, "master_info", column, "VARCHAR(40)"));
            }
            execute(plain, alter(dialect, "equity_history", "volume", "VARCHAR(40)"));
            MarketData texts = load(plain, FEBRUARY);
            assertThat(texts.instrument(0)).isEqualTo(expected.instrument(0));
            assertThat(texts.panel(MarketField.VOLUME).values())
                    .isEqualTo(expected.panel(MarketField.VOLUME).values());
            assertThat(texts.facts().size()).isEqualTo(2);
            assertThat(texts.facts().value(1)).isEqualTo(13.5);
            assertThat(texts.facts().quarter(1)).isEqualTo(expected.facts().quarter(1));
            assertThat(texts.facts().publishedOn(1)).isEqualTo(expected.facts().publishedOn(1));
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_day_with_a_time_and_a_bare_null_are_read(Dialect dialect) {
        String moment = dialect == Dialect.DUCKDB ? "TIMESTAMP" : "DATETIME";
        Preset preset = Preset.of(new YamlFile("own.yaml", """
                name: own
                datasets:
                  instruments: {sql: 'SELECT ticker, listed_on, NULL AS delisted_on, NULL AS delisting_return FROM master_info'}
                  prices: {sql: 'SELECT date, ticker, close, NULL AS volume FROM equity_history'}
                  facts:
                    - {sql: 'SELECT f.*, NULL AS revision FROM (SELECT ticker, item, fiscal_year, fiscal_quarter, value, published_on FROM fundamental_values) f', form: long, statement: PL}
                """));
        try (Database database = tables(
                dialect,
                alter(dialect, "master_info", "listed_on", moment),
                alter(dialect, "equity_history", "date", moment),
                alter(dialect, "fundamental_values", "published_on", moment))) {
            MarketData data = RawStore.of(database, Optional.of(preset)).load(FEBRUARY);
            assertThat(data.instrument(0).orElseThrow().listedOn()).contains(LocalDate.of(2020, 1, 2));
            assertThat(data.dates().size()).isEqualTo(2);
            assertThat(LocalDate.ofEpochDay(data.facts().publishedOn(0))).isEqualTo(LocalDate.of(2023, 11, 2));
        }
    }

    @Test
    void a_servers_years_are_numbers() {
        try (Database database =
                tables(Dialect.MARIADB, alter(Dialect.MARIADB, "fundamental_values", "fiscal_year", "YEAR"))) {
            assertThat(load(database, FEBRUARY).facts().size()).isEqualTo(2);
        }
    }

    @Test
    void a_date_that_is_a_number_is_told_with_what_would_make_it_one() {
        for (Dialect dialect : Dialect.values()) {
            try (Database database = tables(
                    dialect,
                    "ALTER TABLE master_info DROP COLUMN listed_on",
                    "ALTER TABLE master_info ADD COLUMN listed_on INT",
                    "UPDATE master_info SET listed_on = 20200102 WHERE ticker = 'AAA'")) {
                assertThatThrownBy(() -> load(database, FEBRUARY))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageMatching(
                                "dataset instruments has the listed_on 20200102, of type INT(EGER)?, for AAA;"
                                        + " it must be a date such as 2020-12-31, or NULL where there is none");
            }
        }
    }

    @Test
    void days_of_prices_must_be_dates_even_if_all_texts_are_some() {
        try (Database database = tables(Dialect.DUCKDB, alter(Dialect.DUCKDB, "equity_history", "date", "VARCHAR"))) {
            String message =
                    "dataset prices has the column date of type VARCHAR; it must be of type DATE: alter the table,"
                            + " or give it as CAST(date AS DATE) in the preset's SQL";
            assertThatThrownBy(() -> load(database, FEBRUARY)).hasMessage(message);
            assertThatThrownBy(() -> RawStore.of(database, Optional.empty()).outline(FEBRUARY))
                    .hasMessage(message);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_price_of_a_day_that_cannot_be_is_refused_by_loads_and_outlines(Dialect dialect) {
        try (Database database = tables(dialect, "INSERT INTO equity_history VALUES ('9999-01-01', 'AAA', 10, 5)")) {
            String message = "dataset prices has a row of 9999-01-01 for AAA; it must be within the years 1800 to 2200";
            RawStore raw = RawStore.of(database, Optional.empty());
            assertThatThrownBy(() -> raw.load(LoadRange.all()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> raw.outline(LoadRange.all()))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage(message);
            assertThat(raw.load(FEBRUARY).dates().size()).isEqualTo(2);
            assertThat(raw.load(LoadRange.all().withAbsurd()).dates().size()).isEqualTo(3);
        }
    }
}
