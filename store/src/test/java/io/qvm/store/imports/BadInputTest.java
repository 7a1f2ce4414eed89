package io.qvm.store.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.qvm.market.InvalidInputException;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.preset.Preset;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
    private static final Preset CANONICAL = ImportFixture.preset("canonical");

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void write_a_good_folder() {
        folder = ImportFixture.canonical(temp.resolve("in"));
    }

    private String refusal() {
        try (Database database = ImportFixture.open("duckdb", temp)) {
            Throwable error =
                    catchThrowable(() -> new Importer(CANONICAL, folder).into(database, ImportProgress.SILENT));
            assertThat(error).isInstanceOf(InvalidInputException.class);
            return error.getMessage();
        }
    }

    private void equity(String... rows) {
        String[] lines = new String[rows.length + 1];
        lines[0] = "date,ticker,close,volume";
        System.arraycopy(rows, 0, lines, 1, rows.length);
        ImportFixture.write(folder.resolve("equity_history.csv"), lines);
    }

    @Test
    void every_wrong_cell_is_named_by_file_line_column_value_and_reason() {
        equity(
                "2020-01-02,AAA,10,1",
                "2020-02-30,AAA,10,1",
                "",
                "2020-01-03,AAA,ten,1",
                "2020-01-06,AAA,nan,1",
                "2020-01-07,AAA,inf,many");
        assertThat(refusal().lines())
                .containsExactly(
                        "nothing was imported: 5 wrong values",
                        "  equity_history.csv line 3, column date: '2020-02-30' is not a date of the form %Y-%m-%d, years 1800 to 9999; a missing value is an empty cell",
                        "  equity_history.csv line 5, column close: 'ten' is not a finite number; a missing value is an empty cell",
                        "  equity_history.csv line 6, column close: 'nan' is not a finite number; a missing value is an empty cell",
                        "  equity_history.csv line 7, column close: 'inf' is not a finite number; a missing value is an empty cell",
                        "  equity_history.csv line 7, column volume: 'many' is not a finite number; a missing value is an empty cell");
    }

    @Test
    void only_the_first_ten_are_listed_but_all_are_counted() {
        String[] rows = new String[50];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = "2020-01-02,T" + i + ",x,1";
        }
        equity(rows);
        assertThat(refusal().lines())
                .hasSize(12)
                .startsWith("nothing was imported: 50 wrong values")
                .endsWith("  and 40 more");
    }

    @Test
    void lines_with_too_few_or_too_many_cells_are_named_and_do_not_shift_the_lines_of_others() {
        equity("2020-01-02,AAA,10", "2020-01-03,AAA,10,1,1", "2020-01-06,AAA,x,1");
        assertThat(refusal())
                .contains("equity_history.csv line 2", "equity_history.csv line 3")
                .contains("wrong number of cells")
                .contains("equity_history.csv line 4, column close: 'x'");
    }

    @Test
    void a_repeated_key_is_named_with_both_lines() {
        equity("2020-01-02,AAA,10,1", "2020-01-03,AAA,11,1", "2020-01-02,AAA,12,1");
        assertThat(refusal())
                .contains(
                        "equity_history.csv line 4, column date, ticker: '2020-01-02, AAA' is there already, at equity_history.csv line 2; it must be unique");
    }

    @Test
    void an_empty_key_and_a_ticker_with_blanks_are_refused() {
        equity("2020-01-02,,10,1", "2020-01-02,AAA ,11,1");
        assertThat(refusal())
                .contains("equity_history.csv line 2, column ticker: is empty, but is part of the table's key")
                .contains("equity_history.csv line 3, column ticker: 'AAA ' begins or ends with a blank");
    }

    @Test
    void negative_prices_and_volumes_are_refused_with_their_place() {
        equity("2020-01-02,AAA,-10,1", "2020-01-03,AAA,10,-1");
        assertThat(refusal())
                .contains(
                        "equity_history.csv line 2 (equity_history 2020-01-02 AAA), column close: '-10.0' is negative")
                .contains(
                        "equity_history.csv line 3 (equity_history 2020-01-03 AAA), column volume: '-1.0' is negative");
    }

    @Test
    void a_misspelt_column_is_answered_with_the_nearest_name() {
        ImportFixture.write(folder.resolve("equity_history.csv"), "date,ticker,clsoe", "2020-01-02,AAA,10");
        assertThat(refusal()).isEqualTo("equity_history.csv line 1: unknown column 'clsoe'; did you mean 'close'?");
        ImportFixture.write(folder.resolve("equity_history.csv"), "date,tiker,close", "2020-01-02,AAA,10");
        assertThat(refusal())
                .isEqualTo(
                        "equity_history.csv line 1: the column 'ticker' is missing; its column 'tiker' may be meant");
    }

    @Test
    void a_missing_or_misnamed_file_is_named() throws Exception {
        Files.move(folder.resolve("equity_history.csv"), folder.resolve("equity_histroy.csv"));
        assertThat(refusal())
                .contains("no file for table equity_history")
                .contains("did you mean 'equity_histroy.csv'?");
    }

    @Test
    void a_table_in_two_formats_is_refused() {
        ImportFixture.writeGz(folder.resolve("equity_history.csv.gz"), ImportFixture.EQUITY);
        assertThat(refusal()).contains("table equity_history is there more than once");
    }

    @Test
    void an_empty_file_is_refused() throws Exception {
        Files.writeString(folder.resolve("equity_history.csv"), "");
        assertThat(refusal()).contains("equity_history.csv is empty");
    }

    @Test
    void a_folder_that_is_not_there_is_refused() {
        folder = temp.resolve("nowhere");
        assertThat(refusal()).contains("no such folder");
    }

    @Test
    void a_file_that_is_no_gzip_is_refused() throws Exception {
        Files.delete(folder.resolve("equity_history.csv"));
        Files.writeString(folder.resolve("equity_history.csv.gz"), "date,ticker\n");
        assertThat(refusal()).contains("cannot read equity_history.csv.gz");
    }

    private void facts(String... rows) {
        String[] lines = new String[rows.length + 1];
        lines[0] = "ticker,item,fiscal_year,fiscal_quarter,revision,statement_type,value,published_on";
        System.arraycopy(rows, 0, lines, 1, rows.length);
        ImportFixture.write(folder.resolve("fundamental_values.csv"), lines);
    }

    @Test
    void a_wrong_fact_is_named_by_the_line_of_its_own_revision() {
        facts(
                "AAA,NetProfit,2019,3,,PL,1,2019-11-01",
                "AAA,NetProfit,2019,3,1,PL,2,2019-12-01",
                "AAA,NetProfit,2019,3,2,XX,3,2020-01-01",
                "BBB,NetProfit,2019,3,,XX,3,2020-01-01");
        assertThat(refusal().lines())
                .containsExactly(
                        "nothing was imported: 2 wrong values",
                        "  fundamental_values.csv line 4 (fundamental_values AAA NetProfit 2019 3 2), column statement_type: 'XX' must be PL, BS or CF",
                        "  fundamental_values.csv line 5 (fundamental_values BBB NetProfit 2019 3 0), column statement_type: 'XX' must be PL, BS or CF");
    }

    @Test
    void only_known_statements_contradict_each_other() {
        facts(
                "AAA,NetProfit,2019,1,,PL,1,",
                "AAA,NetProfit,2019,2,,XX,1,",
                "AAA,NetProfit,2019,3,,PL,1,",
                "AAA,Sales,2019,1,,PL,1,",
                "AAA,Sales,2019,2,,CF,1,");
        assertThat(refusal().lines())
                .hasSize(4)
                .startsWith("nothing was imported: 3 wrong values")
                .anyMatch(line -> line.contains("line 3") && line.contains("'XX' must be PL, BS or CF"))
                .anyMatch(line -> line.contains("Sales") && line.contains("'CF' is not the same"));
    }

    @Test
    void a_line_that_ends_unlike_the_others_is_named_with_what_to_do() throws Exception {
        Files.writeString(
                folder.resolve("equity_history.csv"),
                "date,ticker,close\r\n2020-01-02,AAA,10\r\n2020-01-03,AAA,11\r\n2020-01-06,AAA,12\n");
        assertThat(refusal())
                .isEqualTo("cannot read equity_history.csv: line 4 does not end like the lines above it, one has a"
                        + " carriage return before the line feed and the other has none: write all line ends alike, e.g."
                        + " with dos2unix");
    }

    @Test
    void a_short_line_is_one_fault_however_many_cells_it_lacks() {
        ImportFixture.write(
                folder.resolve("equity_history.csv"),
                "date,ticker,open,high,low,close,adjusted_close,volume",
                "2020-01-02,AAA,1",
                "2020-01-03,AAA,1,1,1,1,1,1",
                "2020-01-06,AAA,1,1");
        assertThat(refusal().lines())
                .containsExactly(
                        "nothing was imported: 2 wrong values",
                        "  equity_history.csv line 2: '2020-01-02,AAA,1' has a wrong number of cells: Expected Number of Columns: 8 Found: 3, as the header names",
                        "  equity_history.csv line 4: '2020-01-06,AAA,1,1' has a wrong number of cells: Expected Number of Columns: 8 Found: 4, as the header names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE"})
    void a_file_in_another_encoding_is_refused_as_such(String encoding) throws Exception {
        Files.writeString(
                folder.resolve("equity_history.csv"),
                "date,ticker,close\n2020-01-02,AAA,10\n",
                Charset.forName(encoding));
        assertThat(refusal()).isEqualTo("equity_history.csv is not UTF-8, but seems to be UTF-16: save it as UTF-8");
    }

    @Test
    void a_header_that_is_not_utf_8_is_refused_and_not_passed_over() throws Exception {
        Files.writeString(
                folder.resolve("equity_history.csv"),
                "date,tick\u00e9r,close\n2020-01-02,AAA,10\n",
                StandardCharsets.ISO_8859_1);
        assertThat(refusal()).isEqualTo("equity_history.csv line 1 is not UTF-8: save the file as UTF-8");
    }

    @Test
    void a_file_with_another_delimiter_is_told_from_one_without_the_column() {
        ImportFixture.write(folder.resolve("equity_history.csv"), "date;ticker;close", "2020-01-02;AAA;10");
        assertThat(refusal())
                .isEqualTo("equity_history.csv line 1: the column 'date' is missing; its cells seem to be separated by"
                        + " ';' and not by ',': say delimiter: \";\" for the table in the preset");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "1577836800 + i                     | date  | '1577836800' is not a date of the form %Y-%m-%d, years 1800 to 9999; a missing value is an empty cell; nor is any other of its 50 values, which are of type BIGINT",
                "DATE '2020-01-01' + CAST(i AS INT) | close | '[1]' is not a finite number; a missing value is an empty cell; nor is any other of its 50 values, which are of type INTEGER[]"
            })
    void a_parquet_column_of_the_wrong_type_is_one_fault(String date, String column, String reason) throws Exception {
        Files.delete(folder.resolve("equity_history.csv"));
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("COPY (SELECT " + date + " AS date, 'AAA' AS ticker, "
                    + (column.equals("close") ? "[1]" : "1.5") + " AS close FROM range(50) t(i) ORDER BY 1) TO '"
                    + folder.resolve("equity_history.parquet") + "' (FORMAT parquet)");
        }
        assertThat(refusal().lines())
                .startsWith(
                        "nothing was imported: 1 wrong value",
                        "  equity_history.parquet, column " + column + ": " + reason);
    }

    @Test
    void a_refused_import_leaves_no_new_file_behind() throws Exception {
        Path file = temp.resolve("new/folder/market.duckdb");
        DatabaseUrl url = DatabaseUrl.parse("duckdb:" + file);
        equity("2020-01-02,AAA,ten,1");
        Throwable wrong = catchThrowable(() -> new Importer(CANONICAL, folder).into(url, ImportProgress.SILENT));
        assertThat(wrong).hasMessageContaining("'ten'");
        Throwable nowhere =
                catchThrowable(() -> new Importer(CANONICAL, temp.resolve("nowhere")).into(url, ImportProgress.SILENT));
        assertThat(nowhere).hasMessageContaining("no such folder");
        assertThat(temp.resolve("new")).doesNotExist();

        equity("2020-01-02,AAA,10,1");
        new Importer(CANONICAL, folder).into(url, ImportProgress.SILENT);
        long size = Files.size(file);
        equity("2020-01-02,AAA,ten,1");
        assertThat(catchThrowable(() -> new Importer(CANONICAL, folder).into(url, ImportProgress.SILENT)))
                .hasMessageContaining("'ten'");
        assertThat(file).hasSize(size);
    }
}
