package io.qvm.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.MarketData;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
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
