package io.qvm.store.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.market.InvalidInputException;
import io.qvm.store.db.Database;
import io.qvm.store.db.Schema;
import io.qvm.store.preset.Preset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImporterTest {
    private static final Preset CANONICAL = ImportFixture.preset("canonical");

    @TempDir
    Path temp;

    private Path folder() {
        return temp.resolve("in");
    }

    private ImportReport importInto(Database database) {
        return new Importer(CANONICAL, folder()).into(database, ImportProgress.SILENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void a_canonical_folder_arrives_value_by_value(String kind) {
        ImportFixture.canonical(folder());
        try (Database database = ImportFixture.open(kind, temp)) {
            ImportReport report = importInto(database);
            assertThat(ImportFixture.rows(database, CanonicalTable.MASTER_INFO))
                    .containsExactly(
                            List.of("AAA", "Alpha, Inc", "null", "Banking", "null", "null", "null", "null", "null"),
                            List.of("BBB", "Beta", "null", "null", "null", "null", "null", "null", "null"));
            assertThat(ImportFixture.rows(database, CanonicalTable.EQUITY_HISTORY))
                    .hasSize(3)
                    .first()
                    .isEqualTo(List.of(
                            "2020-01-02",
                            "AAA",
                            "null",
                            "null",
                            "null",
                            "10.1",
                            "9.5",
                            "1000.0",
                            "null",
                            "null",
                            "null",
                            "3"));
            assertThat(ImportFixture.rows(database, CanonicalTable.FUNDAMENTAL_VALUES))
                    .containsExactly(
                            List.of("AAA", "NetProfit", "2019", "3", "0", "PL", "2019-09-30", "1.0E9", "2019-11-01"),
                            List.of("AAA", "TotalEquity", "2019", "3", "0", "BS", "2019-09-30", "0.1", "null"));
            assertThat(report.tables().get(2).dropped())
                    .containsExactly(new ImportReport.Remark("has no value", 1, List.of("BBB NetProfit")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void importing_twice_changes_nothing(String kind) {
        ImportFixture.canonical(folder());
        try (Database database = ImportFixture.open(kind, temp)) {
            importInto(database);
            List<List<List<String>>> before = ImportFixture.everything(database);
            ImportReport second = importInto(database);
            assertThat(second.changedNothing()).isTrue();
            assertThat(second.tables().get(1).unchanged()).isEqualTo(3);
            assertThat(ImportFixture.everything(database)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void a_changed_value_is_replaced_and_counted(String kind) {
        ImportFixture.canonical(folder());
        try (Database database = ImportFixture.open(kind, temp)) {
            importInto(database);
            ImportFixture.write(
                    folder().resolve("equity_history.csv"),
                    "ticker,date,close,adjusted_close,volume",
                    "AAA,2020-01-02,10.1,,1000",
                    "AAA,2020-01-06,11,11,7");
            ImportReport.Table equity = importInto(database).tables().get(1);
            assertThat(List.of(equity.added(), equity.replaced(), equity.unchanged()))
                    .containsExactly(1L, 1L, 0L);
            assertThat(ImportFixture.rows(database, CanonicalTable.EQUITY_HISTORY))
                    .hasSize(4)
                    .first()
                    .satisfies(row -> assertThat(row.get(6)).isEqualTo("null"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void a_failed_import_leaves_nothing_behind(String kind) {
        ImportFixture.canonical(folder());
        try (Database database = ImportFixture.open(kind, temp)) {
            importInto(database);
            List<List<List<String>>> before = ImportFixture.everything(database);
            ImportFixture.write(folder().resolve("master_info.csv"), "ticker,name,sector", "CCC,Gamma,Energy");
            ImportFixture.write(
                    folder().resolve("fundamental_values.csv"),
                    "ticker,item,fiscal_year,fiscal_quarter,statement_type,value",
                    "AAA,NetProfit,2019,5,PL,1");
            assertThatThrownBy(() -> importInto(database))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("fundamental_values.csv line 2")
                    .hasMessageContaining("column fiscal_quarter: '5' must be 1, 2, 3 or 4");
            assertThat(ImportFixture.everything(database)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void an_import_that_the_database_refuses_half_way_leaves_nothing_behind(String kind) {
        ImportFixture.canonical(folder());
        try (Database database = ImportFixture.open(kind, temp)) {
            Schema.migrateRawTables(database);
            database.inTransaction("forbidding", c -> {
                try (Statement statement = c.createStatement()) {
                    statement.execute("DROP TABLE index_history");
                    statement.execute("CREATE TABLE index_history (date DATE NOT NULL, symbol VARCHAR(8) NOT NULL,"
                            + " close DOUBLE CHECK (close > 1000), PRIMARY KEY (date, symbol))");
                }
            });
            assertThatThrownBy(() -> importInto(database)).isInstanceOf(RuntimeException.class);
            assertThat(ImportFixture.everything(database))
                    .allSatisfy(rows -> assertThat(rows).isEmpty());
        }
    }

    @Test
    void plain_gzipped_and_parquet_files_give_the_same_whatever_the_order_of_rows() throws Exception {
        ImportFixture.canonical(folder());
        List<List<List<String>>> plain;
        try (Database database = ImportFixture.open("duckdb", temp)) {
            importInto(database);
            plain = ImportFixture.everything(database);
        }
        Files.delete(folder().resolve("equity_history.csv"));
        Files.delete(folder().resolve("fundamental_values.csv"));
        String[] equity = ImportFixture.EQUITY;
        ImportFixture.writeGz(folder().resolve("equity_history.csv.gz"), equity[0], equity[3], equity[1], equity[2]);
        ImportFixture.write(temp.resolve("facts.csv"), ImportFixture.FACTS);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT * FROM read_csv('" + temp.resolve("facts.csv") + "')) TO '"
                    + folder().resolve("fundamental_values.parquet") + "' (FORMAT parquet)");
        }
        Path other = temp.resolve("other");
        try (Database database = ImportFixture.open("duckdb", Files.createDirectories(other))) {
            importInto(database);
            assertThat(ImportFixture.everything(database)).isEqualTo(plain);
        }
    }
}
