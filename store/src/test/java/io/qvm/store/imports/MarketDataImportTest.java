package io.qvm.store.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.store.db.Database;
import io.qvm.store.preset.Presets;
import io.qvm.testing.ReferenceData;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketDataImportTest {
    @TempDir
    Path temp;

    @Test
    void a_fact_from_a_filing_is_known_when_it_was_accepted_and_the_fourth_quarter_is_the_year_s_rest() {
        Importer importer = new Importer(Presets.byNameOrFile("us-sec"), ReferenceData.path("realdata"));
        try (Database database = ImportFixture.open("duckdb", temp)) {
            importer.into(database, ImportProgress.SILENT);
            // The year to 2011-09-24 earned 25,922 million, its first three quarters 6,004 + 5,987 + 7,308; the 10-K
            // was
            // accepted on 2011-10-26 at 16:35, after the close.
            assertThat(one(
                            database,
                            "SELECT value || ' ' || published_on FROM fundamental_values WHERE ticker = 'AAPL'"
                                    + " AND item = 'NetProfit' AND period_end = '2011-09-24'"))
                    .isEqualTo("6623000000.0 2011-10-27");
            assertThat(one(database, "SELECT count(*) FROM fundamental_values WHERE published_on <= period_end"))
                    .isEqualTo("0");
            assertThat(one(
                            database,
                            "SELECT count(*) FROM equity_history WHERE ticker = 'AVB' AND date = '2010-09-16'"))
                    .isEqualTo("0");
        }
    }

    private static String one(Database database, String sql) {
        return database.read("asking", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                result.next();
                return result.getString(1);
            }
        });
    }
}
