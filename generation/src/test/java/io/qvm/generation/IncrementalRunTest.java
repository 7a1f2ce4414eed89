package io.qvm.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.config.YamlFile;
import io.qvm.factor.FactorEngine;
import io.qvm.factor.FactorModel;
import io.qvm.factor.Models;
import io.qvm.factor.ScoredDays;
import io.qvm.market.Coverage;
import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.ScoreColumn;
import io.qvm.simulator.CanonicalCsv;
import io.qvm.simulator.SimulationSettings;
import io.qvm.simulator.Simulator;
import io.qvm.store.LoadRange;
import io.qvm.store.ManifestRow;
import io.qvm.store.RawStore;
import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.db.Schema;
import io.qvm.store.imports.ImportProgress;
import io.qvm.store.imports.Importer;
import io.qvm.store.preset.Presets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a change of the raw data an incremental run computes the days whose scores change, and no others. */
class IncrementalRunTest {
    private static final Instant NOW = Instant.parse("2024-03-04T05:06:07Z");
    private static final FactorModel MODEL = Models.byNameOrFile(Models.DEFAULT);

    @TempDir
    static Path folder;

    private static int databases;

    private Database database;
    private ScoreStore scores;
    private RawStore raw;
    private final Map<StaleReason, Integer> reasons = new EnumMap<>(StaleReason.class);

    @BeforeAll
    static void a_scored_market() throws Exception {
        CanonicalCsv.write(
                Simulator.simulate(SimulationSettings.of(11, 40, LocalDate.of(2018, 1, 1), 2)), folder.resolve("raw"));
        IncrementalRunTest first = new IncrementalRunTest();
        first.open(folder.resolve("market.duckdb"));
        new Importer(Presets.canonical(), folder.resolve("raw")).into(first.database, ImportProgress.SILENT);
        first.generate(MODEL, Optional.empty(), GenerationMode.INCREMENTAL);
        first.close();
    }

    @BeforeEach
    void a_copy_of_it() throws Exception {
        Path copy = folder.resolve("copy" + ++databases + ".duckdb");
        Files.copy(folder.resolve("market.duckdb"), copy);
        open(copy);
    }

