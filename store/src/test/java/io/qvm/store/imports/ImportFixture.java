package io.qvm.store.imports;

import io.qvm.config.YamlFile;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.preset.Preset;
import io.qvm.testing.MariaDbServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Small canonical folders, databases of both kinds, and what stands in them. */
final class ImportFixture {
    static final Path ROOT = Path.of(System.getProperty("qvm.root", ".."));

    private ImportFixture() {}

    static Preset preset(String name) {
        return Preset.of(YamlFile.read(ROOT.resolve("presets/" + name + ".yaml")));
    }

    static Database open(String kind, Path folder) {
        String url = kind.equals("duckdb")
                ? "duckdb:" + folder.resolve("test.duckdb")
                : MariaDbServer.shared().url(MariaDbServer.shared().newDatabase());
        return Database.open(DatabaseUrl.parse(url));
    }

    static void write(Path file, String... lines) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void writeGz(Path file, String... lines) {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static final String[] MASTER = {"ticker,name,sector", "AAA,\"Alpha, Inc\",Banking", "BBB,Beta,"};
    static final String[] EQUITY = {
        "date,ticker,close,adjusted_close,volume",
        "2020-01-02,AAA,10.1,9.5,1000",
        "2020-01-02,BBB,20.25,,0",
        "2020-01-03,AAA,10.3,9.7,1500"
    };
    static final String[] FACTS = {
        "ticker,item,fiscal_year,fiscal_quarter,statement_type,value,published_on",
        "AAA,NetProfit,2019,3,PL,1e9,2019-11-01",
        "AAA,TotalEquity,2019,3,BS,0.1,",
        "BBB,NetProfit,2019,3,PL,,2019-11-01"
    };

    /** A small valid canonical folder. */
    static Path canonical(Path folder) {
        write(folder.resolve("master_info.csv"), MASTER);
        write(folder.resolve("equity_history.csv"), EQUITY);
        write(folder.resolve("fundamental_values.csv"), FACTS);
        write(folder.resolve("index_history.csv"), "date,symbol,close", "2020-01-02,IDX,100");
        return folder;
    }

    /** All rows of a table, in the order of its key. */
    static List<List<String>> rows(Database database, CanonicalTable table) {
        return database.read("reading back", connection -> {
            List<List<String>> rows = new ArrayList<>();
            List<String> columns = table.columns();
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT " + String.join(", ", columns) + " FROM "
                            + table.table() + " ORDER BY " + String.join(", ", table.key()))) {
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= columns.size(); i++) {
                        row.add(String.valueOf(result.getObject(i)));
                    }
                    rows.add(row);
                }
            }
            return rows;
        });
    }

    static List<List<List<String>>> everything(Database database) {
        List<List<List<String>>> all = new ArrayList<>();
        for (CanonicalTable table : CanonicalTable.values()) {
            all.add(rows(database, table));
        }
        return all;
    }
}
