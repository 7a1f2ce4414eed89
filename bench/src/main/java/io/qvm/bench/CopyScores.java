package io.qvm.bench;

import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import java.sql.Statement;

/**
 * How long the server alone takes to copy {@code factor_scores_qvm} within itself, indices and all: what a generation of the
 * same rows is to be compared with on the same machine. Argument: the database's address.
 */
public final class CopyScores {
    private CopyScores() {}

    public static void main(String[] args) {
        try (Database database = Database.open(DatabaseUrl.parse(args[0]))) {
            long start = System.nanoTime();
            database.inTransaction("copy the scores", connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("CREATE TABLE bench_copy LIKE factor_scores_qvm");
                    int rows = statement.executeUpdate("INSERT INTO bench_copy SELECT * FROM factor_scores_qvm");
                    System.out.printf(
                            "the server copies these %,d rows within itself in %.1f s%n",
                            rows, (System.nanoTime() - start) / 1e9);
                    statement.execute("DROP TABLE bench_copy");
                }
            });
        }
    }
}
