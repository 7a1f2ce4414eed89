package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.config.YamlFile;
import io.qvm.testing.AlphabetaFixture;
import io.qvm.testing.CsvTable;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The reference engine's scores of ten restricted universes on two days, with just the rows of a synthetic market from
 * which they come.
 *
 * <p>Around every row that a rule selects, its neighbours are kept, so that a rule off by a row is found out.
 */
class GoldenExtractTest {
    private static final FactorModel MODEL = Models.byNameOrFile("qvm_v2.0_enhanced");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "banks_and_securities",
                "banks_only",
                "big_and_small",
                "five_per_sector",
                "null_sector_only",
                "one_big_sector",
                "one_big_sector_plus_null",
                "one_small_sector",
                "single_ticker",
                "two_sectors"
            })
    void reference_scores_are_reproduced_from_the_extract(String universe) throws URISyntaxException {
        Path folder = folder();
        List<String> tickers =
                GoldenScores.by("universe", CsvTable.rows(folder.resolve("subuniverses.csv.gz"))).get(universe).stream()
                        .map(r -> r.text("ticker"))
                        .toList();
        Map<String, List<CsvTable.Row>> golden =
                GoldenScores.by("universe", CsvTable.rows(folder.resolve("golden_scores_subuniverse.csv.gz")));
        assertThat(golden).containsKey(universe);
        GoldenScores.assertScored(
                AlphabetaFixture.of(folder).restrictedTo(tickers).load(), MODEL, golden.get(universe));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two_sectors", "five_per_sector", "one_big_sector_plus_null"})
    void list_of_tickers_in_the_model_file_restricts_as_the_master_table_does(String universe)
            throws URISyntaxException {
        Path folder = folder();
        String list =
                GoldenScores.by("universe", CsvTable.rows(folder.resolve("subuniverses.csv.gz"))).get(universe).stream()
                        .map(r -> r.text("ticker"))
                        .collect(Collectors.joining(", ", "[", "]"));
        String text = Models.source("qvm_v2.0_enhanced")
                .text()
                .replace("  valuation_row: true", "  tickers: " + list + "\n  valuation_row: true");
        GoldenScores.assertScored(
                AlphabetaFixture.of(folder).load(),
                FactorModel.of(new YamlFile("restricted", text)),
                GoldenScores.by("universe", CsvTable.rows(folder.resolve("golden_scores_subuniverse.csv.gz")))
                        .get(universe));
    }

    private static Path folder() throws URISyntaxException {
        URL resource = Optional.ofNullable(GoldenExtractTest.class.getResource("/golden-extract"))
                .orElseThrow();
        return Path.of(resource.toURI());
    }
}
