package io.qvm.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The text of a factor model, kept with the scores that it made.
 *
 * @param digest SHA-256 of what it says
 * @param name the model's name
 * @param text the file as it was read
 */
public record ModelText(String digest, String name, String text) {
    static void keep(Connection connection, ModelText model) throws SQLException {
        boolean known = Sql.query(
                connection, "SELECT 1 FROM qvm_models WHERE model_digest = ?", java.sql.ResultSet::next, model.digest);
        if (!known) {
            Sql.update(
                    connection,
                    "INSERT INTO qvm_models (model_digest, name, model_text) VALUES (?, ?, ?)",
                    model.digest,
                    model.name,
                    model.text);
        }
    }
}