    private void open(Path file) {
        database = Database.open(DatabaseUrl.parse("duckdb:" + file));
        scores = ScoreStore.open(database);
        Schema.migrateRawTables(database);
        raw = RawStore.of(database, Optional.empty());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private GenerationReport generate(FactorModel model, Optional<LocalDate> from, GenerationMode mode) {
        reasons.clear();
        return new Orchestrator(raw, scores)
                .generate(
                        new GenerationRequest(model, from, Optional.empty(), List.of(), mode, 50, 2, "test"),
                        NOW,
                        new GenerationProgress() {
                            @Override
                            public void planned(int days, int unchanged, Map<StaleReason, Integer> why) {
                                reasons.putAll(why);
                            }
                        });
    }

    /** Changes raw data, runs, and compares with what a second computation says about each day. */
    private Set<LocalDate> daysRecomputedAfter(String sql) {
        MarketData before = raw.load(LoadRange.all());
        database.inTransaction("changing", connection -> {
            try (Statement statement = connection.createStatement()) {
                assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
            }
        });
        MarketData after = raw.load(LoadRange.all());
        Map<LocalDate, ManifestRow> old = scores.manifest(MODEL.name());
        GenerationReport report = generate(MODEL, Optional.empty(), GenerationMode.INCREMENTAL);
        Map<LocalDate, ManifestRow> now = scores.manifest(MODEL.name());
        Set<LocalDate> recomputed = now.keySet().stream()
                .filter(day -> !now.get(day).equals(old.get(day)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(recomputed).hasSize(report.days());
        assertThat(recomputed).isEqualTo(daysThatDiffer(before, after));
        SameBits.assertSame(
                scores.load(MODEL.name(), Optional.empty(), Optional.empty()),
                FactorEngine.score(after, MODEL, tradingDays(after)),
                LocalDate.MAX);
        return recomputed;
    }

    /** Trading days on which some score is not what it was, to the bit, or what coverage says of it. */
    private static Set<LocalDate> daysThatDiffer(MarketData before, MarketData after) {
        DateIndex days = tradingDays(after);
        ScoredDays recordedBefore = new FactorEngine(before, MODEL).scoreWithRecord(days, 2);
        ScoredDays recordedAfter = new FactorEngine(after, MODEL).scoreWithRecord(days, 2);
        FactorScores first = recordedBefore.scores();
        FactorScores second = recordedAfter.scores();
        assertThat(first.tickers()).isEqualTo(second.tickers());
        Set<Coverage> changed = new HashSet<>(recordedBefore.coverage());
        Set<Coverage> now = new HashSet<>(recordedAfter.coverage());
        Set<Coverage> same = new HashSet<>(changed);
        same.retainAll(now);
        changed.addAll(now);
        changed.removeAll(same);
        Set<LocalDate> differing = new TreeSet<>();
        changed.forEach(row -> differing.add(row.date()));
        for (ScoreColumn column : ScoreColumn.values()) {
            double[] a = first.panel(column).values();
            double[] b = second.panel(column).values();
            for (int i = 0; i < a.length; i++) {
                if (Double.doubleToLongBits(a[i]) != Double.doubleToLongBits(b[i])) {
                    differing.add(days.date(i / first.tickers().size()));
                }
            }
        }
        return differing;
    }

    private static DateIndex tradingDays(MarketData data) {
        return DateIndex.ofDates(
                java.util.stream.IntStream.range(0, data.dates().size())
                        .filter(data::isTradingDay)
                        .mapToObj(data.dates()::date)
                        .toList());
    }

    private String answer(String sql) {
        return database.read("asking", connection -> {
            try (Statement statement = connection.createStatement();
                    java.sql.ResultSet result = statement.executeQuery(sql)) {
                assertThat(result.next()).isTrue();
                return result.getString(1);
            }
        });
    }

    @Test
    void a_second_run_has_nothing_to_do_and_leaves_no_trace() {
        int runs = scores.runs(MODEL.name()).size();
        GenerationReport report = generate(MODEL, Optional.empty(), GenerationMode.INCREMENTAL);
        assertThat(report.days()).isZero();
        assertThat(reasons).isEmpty();
        assertThat(scores.runs(MODEL.name())).hasSize(runs);
    }

    @Test
    void days_whose_manifest_rows_someone_deleted_are_computed_again() {
        long rows = Long.parseLong(answer("SELECT COUNT(*) FROM qvm_coverage"));
        database.inTransaction("deleting", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DELETE FROM qvm_manifest WHERE date >= DATE '2019-11-01'");
                statement.execute("DELETE FROM factor_scores_qvm WHERE date >= DATE '2019-12-01'");
            }
        });
        assertThat(generate(MODEL, Optional.empty(), GenerationMode.INCREMENTAL).days())
                .isGreaterThan(30);
        assertThat(reasons).containsOnlyKeys(StaleReason.MISSING);
        assertThat(Long.parseLong(answer("SELECT COUNT(*) FROM qvm_coverage"))).isEqualTo(rows);
    }

    @Test
    void a_late_fact_recomputes_the_days_from_its_publication_on_that_it_changes() {
        String ticker = answer("SELECT ticker FROM factor_scores_qvm WHERE date = DATE '2019-04-30'"
                + " AND ABS(Quality_Composite) < 2 ORDER BY ticker LIMIT 1");
        Set<LocalDate> days = daysRecomputedAfter("INSERT INTO fundamental_values SELECT ticker, item, fiscal_year,"
                + " fiscal_quarter, revision + 7, statement_type, period_end, value * 1.37 + 1, DATE '2019-03-13'"
                + " FROM fundamental_values WHERE ticker = '" + ticker + "' AND item = 'NetProfit'"
                + " AND fiscal_year = 2018 AND fiscal_quarter = 3 AND revision = 0");
        assertThat(days).isNotEmpty().allMatch(day -> !day.isBefore(LocalDate.of(2019, 3, 13)));
        assertThat(reasons).containsOnlyKeys(StaleReason.FACTS);
    }

    @Test
    void a_publication_date_that_is_taken_back_recomputes_the_days_that_now_rest_on_the_lag() {
        String ticker = answer("SELECT ticker FROM factor_scores_qvm WHERE date = DATE '2019-04-30'"
                + " AND Quality_Composite IS NOT NULL ORDER BY ticker LIMIT 1");
        Set<LocalDate> days = daysRecomputedAfter("UPDATE fundamental_values SET published_on = NULL WHERE ticker = '"
                + ticker + "' AND item = 'NetProfit' AND fiscal_year = 2018");
        assertThat(days).isNotEmpty();
        assertThat(reasons).containsOnlyKeys(StaleReason.FACTS);
        long byLag = Long.parseLong(answer(
                "SELECT SUM(lag_dated) FROM qvm_coverage WHERE date = DATE '2019-05-31' AND factor = 'quality'"));
        assertThat(byLag).isPositive();
    }

    @Test
    void a_corrected_price_recomputes_the_days_that_read_it() {
        String ticker = answer("SELECT ticker FROM equity_history WHERE volume > 0 GROUP BY ticker"
                + " ORDER BY COUNT(*) DESC, ticker LIMIT 1");
        String day = answer("SELECT MAX(date) FROM equity_history WHERE volume > 0 AND ticker = '" + ticker
                + "' AND date <= DATE '2018-09-28'");
        Set<LocalDate> days =
                daysRecomputedAfter("UPDATE equity_history SET adjusted_close = adjusted_close * 1.01 + 0.01"
                        + " WHERE ticker = '" + ticker + "' AND date = DATE '" + day + "'");
        assertThat(days).isNotEmpty().allMatch(d -> d.isAfter(LocalDate.parse(day)));
        assertThat(reasons).containsOnlyKeys(StaleReason.PRICES);
    }

    @Test
    void a_corrected_sector_recomputes_the_days_on_which_the_ticker_takes_part() {
        String ticker = answer("SELECT ticker FROM master_info WHERE sector IS NOT NULL AND sector <> 'Banking'"
                + " AND delisted_on IS NULL ORDER BY ticker LIMIT 1");
        Set<LocalDate> days =
                daysRecomputedAfter("UPDATE master_info SET sector = 'Banking' WHERE ticker = '" + ticker + "'");
        assertThat(days).isNotEmpty();
        assertThat(reasons).containsKey(StaleReason.INSTRUMENTS);
    }

    @Test
    void a_day_that_is_deleted_from_the_raw_data_is_taken_out_and_the_days_that_read_it_are_recomputed() {
        String day = answer("SELECT MAX(date) FROM equity_history WHERE volume > 0 AND date <= DATE '2018-09-28'");
        daysRecomputedAfter("DELETE FROM equity_history WHERE date = DATE '" + day + "'");
        assertThat(scores.manifest(MODEL.name())).doesNotContainKey(LocalDate.parse(day));
        assertThat(reasons).containsEntry(StaleReason.NO_TRADING_DAY, 1).containsKey(StaleReason.PRICES);
    }

    @Test
    void a_change_that_no_formula_reads_recomputes_nothing() {
        database.inTransaction("changing", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("UPDATE equity_history SET open = open * 2");
                statement.execute("UPDATE master_info SET name = 'another'");
            }
        });
        assertThat(generate(MODEL, Optional.empty(), GenerationMode.INCREMENTAL).days())
                .isZero();
    }

    @Test
    void a_changed_model_recomputes_all_its_days_and_is_refused_for_a_part_of_them() {
        FactorModel changed = FactorModel.of(
                new YamlFile("changed.yaml", MODEL.text().replace("max_age_days: 400", "max_age_days: 401")));
        assertThatThrownBy(() -> generate(changed, Optional.of(LocalDate.of(2019, 1, 2)), GenerationMode.INCREMENTAL))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("stands for its numbers");
        int days = scores.manifest(MODEL.name()).size();
        assertThat(generate(changed, Optional.empty(), GenerationMode.INCREMENTAL)
                        .days())
                .isEqualTo(days);
        assertThat(reasons).containsOnlyKeys(StaleReason.MODEL);
        assertThat(scores.modelText(MODEL.digest())).contains(MODEL.text());
        assertThat(scores.modelText(changed.digest())).contains(changed.text());
    }
}
