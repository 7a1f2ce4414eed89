package io.qvm.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.config.YamlFile;
import io.qvm.factor.FactorModel;
import io.qvm.factor.Models;
import io.qvm.simulator.CanonicalCsv;
import io.qvm.simulator.SimulationSettings;
import io.qvm.simulator.Simulator;
import io.qvm.store.ManifestRow;
import io.qvm.store.RawStore;
import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.imports.ImportProgress;
import io.qvm.store.imports.Importer;
import io.qvm.store.preset.Presets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A market that was closed for three months shortens no window: parts of a run give the bits of the whole. */
class ClosedMarketTest {
    private static final Instant NOW = Instant.parse("2024-03-04T05:06:07Z");
    private static final SliceLength WHOLE = (tickers, lookback) -> Integer.MAX_VALUE;
    private static final LocalDate CLOSED = LocalDate.of(2017, 6, 1);
    private static final LocalDate OPEN_AGAIN = LocalDate.of(2017, 9, 1);

    @TempDir
    static Path folder;

    private static int copies;
    private static List<String> whole = List.of();
    private static Map<LocalDate, String> wholeInputs = Map.of();

    /** The default model, with momentum as the mean of a month of long returns: a window of days with months before it. */
    private static FactorModel model() {
        String text = Models.source(Models.DEFAULT).text();
        String windowed = text.replace("name: " + Models.DEFAULT, "name: windowed")
                .replace("\"return(12, 1)\"", "\"mean(return(12, 1), 15, min=3)\"");
        assertThat(windowed).contains("mean(return(12, 1), 15, min=3)");
        return FactorModel.of(new YamlFile("windowed", windowed));
    }

    private static final FactorModel MODEL = model();

