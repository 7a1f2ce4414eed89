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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A market that is loaded in slices of days gives the scores, coverage and digests of one that is loaded at once. */
class SlicedRunTest {
    private static final Instant NOW = Instant.parse("2024-03-04T05:06:07Z");
    private static final FactorModel MODEL = Models.byNameOrFile(Models.DEFAULT);
    private static final List<FactorModel> MODELS = models();
    private static final SliceLength WHOLE = (tickers, lookback) -> Integer.MAX_VALUE;

    @TempDir
    static Path folder;

    private static final Map<FactorModel, Whole> WHOLES = new LinkedHashMap<>();
    private static int copies;

    /** What a run over the whole market gives. */
    private record Whole(List<String> rows, Map<LocalDate, ManifestRow> manifest) {}

    @BeforeAll
    static void a_market_that_is_scored_at_once() throws Exception {
        CanonicalCsv.write(
                Simulator.simulate(SimulationSettings.of(13, 30, LocalDate.of(2015, 1, 1), 4)), folder.resolve("raw"));
        try (Database database = Database.open(DatabaseUrl.parse("duckdb:" + folder.resolve("market.duckdb")))) {
            new Importer(Presets.canonical(), folder.resolve("raw")).into(database, ImportProgress.SILENT);
            // A stock that no master data know, and a day on which only it was traded.
            database.inTransaction("adding", connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(
                            "INSERT INTO equity_history (date, ticker, adjusted_close, volume)"
                                    + " VALUES (DATE '2017-05-06', 'unknown', 5, 100), (DATE '2017-05-08', 'unknown', 5, 'NaN')");
                    // Some that were not traded for years, and one whose market cap was no longer told.
                    statement.execute("CREATE TABLE old AS SELECT ticker, row_number() OVER (ORDER BY ticker) AS n FROM"
                            + " (SELECT DISTINCT ticker FROM equity_history WHERE date < DATE '2015-06-01')");
                    statement.execute("DELETE FROM equity_history WHERE date > DATE '2015-08-14' AND ticker IN"
                            + " (SELECT ticker FROM old WHERE n % 5 = 1) AND date < DATE '2018-06-01'");
                    statement.execute("UPDATE equity_history SET market_cap = 'NaN' WHERE date > DATE '2015-09-10'"
                            + " AND ticker = (SELECT ticker FROM old WHERE n = 2)");
                    statement.execute("UPDATE equity_history SET market_cap = NULL WHERE date > DATE '2015-09-10'"
                            + " AND ticker = (SELECT ticker FROM old WHERE n = 3)");
                }
            });
        }
        for (FactorModel model : MODELS) {
            try (Database database = copy("market")) {
                generate(database, model, WHOLE, Optional.empty());
                WHOLES.put(
                        model,
                        new Whole(rows(database), ScoreStore.open(database).manifest(model.name())));
            }
        }
    }

    private static Whole whole(FactorModel model) {
        return Optional.ofNullable(WHOLES.get(model)).orElseThrow();
    }

    /** The shipped ones, and the default one if it took the last value of market caps however old. */
    private static List<FactorModel> models() {
        List<FactorModel> models = new ArrayList<>();
        Models.shipped().forEach(name -> models.add(name.equals(MODEL.name()) ? MODEL : Models.byNameOrFile(name)));
        YamlFile source = Models.source(MODEL.name());
        String anyAge = source.text()
                .replace("name: " + MODEL.name(), "name: any_age")
                .replace("  max_age_days: 30                # calendar days\n", "");
        assertThat(anyAge).hasSizeLessThan(source.text().length() - 30);
        models.add(FactorModel.of(new YamlFile("any_age", anyAge)));
        return models;
    }

    static Stream<Arguments> cases() {
        return Stream.concat(
                Stream.of(37, 111, 250, 640).map(length -> Arguments.of(MODEL, length)),
                MODELS.stream().filter(model -> model != MODEL).map(model -> Arguments.of(model, 90)));
    }

    private static Database copy(String name) throws Exception {
        Path copy = folder.resolve(name + ++copies + ".duckdb");
        Files.copy(folder.resolve("market.duckdb"), copy);
        return Database.open(DatabaseUrl.parse("duckdb:" + copy));
    }

    private static GenerationReport generate(Database database, SliceLength length, Optional<LocalDate> from) {
        return generate(database, MODEL, length, from);
    }

    private static GenerationReport generate(
            Database database, FactorModel model, SliceLength length, Optional<LocalDate> from) {
        RawStore raw = RawStore.of(database, Optional.empty());
        return new Orchestrator(raw, ScoreStore.open(database), length)
                .generate(
                        new GenerationRequest(
                                model, from, Optional.empty(), List.of(), GenerationMode.INCREMENTAL, 50, 2, "test"),
                        NOW,
                        GenerationProgress.SILENT);
    }

    private static List<String> rows(Database database) {
        return database.read("rows", connection -> {
            List<String> rows = new ArrayList<>();
            for (String table : List.of("factor_scores_qvm", "qvm_coverage")) {
                try (Statement statement = connection.createStatement();
                        ResultSet result = statement.executeQuery("SELECT * FROM " + table + " ORDER BY ALL")) {
                    while (result.next()) {
                        StringBuilder row = new StringBuilder(table);
                        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                            row.append('|').append(result.getObject(i));
                        }
                        rows.add(row.toString());
                    }
                }
            }
            return rows;
        });
    }

    private static Map<LocalDate, String> inputs(Map<LocalDate, ManifestRow> manifest) {
        return manifest.values().stream()
                .collect(Collectors.toMap(
                        ManifestRow::date, row -> row.inputs() + " " + row.scoreRows() + " " + row.tradingDay()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void slices_of_any_length_give_the_scores_and_digests_of_the_whole(FactorModel model, int length) throws Exception {
        try (Database database = copy("slices")) {
            generate(database, model, (tickers, lookback) -> length, Optional.empty());

            assertThat(rows(database)).isEqualTo(whole(model).rows).hasSizeGreaterThan(20_000);
            assertThat(inputs(ScoreStore.open(database).manifest(model.name())))
                    .isEqualTo(inputs(whole(model).manifest));
        }
    }

    @Test
    void one_day_gives_the_scores_and_digests_that_it_has_among_all() throws Exception {
        LocalDate day = LocalDate.of(2018, 3, 14);
        for (FactorModel model : MODELS) {
            try (Database database = copy("day")) {
                new Orchestrator(RawStore.of(database, Optional.empty()), ScoreStore.open(database))
                        .generate(
                                new GenerationRequest(
                                        model,
                                        Optional.of(day),
                                        Optional.of(day),
                                        List.of(),
                                        GenerationMode.INCREMENTAL,
                                        50,
                                        1,
                                        "test"),
                                NOW,
                                GenerationProgress.SILENT);
                String marker = "|" + day + "|";
                assertThat(rows(database))
                        .as(model.name())
                        .isEqualTo(whole(model).rows.stream()
                                .filter(row -> row.contains(marker))
                                .toList())
                        .hasSizeGreaterThan(15);
                assertThat(inputs(ScoreStore.open(database).manifest(model.name())))
                        .isEqualTo(inputs(whole(model).manifest.entrySet().stream()
                                .filter(entry -> entry.getKey().equals(day))
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
            }
        }
    }

    @Test
    void what_was_scored_at_once_is_not_stale_when_looked_at_in_slices() throws Exception {
        try (Database database = copy("stale")) {
            generate(database, WHOLE, Optional.empty());

            GenerationReport again = generate(database, (tickers, lookback) -> 90, Optional.empty());

            assertThat(again.days()).isZero();
            assertThat(again.unchanged()).isEqualTo(whole(MODEL).manifest.size());
        }
    }

    @Test
    void a_corrected_price_makes_the_same_days_stale_in_slices() throws Exception {
        List<Integer> recomputed = new ArrayList<>();
        for (SliceLength length : List.<SliceLength>of(WHOLE, (tickers, lookback) -> 90)) {
            try (Database database = copy("corrected")) {
                generate(database, WHOLE, Optional.empty());
                database.inTransaction("correcting", connection -> {
                    try (Statement statement = connection.createStatement()) {
                        assertThat(statement.executeUpdate(
                                        "UPDATE equity_history SET adjusted_close = adjusted_close * 2 WHERE date BETWEEN"
                                                + " DATE '2016-06-01' AND DATE '2016-06-30'"))
                                .isPositive();
                    }
                });
                recomputed.add(generate(database, length, Optional.of(LocalDate.of(2015, 6, 1)))
                        .days());
            }
        }
        assertThat(recomputed.get(1)).isEqualTo(recomputed.get(0)).isGreaterThan(20);
    }
}
