package io.qvm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.db.Schema;
import io.qvm.store.preset.Presets;
import io.qvm.testing.AlphabetaFixture;
import io.qvm.testing.MariaDbServer;
import io.qvm.testing.ReferenceData;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MariaDbStoreTest extends StoreContract {
    private static final MariaDbServer SERVER = MariaDbServer.shared();

    @Override
    Database openEmpty() {
        return Database.open(DatabaseUrl.parse(SERVER.url(SERVER.newDatabase())));
    }

    @Test
    void a_users_alphabeta_tables_are_read_in_place_and_not_changed() throws Exception {
        Path golden = ReferenceData.path("golden/alphabeta-small");
        String name = SERVER.newDatabase();
        try (Connection user = SERVER.connect(name);
                Database inPlace = Database.open(DatabaseUrl.parse(SERVER.url(name)))) {
            AlphabetaTables.load(user, golden);
            List<String> before = checksums(user);
            ScoreStore.open(inPlace);
            MarketData data = RawStore.of(inPlace, Optional.of(Presets.byNameOrFile("alphabeta")))
                    .load(LoadRange.all());
            SameData.assertSame(data, AlphabetaFixture.of(golden).load());
            assertThat(checksums(user)).isEqualTo(before);
        }
    }

    @Test
    void a_score_table_with_too_little_room_is_refused_before_anything_is_loaded() {
        Schema.migrateRawTables(database());
        execute("INSERT INTO master_info (ticker) VALUES ('AAA'), ('LONGER')");
        execute("CREATE TABLE factor_scores_qvm (ticker VARCHAR(5), date DATE, Quality_Composite DOUBLE,"
                + " Value_Composite DOUBLE, Momentum_Composite DOUBLE, QVM_Composite DOUBLE,"
                + " strategy_version VARCHAR(5) NOT NULL)");
        RawStore raw = RawStore.of(database(), Optional.empty());
        ScoreStore store = ScoreStore.open(database());
        String wide = " VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
        assertThatThrownBy(() -> store.requireRoom("qvm_v2.1", raw))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("table factor_scores_qvm in " + database().url()
                        + " cannot take scores of version qvm_v2.1: its column strategy_version has room for 5 characters"
                        + " and 8 are needed; make it wider with: ALTER TABLE factor_scores_qvm MODIFY COLUMN"
                        + " strategy_version" + wide
                        + " NOT NULL; its column ticker has room for 5 characters and 6 are"
                        + " needed; make it wider with: ALTER TABLE factor_scores_qvm MODIFY COLUMN ticker" + wide);
        assertThatThrownBy(() -> store.begin("qvm_v2.1", "incremental", "model", "code", NOW))
                .hasMessageContaining("strategy_version has room for 5 characters");

        execute("ALTER TABLE factor_scores_qvm MODIFY COLUMN strategy_version" + wide + " NOT NULL");
        execute("ALTER TABLE factor_scores_qvm MODIFY COLUMN ticker VARCHAR(6)");
        ScoreStore.open(database()).requireRoom("qvm_v2.1", raw);
    }

    /** Definition and checksum of every table of the user's. */
    private static List<String> checksums(Connection connection) throws SQLException {
        List<String> sums = new ArrayList<>();
        for (String table : AlphabetaTables.TABLES.keySet()) {
            for (String sql : List.of("SHOW CREATE TABLE " + table, "CHECKSUM TABLE " + table)) {
                try (Statement statement = connection.createStatement();
                        ResultSet result = statement.executeQuery(sql)) {
                    result.next();
                    sums.add(result.getString(2));
                }
            }
        }
        return sums;
    }
}