    @BeforeAll
    static void a_market_that_was_closed_for_three_months() throws Exception {
        CanonicalCsv.write(
                Simulator.simulate(SimulationSettings.of(17, 25, LocalDate.of(2016, 1, 1), 2)), folder.resolve("raw"));
        try (Database database = Database.open(DatabaseUrl.parse("duckdb:" + folder.resolve("market.duckdb")))) {
            new Importer(Presets.canonical(), folder.resolve("raw")).into(database, ImportProgress.SILENT);
            database.inTransaction("closing", connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("DELETE FROM equity_history WHERE date >= DATE '" + CLOSED + "' AND date < DATE '"
                            + OPEN_AGAIN + "'");
                }
            });
        }
        try (Database database = copy()) {
            generate(database, WHOLE, Optional.empty(), Optional.empty());
            whole = rows(database, LocalDate.MIN);
            wholeInputs = inputs(ScoreStore.open(database).manifest(MODEL.name()));
        }
    }

    private static Database copy() throws Exception {
        Path copy = folder.resolve("market" + ++copies + ".duckdb");
        Files.copy(folder.resolve("market.duckdb"), copy);
        return Database.open(DatabaseUrl.parse("duckdb:" + copy));
    }

    private static GenerationReport generate(
            Database database, SliceLength length, Optional<LocalDate> from, Optional<LocalDate> to) {
        return new Orchestrator(RawStore.of(database, Optional.empty()), ScoreStore.open(database), length)
                .generate(
                        new GenerationRequest(MODEL, from, to, List.of(), GenerationMode.INCREMENTAL, 50, 2, "test"),
                        NOW,
                        GenerationProgress.SILENT);
    }

    private static List<String> rows(Database database, LocalDate from) {
        return database.read("rows", connection -> {
            List<String> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet result =
                            statement.executeQuery("SELECT * FROM factor_scores_qvm ORDER BY date, ticker")) {
                while (result.next()) {
                    StringBuilder row = new StringBuilder();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.append('|').append(result.getObject(i));
                    }
                    if (!result.getDate("date").toLocalDate().isBefore(from)) {
                        rows.add(row.toString());
                    }
                }
            }
            return rows;
        });
    }

    private static Map<LocalDate, String> inputs(Map<LocalDate, ManifestRow> manifest) {
        return manifest.values().stream()
                .collect(Collectors.toMap(ManifestRow::date, row -> row.inputs() + " " + row.scoreRows()));
    }

    @Test
    void day_by_day_after_the_closure_equals_the_run_in_one_piece() throws Exception {
        try (Database database = copy()) {
            generate(database, WHOLE, Optional.empty(), Optional.of(CLOSED));
            List<LocalDate> after = wholeInputs.keySet().stream()
                    .filter(day -> !day.isBefore(OPEN_AGAIN) && day.isBefore(LocalDate.of(2017, 10, 10)))
                    .sorted()
                    .toList();
            assertThat(after).hasSizeGreaterThan(20);
            for (LocalDate day : after) {
                generate(database, WHOLE, Optional.of(day), Optional.of(day));
            }
            generate(database, WHOLE, Optional.of(after.get(0)), Optional.empty());
            assertThat(inputs(ScoreStore.open(database).manifest(MODEL.name()))).isEqualTo(wholeInputs);
            assertThat(rows(database, LocalDate.MIN)).isEqualTo(whole).hasSizeGreaterThan(5_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 60, 200})
    void slices_equal_the_run_in_one_piece(int length) throws Exception {
        try (Database database = copy()) {
            generate(database, (tickers, lookback) -> length, Optional.empty(), Optional.empty());
            assertThat(rows(database, LocalDate.MIN)).isEqualTo(whole);
            assertThat(inputs(ScoreStore.open(database).manifest(MODEL.name()))).isEqualTo(wholeInputs);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, Integer.MAX_VALUE})
    void comparison_finds_the_same_days_in_slices_and_at_once_for_several_versions(int length) throws Exception {
        FactorModel other = Models.byNameOrFile("qvm_v1_baseline");
        try (Database database = copy()) {
            generate(database, WHOLE, Optional.empty(), Optional.of(LocalDate.of(2017, 10, 31)));
            RawStore raw = RawStore.of(database, Optional.empty());
            ScoreStore scores = ScoreStore.open(database);
            new Orchestrator(raw, scores)
                    .generate(
                            new GenerationRequest(
                                    other,
                                    Optional.of(LocalDate.of(2017, 3, 1)),
                                    Optional.empty(),
                                    List.of(),
                                    GenerationMode.INCREMENTAL,
                                    50,
                                    2,
                                    "test"),
                            NOW,
                            GenerationProgress.SILENT);
            NavigableMap<LocalDate, ManifestRow> mine = scores.manifest(MODEL.name());
            NavigableMap<LocalDate, ManifestRow> others = scores.manifest(other.name());
            Map<String, MarketComparison.Version> versions = Map.of(
                    MODEL.name(), new MarketComparison.Version(MODEL, mine),
                    other.name(), new MarketComparison.Version(other, others));
            List<Integer> heard = new ArrayList<>();
            MarketComparison fresh = compare(raw, versions, length, heard);
            assertThat(fresh.version(MODEL.name()).orElseThrow().stale()).isEmpty();
            assertThat(fresh.version(other.name()).orElseThrow().stale()).isEmpty();
            assertThat(fresh.version(other.name()).orElseThrow().missing()).isEmpty();
            assertThat(fresh.version(MODEL.name()).orElseThrow().missing())
                    .isEqualTo(others.navigableKeySet().tailSet(LocalDate.of(2017, 11, 1)).stream()
                            .toList());
            assertThat(heard.get(heard.size() - 1))
                    .isEqualTo(mine.size()
                            + fresh.version(MODEL.name())
                                    .orElseThrow()
                                    .missing()
                                    .size());

            database.inTransaction("correcting", connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(
                            "UPDATE equity_history SET adjusted_close = adjusted_close * 1.5 + 1 WHERE date BETWEEN"
                                    + " DATE '2017-03-20' AND DATE '2017-03-24'");
                }
            });
            MarketComparison changed = compare(raw, versions, length, heard);
            int stale = changed.version(MODEL.name()).orElseThrow().stale().size();
            assertThat(changed.version(MODEL.name()).orElseThrow().stale().values())
                    .allMatch(List.of(StaleReason.PRICES)::containsAll);
            assertThat(changed.version(other.name()).orElseThrow().stale()).isNotEmpty();
            GenerationReport again =
                    generate(database, WHOLE, Optional.empty(), Optional.of(LocalDate.of(2017, 10, 31)));
            assertThat(again.days()).isEqualTo(stale).isBetween(10, 200);
        }
    }

    private static MarketComparison compare(
            RawStore raw, Map<String, MarketComparison.Version> versions, int length, List<Integer> heard) {
        return MarketComparison.of(raw, versions, 2, (tickers, lookback) -> length, (days, all) -> heard.add(days));
    }
}
