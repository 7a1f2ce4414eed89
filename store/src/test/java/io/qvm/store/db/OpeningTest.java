package io.qvm.store.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.market.InvalidInputException;
import io.qvm.testing.MariaDbServer;
import java.io.BufferedReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which databases open, and what is said about those that do not. */
class OpeningTest {
    private static final String PASSWORD = "open sesame";

    @TempDir
    private Path folder;

    @Test
    void an_address_is_read_in_all_its_parts_and_printed_as_written() {
        DatabaseUrl url = DatabaseUrl.parse("mariadb://me@db.example:3307/market");
        assertThat(url.dialect()).isEqualTo(Dialect.MARIADB);
        assertThat(url.user()).isEqualTo("me");
        assertThat(url.host()).isEqualTo("db.example");
        assertThat(url.port()).isEqualTo(3307);
        assertThat(url.location()).isEqualTo("market");
        assertThat(url).hasToString("mariadb://me@db.example:3307/market");
        assertThat(DatabaseUrl.parse("mysql://me@h/market").port()).isEqualTo(3306);
        assertThat(DatabaseUrl.parse("duckdb:a/b.duckdb").location()).isEqualTo("a/b.duckdb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "duckdb:",
                "market.duckdb",
                "postgres://me@h/market",
                "mysql://h/market",
                "mysql://me@h",
                "mysql://me@h:port/market",
                "mysql:// /",
                "mysql://me@h/market?autoReconnect=true"
            })
    void a_malformed_address_is_an_error_of_one_line(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("database URL")
                .satisfies(OpeningTest::isOneLine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://me:sesame@h/market", "mysql://me:sesame@h /market", "mysql://me:sesame@/market"})
    void a_password_in_the_address_is_refused_and_not_repeated(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(e -> assertThat(String.valueOf(e)).doesNotContain("sesame"))
                .satisfies(OpeningTest::isOneLine);
    }

    @Test
    void a_server_that_is_not_there_is_an_error_that_names_host_and_port() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThatThrownBy(() -> Database.open(DatabaseUrl.parse("mysql://me@127.0.0.1:" + free + "/market")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("127.0.0.1:" + free)
                .satisfies(OpeningTest::isOneLine);
    }

    @Test
    void a_database_that_the_server_lacks_is_an_error_that_names_it() {
        assertThatThrownBy(() ->
                        Database.open(DatabaseUrl.parse(MariaDbServer.shared().url("not_there"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not_there")
                .satisfies(OpeningTest::isOneLine);
    }

    @Test
    void the_password_is_taken_from_the_option_file_and_never_shown() throws Exception {
        MariaDbServer server = MariaDbServer.shared();
        String name = server.newDatabase();
        try (Connection admin = server.connect(name);
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE USER guarded@127.0.0.1 IDENTIFIED BY '" + PASSWORD + "'");
            statement.execute("GRANT ALL ON " + name + ".* TO guarded@127.0.0.1");
        }
        DatabaseUrl url = DatabaseUrl.parse("mysql://guarded@127.0.0.1:" + server.port() + "/" + name);
        withOptionFile("[client]\npassword = \"" + PASSWORD + "\"\n", () -> {
            try (Database database = Database.open(url)) {
                Schema.migrateOwnTables(database);
                assertThat(Schema.hasTable(database, "qvm_runs")).isTrue();
            }
            assertThatThrownBy(() ->
                            Database.open(DatabaseUrl.parse("mysql://guarded@127.0.0.1:" + server.port() + "/mysql")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("may not use")
                    .satisfies(OpeningTest::isOneLine);
        });
        withOptionFile(
                "[client]\npassword=wrong " + PASSWORD + "\n",
                () -> assertThatThrownBy(() -> Database.open(url))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("guarded")
                        .hasMessageContaining("QVM_DB_PASSWORD")
                        .satisfies(e ->
                                assertThat(String.valueOf(e) + e.getCause()).doesNotContain("sesame"))
                        .satisfies(OpeningTest::isOneLine));
    }

    @Test
    void a_file_that_another_process_has_open_is_an_error_that_says_so() throws Exception {
        Path file = folder.resolve("market.duckdb");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("open");
            assertThatThrownBy(() -> Database.open(DatabaseUrl.parse("duckdb:" + file)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("another process")
                    .satisfies(OpeningTest::isOneLine);
        } finally {
            other.destroy();
            other.waitFor();
        }
    }

    @Test
    void a_file_that_is_no_database_is_an_error_that_names_it() throws Exception {
        Path file = folder.resolve("notes.duckdb");
        Files.writeString(file, "not a database\n".repeat(1000));
        assertThatThrownBy(() -> Database.open(DatabaseUrl.parse("duckdb:" + file)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("notes.duckdb")
                .satisfies(OpeningTest::isOneLine);
    }

    /** Another process that has a database open until it is ended. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (Database database = Database.open(DatabaseUrl.parse("duckdb:" + args[0]))) {
                System.out.println("open");
                Thread.sleep(60_000);
            }
        }
    }

    private interface Check {
        void run() throws Exception;
    }

    private void withOptionFile(String content, Check check) throws Exception {
        String home = System.getProperty("user.home");
        Files.writeString(folder.resolve(".my.cnf"), content);
        System.setProperty("user.home", folder.toString());
        try {
            check.run();
        } finally {
            System.setProperty("user.home", home);
        }
    }

    private static void isOneLine(Throwable error) {
        assertThat(String.valueOf(error.getMessage())).doesNotContain("\n");
    }
}
