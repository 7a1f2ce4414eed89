package io.qvm.store.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.qvm.market.InvalidInputException;
import io.qvm.store.db.Database;
import io.qvm.store.preset.Preset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
