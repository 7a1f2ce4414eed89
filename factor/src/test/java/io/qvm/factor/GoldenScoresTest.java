package io.qvm.factor;

import io.qvm.testing.AlphabetaFixture;
import io.qvm.testing.CsvTable;
import io.qvm.testing.ReferenceData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenScoresTest {
    private static final FactorModel MODEL = Models.byNameOrFile("qvm_v2.0_enhanced");

    private static Path folder;

    @BeforeAll
    static void findReferenceData() {
        folder = ReferenceData.path("golden/alphabeta-small");
    }

    @Test
    void every_golden_score_is_reproduced_and_no_other_row_exists() {
        GoldenScores.assertScored(
                AlphabetaFixture.of(folder).load(), MODEL, CsvTable.rows(folder.resolve("golden_scores.csv.gz")));
    }

    @Test
    void optional_columns_are_used_where_they_exist() {
        GoldenScores.assertScored(
                AlphabetaFixture.of(folder).withOptionalColumns().load(),
                MODEL,
                CsvTable.rows(folder.resolve("golden_scores_optional_columns.csv.gz")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "banks_and_securities",
                "banks_only",
                "big_and_small",
                "five_per_sector",
                "five_per_sector_no_null",
                "null_sector_only",
                "one_big_sector",
                "one_big_sector_plus_null",
                "one_small_sector",
                "reversed_order",
                "single_ticker",
                "two_sectors",
                "unknown_tickers_mixed"
            })
    void restricted_universes_are_reproduced(String universe) {
        Map<String, List<CsvTable.Row>> members =
                GoldenScores.by("universe", CsvTable.rows(folder.resolve("subuniverses.csv.gz")));
        Map<String, List<CsvTable.Row>> golden =
                GoldenScores.by("universe", CsvTable.rows(folder.resolve("golden_scores_subuniverse.csv.gz")));
        List<String> tickers =
                members.get(universe).stream().map(r -> r.text("ticker")).toList();
        GoldenScores.assertScored(
                AlphabetaFixture.of(folder).restrictedTo(tickers).load(), MODEL, golden.get(universe));
    }
}
