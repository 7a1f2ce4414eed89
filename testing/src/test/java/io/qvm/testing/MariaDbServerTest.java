package io.qvm.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class MariaDbServerTest {
    @Test
    void serves_queries_on_the_loopback_address_only() throws Exception {
        MariaDbServer server = MariaDbServer.shared();
        try (Connection connection = server.connect(server.newDatabase());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT @@bind_address, VERSION()")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("127.0.0.1");
            assertThat(rows.getString(2)).contains("MariaDB");
        }
    }
}
