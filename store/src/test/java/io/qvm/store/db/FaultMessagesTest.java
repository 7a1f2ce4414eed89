package io.qvm.store.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.testing.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mends a fault stands in front of the database's own words. */
class FaultMessagesTest {
    @TempDir
    private Path folder;

    @Test
    void tables_that_a_user_may_not_make_are_told_with_the_right_that_is_lacking() throws Exception {
        MariaDbServer server = MariaDbServer.shared();
        String name = server.newDatabase();
        try (Connection admin = server.connect(name);
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE USER reader@127.0.0.1");
            statement.execute("GRANT SELECT, INSERT ON " + name + ".* TO reader@127.0.0.1");
        }
        DatabaseUrl url = DatabaseUrl.parse("mysql://reader@127.0.0.1:" + server.port() + "/" + name);
        try (Database database = Database.open(url)) {
            assertThatThrownBy(() -> Schema.migrateOwnTables(database))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith(
                            "making the tables (" + url + "): user reader lacks a right: GRANT it, then start again (")
                    .hasMessageContaining("CREATE command denied")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        }
    }

    @Test
    void a_file_that_is_read_only_is_told_before_the_statement_that_found_out() {
        DatabaseUrl url = DatabaseUrl.parse("duckdb:" + folder.resolve("a.duckdb"));
        Path other = folder.resolve("b.duckdb");
        Database.open(DatabaseUrl.parse("duckdb:" + other)).close();
        try (Database database = Database.open(url)) {
            assertThatThrownBy(() -> database.inTransaction("making a table", connection -> {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("ATTACH '" + other + "' AS other (READ_ONLY)");
                            statement.execute("CREATE TABLE other.t (i INTEGER)");
                        }
                    }))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith(
                            "making a table (" + url + "): " + url + " is read-only: use one that may be written to (")
                    .hasMessageContaining("read-only mode");
        }
    }
}
