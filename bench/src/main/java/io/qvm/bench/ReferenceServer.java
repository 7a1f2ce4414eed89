package io.qvm.bench;

import io.qvm.testing.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A MariaDB server of its own that holds a folder of {@code alphabeta} tables, for {@code bench/reference_size.sh}.
 *
 * <p>Arguments: the folder, and a file that receives the database's address once everything is loaded. Runs until the
 * process is ended; its data go with it.
 */
public final class ReferenceServer {
    private ReferenceServer() {}

    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        MariaDbServer server = MariaDbServer.start();
        String database = server.newDatabase();
        try (Connection connection = server.connect(database)) {
            AlphabetaTables.load(connection, Path.of(args[0]));
        }
        Path ready = Path.of(args[1]);
        Path half = ready.resolveSibling(ready.getFileName() + ".part");
        Files.writeString(half, server.url(database));
        Files.move(half, ready);
        Thread.currentThread().join();
    }
}
