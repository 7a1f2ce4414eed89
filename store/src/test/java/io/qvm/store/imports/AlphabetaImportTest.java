package io.qvm.store.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.store.db.Database;
import io.qvm.testing.ReferenceData;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlphabetaImportTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"duckdb", "mariadb"})
    void the_reference_installation_s_files_arrive_completely_and_only_once(String kind) {
        Path folder = ReferenceData.path("golden/alphabeta-small");
        Importer importer = new Importer(ImportFixture.preset("alphabeta"), folder);
        try (Database database = ImportFixture.open(kind, temp)) {
            ImportReport report = importer.into(database, ImportProgress.SILENT);
            assertThat(report.tables().get(0).added()).isEqualTo(120);
            assertThat(report.tables().get(3).added()).isEqualTo(2015);
            List<List<String>> equity = ImportFixture.rows(database, CanonicalTable.EQUITY_HISTORY);
            assertThat(equity.stream().filter(row -> !row.get(11).equals("2"))).hasSize(112_859);
            assertThat(equity.stream().filter(row -> !row.get(11).equals("1"))).hasSize(112_859);
            assertThat(ImportFixture.rows(database, CanonicalTable.MASTER_INFO).stream()
                            .map(row -> row.get(3)))
                    .contains("Banking")
                    .doesNotContain("Banks");
            assertThat(importer.into(database, ImportProgress.SILENT).changedNothing())
                    .isTrue();
        }
    }
}
