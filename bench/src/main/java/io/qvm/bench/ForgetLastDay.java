package io.qvm.bench;

import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Takes the last day of a version out of the scores, their coverage and the manifest, as if its data had only just arrived,
 * and prints the day. Arguments: the database's address, and the version.
 */
public final class ForgetLastDay {
    private ForgetLastDay() {}

    public static void main(String[] args) {
        try (Database database = Database.open(DatabaseUrl.parse(args[0]))) {
            Date last = database.read("last day", connection -> {
                try (PreparedStatement query =
                        connection.prepareStatement("SELECT MAX(date) FROM qvm_manifest WHERE strategy_version = ?")) {
                    query.setString(1, args[1]);
                    try (ResultSet result = query.executeQuery()) {
                        if (!result.next()) {
                            throw new SQLException("no days of " + args[1]);
                        }
                        return result.getDate(1);
                    }
                }
            });
            database.inTransaction("forget the last day", connection -> {
                for (String table : List.of("factor_scores_qvm", "qvm_coverage", "qvm_manifest")) {
                    try (PreparedStatement delete = connection.prepareStatement(
                            "DELETE FROM " + table + " WHERE strategy_version = ? AND date = ?")) {
                        delete.setString(1, args[1]);
                        delete.setDate(2, last);
                        delete.executeUpdate();
                    }
                }
            });
            System.out.println(last);
        }
    }
}
