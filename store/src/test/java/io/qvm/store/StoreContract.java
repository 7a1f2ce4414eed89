package io.qvm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.config.YamlFile;
import io.qvm.market.CorporateAction;
import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.FactorScores;
import io.qvm.market.InputDigest;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.Quarter;
import io.qvm.market.ScoreColumn;
import io.qvm.market.StatementType;
import io.qvm.market.TickerIndex;
import io.qvm.store.db.Database;
import io.qvm.store.db.Schema;
import io.qvm.store.db.StoreException;
import io.qvm.store.preset.Preset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every kind of database must do alike. */
abstract class StoreContract {
    static final Instant NOW = Instant.parse("2024-03-04T05:06:07Z");
    private static final LocalDate MONDAY = LocalDate.of(2024, 1, 1);

    @TempDir
    Path folder;

    private Database database;

    /** A new, empty database. */
    abstract Database openEmpty() throws Exception;

    @BeforeEach
    void open() throws Exception {
        database = openEmpty();
    }

    @AfterEach
    void close() {
        database.close();
    }

    // scores

    @Test
    void scores_come_back_to_the_bit_and_missing_ones_as_missing() {
        ScoreStore store = ScoreStore.open(database);
        FactorScores written = scores("v", 7, MONDAY, 5, "AAA", "aaa", "B.B", "Z");
        write(store, written, manifest(written));
        FactorScores read = store.load("v", Optional.empty(), Optional.empty());
        assertThat(read.dates()).isEqualTo(written.dates());
        assertThat(read.tickers()).isEqualTo(written.tickers());
        for (ScoreColumn column : ScoreColumn.values()) {
            assertThat(read.panel(column).values())
                    .isEqualTo(written.panel(column).values());
        }
        assertThat(query("SELECT COUNT(*) FROM factor_scores_qvm WHERE Quality_Composite IS NULL"))
                .isNotEqualTo("0");
    }

    @Test
    void a_batch_replaces_its_own_days_of_its_own_version_only() {
        ScoreStore store = ScoreStore.open(database);
        FactorScores first = scores("v", 1, MONDAY, 6, "AAA", "BBB");
        FactorScores other = scores("w", 2, MONDAY, 6, "AAA", "BBB");
        write(store, first, manifest(first));
        write(store, other, manifest(other));
        FactorScores again = scores("v", 3, MONDAY.plusDays(2), 2, "AAA", "CCC");
        write(store, again, manifest(again));

        FactorScores read = store.load("v", Optional.empty(), Optional.empty());
        for (int row = 0; row < 6; row++) {
            boolean replaced = row == 2 || row == 3;
            FactorScores source = replaced ? again : first;
            for (String ticker : List.of("AAA", "BBB", "CCC")) {
                int from = source.tickers().indexOf(ticker);
                Double expected =
                        from < 0 ? Double.NaN : source.panel(ScoreColumn.QVM).get(replaced ? row - 2 : row, from);
                assertThat(read.panel(ScoreColumn.QVM).get(row, read.tickers().indexOf(ticker)))
                        .isEqualTo(expected);
            }
        }
        FactorScores untouched = store.load("w", Optional.empty(), Optional.empty());
        assertThat(untouched.panel(ScoreColumn.VALUE).values())
                .isEqualTo(other.panel(ScoreColumn.VALUE).values());
        assertThat(store.versions())
                .extracting(VersionSummary::strategyVersion, VersionSummary::days)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("v", 6L), org.assertj.core.groups.Tuple.tuple("w", 6L));
    }

    @Test
    void a_batch_that_fails_leaves_neither_scores_nor_manifest_rows() {
        ScoreStore store = ScoreStore.open(database);
        FactorScores before = scores("v", 1, MONDAY, 3, "AAA", "BBB");
        write(store, before, manifest(before));
        FactorScores after = scores("v", 2, MONDAY, 4, "AAA", "BBB", "CCC");
        List<ManifestRow> twice = new ArrayList<>(manifest(after));
        twice.add(twice.get(0));

        assertThatThrownBy(() -> write(store, after, twice)).isInstanceOf(StoreException.class);
        assertThat(store.load("v", Optional.empty(), Optional.empty())
                        .panel(ScoreColumn.QUALITY)
                        .values())
                .isEqualTo(before.panel(ScoreColumn.QUALITY).values());
        assertThat(query("SELECT COUNT(*) FROM qvm_manifest")).isEqualTo("3");
    }

    @Test
    void a_range_of_scores_holds_its_days_and_no_others() {
        ScoreStore store = ScoreStore.open(database);
        FactorScores all = scores("v", 1, MONDAY, 10, "AAA", "BBB");
        write(store, all, manifest(all));
        FactorScores part = store.load("v", Optional.of(MONDAY.plusDays(3)), Optional.of(MONDAY.plusDays(5)));
        assertThat(part.dates().date(0)).isEqualTo(MONDAY.plusDays(3));
        assertThat(part.dates().size()).isEqualTo(3);
    }

    @Test
    void a_version_without_scores_is_an_error_that_names_those_that_are_there() {
        ScoreStore store = ScoreStore.open(database);
        FactorScores some = scores("qvm_v2.1", 1, MONDAY, 3, "AAA");
        write(store, some, manifest(some));
        assertThatThrownBy(() -> store.load("qvm_v21", Optional.empty(), Optional.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("qvm_v2.1")
                .satisfies(StoreContract::isOneLine);
        assertThatThrownBy(() -> store.load("qvm_v2.1", Optional.of(MONDAY.plusYears(1)), Optional.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("2024-01-03")
                .satisfies(StoreContract::isOneLine);
    }

    @Test
    void a_score_table_that_was_there_before_is_used_as_it_is() {
        execute("CREATE TABLE factor_scores_qvm (" + AlphabetaTables.TABLES.get("factor_scores_qvm") + ")");
        execute("INSERT INTO factor_scores_qvm VALUES ('AAA', DATE '2024-01-01', 0.1234567891, 1, 2, 3, 'theirs')");
        ScoreStore store = ScoreStore.open(database);
        FactorScores batch = scores("ours", 1, MONDAY, 2, "AAA", "BBB");
        write(store, batch, manifest(batch));
        assertThat(query("SELECT Quality_Composite FROM factor_scores_qvm WHERE strategy_version = 'theirs'"))
                .isEqualTo("0.1234567891");
        double[] read = store.load("ours", Optional.empty(), Optional.empty())
                .panel(ScoreColumn.QVM)
                .values();
        for (int i = 0; i < read.length; i++) {
            assertThat(read[i])
                    .isEqualTo(batch.panel(ScoreColumn.QVM).values()[i], org.assertj.core.api.Assertions.within(5e-11));
        }
    }

    @Test
    void a_score_table_that_cannot_hold_scores_is_refused_with_all_statements_that_mend_it() {
        execute("CREATE TABLE factor_scores_qvm (ticker VARCHAR(20), date DATE, Quality_Composite DECIMAL(10,4),"
                + " Momentum_Composite FLOAT, QVM_Composite DOUBLE)");
        String refused = refusal().orElseThrow();
        assertThat(refused)
                .contains("lacks the column strategy_version", "Momentum_Composite")
                .doesNotContain("\n");
        String[] statements = refused.substring(refused.indexOf("ALTER TABLE")).split("; ");
        assertThat(statements).hasSize(4);
        for (String alter : statements) {
            execute(alter);
        }
        assertThat(refusal()).isEmpty();
        FactorScores batch = scores("v", 1, MONDAY, 2, "AAA");
        write(ScoreStore.open(database), batch, manifest(batch));
    }

    @Test
    void a_score_table_with_a_column_that_must_be_filled_is_refused_before_a_run() {
        execute("CREATE TABLE factor_scores_qvm (" + AlphabetaTables.TABLES.get("factor_scores_qvm")
                + ", loaded_by INTEGER NOT NULL, stage INTEGER DEFAULT 7 NOT NULL)");
        ScoreStore store = ScoreStore.open(database);
        assertThatThrownBy(() -> store.begin("v", "incremental", "model", "code", NOW))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "table factor_scores_qvm in " + database.url() + " cannot take scores of version v: its column"
                                + " loaded_by is NOT NULL without a default, and QVM has nothing to put there: give it a default,"
                                + " or allow NULL");
        execute("ALTER TABLE factor_scores_qvm ALTER COLUMN loaded_by SET DEFAULT 3");
        FactorScores batch = scores("v", 1, MONDAY, 2, "AAA");
        write(ScoreStore.open(database), batch, manifest(batch));
        assertThat(query("SELECT MAX(loaded_by + stage) FROM factor_scores_qvm"))
                .isEqualTo("10");
    }

    @Test
    void a_score_column_that_must_be_filled_is_refused_with_the_statement_that_mends_it() {
        execute(
                "CREATE TABLE factor_scores_qvm (ticker VARCHAR(20), date DATE, Quality_Composite DOUBLE NOT NULL,"
                        + " Value_Composite DOUBLE, Momentum_Composite DOUBLE, QVM_Composite DOUBLE, strategy_version VARCHAR(50))");
        ScoreStore store = ScoreStore.open(database);
        try {
            store.begin("v", "incremental", "model", "code", NOW).close();
            org.junit.jupiter.api.Assertions.fail("it was taken");
        } catch (InvalidInputException e) {
            execute(alterStatement(String.valueOf(e.getMessage())));
        }
        FactorScores batch = scores("v", 1, MONDAY, 2, "AAA", "BBB");
        write(ScoreStore.open(database), batch, manifest(batch));
    }

    private Optional<String> refusal() {
        try {
            ScoreStore.open(database);
            return Optional.empty();
        } catch (InvalidInputException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static String alterStatement(String message) {
        Matcher statement = Pattern.compile("ALTER TABLE .*").matcher(message);
        assertThat(statement.find()).as(message).isTrue();
        return statement.group();
    }

    @Test
    void what_is_taken_back_does_not_include_a_run_that_was_cut_off_after_its_last_batch() {
        ScoreStore store = ScoreStore.open(database);
        FactorScores first = scores("v", 1, MONDAY, 6, "AAA", "BBB");
        try (VersionRun run = store.begin("v", "incremental", "model", "code", NOW)) {
            run.plan(new ModelText("model", "m", "name: m"), MONDAY, MONDAY.plusDays(5), 6);
            run.write(new ScoreBatch(first, List.of(), manifest(first)), 1, NOW);
        }
        try (VersionRun nothingToDo = store.begin("v", "incremental", "model", "code", NOW)) {
            nothingToDo.finish(RunState.DONE, NOW);
        }
        assertThat(store.runs("v")).extracting(GenerationRun::state).containsExactly(RunState.DONE);
        FactorScores next = scores("v", 2, MONDAY.plusDays(6), 1, "AAA", "BBB");
        write(store, next, manifest(next));
        store.rollBack("v", "code", NOW);
        assertThat(store.manifest("v")).hasSize(6);
        FactorScores left = store.load("v", Optional.empty(), Optional.empty());
        assertThat(left.panel(ScoreColumn.VALUE).values())
                .isEqualTo(first.panel(ScoreColumn.VALUE).values());
    }

    @Test
    void a_manifest_from_before_inputs_were_on_record_is_kept_and_extended() {
        execute("CREATE TABLE qvm_manifest (strategy_version VARCHAR(64) NOT NULL, date DATE NOT NULL,"
                + " model_digest VARCHAR(64) NOT NULL, input_digest VARCHAR(64) NOT NULL,"
                + " code_version VARCHAR(64) NOT NULL, score_rows INT NOT NULL, generated_at DATETIME NULL,"
                + " PRIMARY KEY (strategy_version, date))");
        execute("INSERT INTO qvm_manifest VALUES ('v', DATE '2024-01-01', 'model', 'facts 12', 'code', 3, NULL)");
        ScoreStore store = ScoreStore.open(database);
        ManifestRow row = store.manifest("v").get(MONDAY);
        assertThat(row.modelDigest()).isEqualTo("model");
        assertThat(row.scoreRows()).isEqualTo(3);
        assertThat(row.hasInputs()).isFalse();
        FactorScores next = scores("v", 1, MONDAY.plusDays(1), 2, "AAA");
        write(store, next, manifest(next));
        assertThat(store.manifest("v")).hasSize(3);
    }

    @Test
    void a_migration_that_was_cut_off_is_completed() {
        Schema.migrateOwnTables(database);
        for (String table : List.of("qvm_schema_history", "qvm_replaced_scores", "qvm_versions")) {
            execute("DROP TABLE " + table);
        }
        try (Database again = Database.open(database.url())) {
            FactorScores some = scores("v", 1, MONDAY, 2, "AAA");
            write(ScoreStore.open(again), some, manifest(some));
        }
    }

    // raw data

    @Test
    void canonical_rows_come_back_with_null_absent_and_zero_told_apart() {
        Schema.migrateRawTables(database);
        execute("INSERT INTO master_info (ticker, sector, listed_on, delisted_on, delisting_return) VALUES"
                + " ('AAA', 'Steel', DATE '2020-01-01', DATE '2024-02-01', -0.3), ('bbb', NULL, NULL, NULL, NULL)");
        execute("INSERT INTO equity_history (date, ticker, adjusted_close, volume, market_cap, row_parts) VALUES"
                + " (DATE '2024-01-03', 'AAA', 0.1, 0, NULL, 3), (DATE '2024-01-02', 'AAA', NULL, 5, NULL, 1),"
                + " (DATE '2024-01-02', 'BBB', 3, NULL, 7e12, 2)");
        execute("INSERT INTO index_history VALUES (DATE '2024-01-02', 'IDX', 100.25)");
        execute("INSERT INTO fundamental_values VALUES"
                + " ('AAA', 'NetProfit', 2023, 3, 1, 'PL', DATE '2023-09-30', 12, DATE '2023-11-20'),"
                + " ('AAA', 'NetProfit', 2023, 3, 0, 'PL', DATE '2023-09-30', 11, NULL),"
                + " ('AAA', 'TotalEquity', 2023, 4, 0, 'BS', DATE '2023-12-31', NULL, NULL)");
        MarketData data = RawStore.of(database, Optional.empty()).load(LoadRange.all());

        assertThat(data.tickers().asList()).containsExactly("AAA", "BBB", "bbb");
        assertThat(data.dates()).isEqualTo(DateIndex.ofDates(List.of(MONDAY.plusDays(1), MONDAY.plusDays(2))));
        assertThat(data.panel(MarketField.ADJUSTED_CLOSE).values())
                .containsExactly(Double.NaN, 3, Double.NaN, 0.1, Double.NaN, Double.NaN);
        assertThat(data.panel(MarketField.VOLUME).get(1, 0)).isZero();
        assertThat(data.panel(MarketField.MARKET_CAP).get(0, 1)).isEqualTo(7e12);
        assertThat(data.priceRows().has(0, 0)).isTrue();
        assertThat(data.valuationRows().has(0, 0)).isFalse();
        assertThat(data.priceRows().has(0, 1)).isFalse();
        assertThat(data.valuationRows().has(0, 1)).isTrue();
        assertThat(data.valuationRows().has(1, 0)).isTrue();
        assertThat(data.instrument(0).orElseThrow().delistedOn()).contains(LocalDate.of(2024, 2, 1));
        assertThat(data.instrument(0).orElseThrow().delistingReturn()).isEqualTo(-0.3);
        assertThat(data.instrument(1)).isEmpty();
        assertThat(data.sector(2)).isEmpty();
        assertThat(data.index("IDX").orElseThrow().close()).containsExactly(100.25);

        FactHistory facts = data.facts();
        assertThat(facts.items()).containsExactly("NetProfit");
        assertThat(facts.statement(0)).isEqualTo(StatementType.PL);
        assertThat(facts.size()).isEqualTo(2);
        assertThat(facts.value(0)).isEqualTo(11);
        assertThat(facts.publishedOn(0)).isEqualTo(FactHistory.UNKNOWN_DATE);
        assertThat(facts.quarter(1)).isEqualTo(Quarter.of(2023, 3));
        assertThat(LocalDate.ofEpochDay(facts.publishedOn(1))).isEqualTo(LocalDate.of(2023, 11, 20));
        assertThat(LocalDate.ofEpochDay(facts.periodEnd(1))).isEqualTo(LocalDate.of(2023, 9, 30));
    }

    @Test
    void a_range_loads_the_prices_of_its_days_and_all_facts() {
        Schema.migrateRawTables(database);
        execute("INSERT INTO master_info (ticker) VALUES ('AAA')");
        execute("INSERT INTO equity_history (date, ticker, adjusted_close) VALUES (DATE '2024-01-01', 'AAA', 1),"
                + " (DATE '2024-01-02', 'AAA', 2), (DATE '2024-01-03', 'AAA', 3)");
        execute("INSERT INTO fundamental_values VALUES"
                + " ('AAA', 'NetProfit', 2019, 3, 0, 'PL', DATE '2019-09-30', 12, NULL)");
        MarketData data = RawStore.of(database, Optional.empty())
                .load(new LoadRange(Optional.of(MONDAY.plusDays(1)), Optional.of(MONDAY.plusDays(1))));
        assertThat(data.panel(MarketField.ADJUSTED_CLOSE).values()).containsExactly(2);
        assertThat(data.facts().size()).isEqualTo(1);
    }

    @Test
    void corporate_actions_are_loaded_where_they_are_asked_for() {
        Schema.migrateRawTables(database);
        execute("INSERT INTO master_info (ticker) VALUES ('AAA'), ('BBB')");
        execute("INSERT INTO equity_history (date, ticker, close) VALUES (DATE '2024-01-01', 'AAA', 1)");
        execute("INSERT INTO corporate_actions VALUES ('BBB', DATE '2024-01-03', 'cash_dividend', NULL, 1.5),"
                + " ('BBB', DATE '2024-01-03', 'split', 2, NULL), ('AAA', DATE '2024-01-02', 'split', 0.1, NULL),"
                + " ('nobody', DATE '2024-01-02', 'split', 3, NULL)");
        RawStore raw = RawStore.of(database, Optional.empty());
        int day = Math.toIntExact(LocalDate.of(2024, 1, 2).toEpochDay());

        assertThat(raw.load(LoadRange.all().withCorporateActions()).corporateActions())
                .contains(List.of(
                        CorporateAction.split(0, day, 0.1),
                        CorporateAction.dividend(1, day + 1, 1.5),
                        CorporateAction.split(1, day + 1, 2)));
        assertThat(raw.load(LoadRange.all()).corporateActions()).isEmpty();
    }

    @Test
    void a_corporate_action_that_cannot_be_is_an_error_that_names_its_row() {
        Schema.migrateRawTables(database);
        execute("INSERT INTO master_info (ticker) VALUES ('AAA')");
        execute("INSERT INTO corporate_actions VALUES ('AAA', DATE '2024-01-03', 'rights', 2, NULL)");
        RawStore raw = RawStore.of(database, Optional.empty());
        assertThatThrownBy(() -> raw.load(LoadRange.all().withCorporateActions()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("dataset corporate_actions, AAA: kind 'rights' on 2024-01-03 is not known; right are split,"
                        + " cash_dividend");

        execute("UPDATE corporate_actions SET kind = 'split', ratio = 0");
        assertThatThrownBy(() -> raw.load(LoadRange.all().withCorporateActions()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("dataset corporate_actions, AAA: the ratio of a split must be above 0, e.g. 2 for two new"
                        + " shares for one old, was 0.0 on 2024-01-03");
    }

    @Test
    void a_canonical_table_with_other_columns_is_refused_and_never_altered() {
        execute("CREATE TABLE equity_history (date DATE, ticker VARCHAR(20), close DOUBLE, volume BIGINT)");
        assertThatThrownBy(() -> Schema.migrateRawTables(database))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("equity_history")
                .hasMessageContaining("--preset")
                .satisfies(StoreContract::isOneLine);
        assertThat(query("SELECT COUNT(*) FROM information_schema.columns WHERE table_name = 'equity_history'"
                        + (this instanceof MariaDbStoreTest ? " AND table_schema = DATABASE()" : "")))
                .isEqualTo("4");
        assertThat(Schema.hasTable(database, "master_info")).isFalse();
    }

    @Test
    void migrations_run_twice_change_nothing_and_own_tables_leave_a_users_tables_alone() {
        execute("CREATE TABLE my_prices (d DATE)");
        Schema.migrateOwnTables(database);
        Schema.migrateOwnTables(database);
        assertThat(Schema.hasTable(database, "qvm_manifest")).isTrue();
        assertThat(Schema.hasTable(database, "equity_history")).isFalse();
        Schema.migrateRawTables(database);
        Schema.migrateRawTables(database);
        assertThat(Schema.hasTable(database, "equity_history")).isTrue();
    }

    @Test
    void a_database_without_raw_data_says_how_to_get_some() {
        assertThatThrownBy(() -> RawStore.of(database, Optional.empty()).load(LoadRange.all()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("qvm import")
                .satisfies(StoreContract::isOneLine);
    }

    @Test
    void a_table_of_prices_that_alone_is_missing_is_named() {
        Schema.migrateRawTables(database);
        execute("DROP TABLE equity_history");
        assertThatThrownBy(() -> RawStore.of(database, Optional.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(database.url() + " has corporate_actions, fundamental_values, index_history,"
                        + " index_members, master_info but lacks the table equity_history; fill it with 'qvm import");
    }

    @Test
    void two_rows_for_one_day_and_ticker_are_an_error_that_names_both() {
        execute("CREATE TABLE p (d DATE, t VARCHAR(20), c DOUBLE)");
        execute("CREATE TABLE m (t VARCHAR(20), s VARCHAR(20))");
        execute("INSERT INTO p VALUES (DATE '2024-01-02', 'AAA', 1), (DATE '2024-01-02', 'aaa', 1),"
                + " (DATE '2024-01-02', 'AAA', 1)");
        assertThatThrownBy(() -> load("SELECT d AS date, t AS ticker, c AS close FROM p"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("AAA")
                .hasMessageContaining("2024-01-02")
                .satisfies(StoreContract::isOneLine);
    }

    @Test
    void keys_that_are_missing_and_tickers_that_repeat_are_errors() {
        execute("CREATE TABLE p (d DATE, t VARCHAR(20), c DOUBLE)");
        execute("CREATE TABLE m (t VARCHAR(20), s VARCHAR(20))");
        execute("INSERT INTO p VALUES (DATE '2024-01-02', NULL, 1)");
        assertThatThrownBy(() -> load("SELECT d AS date, t AS ticker, c AS close FROM p"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ticker");
        execute("DELETE FROM p");
        execute("INSERT INTO p VALUES (NULL, 'AAA', 1)");
        assertThatThrownBy(() -> load("SELECT d AS date, t AS ticker, c AS close FROM p"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("date");
        execute("DELETE FROM p");
        execute("INSERT INTO m VALUES ('AAA', 'Steel'), (NULL, 'Steel'), ('AAA', 'Oil')");
        assertThatThrownBy(() -> load("SELECT d AS date, t AS ticker, c AS close FROM p"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("AAA");
    }

    @Test
    void sectors_are_compared_exactly_whatever_the_database_thinks_equal() {
        execute("CREATE TABLE p (d DATE, t VARCHAR(20), c DOUBLE)");
        execute("CREATE TABLE m (t VARCHAR(20), s VARCHAR(20))");
        execute("INSERT INTO m VALUES ('AAA', 'Banks'), ('aaa', 'banks'), ('BBB', 'Banking')");
        MarketData data = load("SELECT d AS date, t AS ticker, c AS close FROM p");
        assertThat(data.tickers().asList()).containsExactly("AAA", "BBB", "aaa");
        assertThat(data.sector(0)).contains("Banking");
        assertThat(data.sector(1)).contains("Banking");
        assertThat(data.sector(2)).contains("banks");
    }

    @Test
    void a_query_that_fails_is_one_line_that_names_the_dataset() {
        execute("CREATE TABLE m (t VARCHAR(20), s VARCHAR(20))");
        assertThatThrownBy(() -> load("SELECT d AS date, t AS ticker, c AS close FROM absent_table"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("prices")
                .hasMessageContaining("absent_table")
                .satisfies(StoreContract::isOneLine);
    }

    private MarketData load(String prices) {
        Preset preset = Preset.of(new YamlFile("test.yaml", """
                name: test
                sector_aliases: {Banks: Banking}
                datasets:
                  instruments: {sql: "SELECT t AS ticker, s AS sector FROM m"}
                  prices: {sql: "%s"}
                """.formatted(prices)));
        return RawStore.of(database, Optional.of(preset)).load(LoadRange.all());
    }

    // exports

    @Test
    void exported_doubles_read_back_to_the_same_bits_and_missing_is_an_empty_field() throws Exception {
        ScoreStore store = ScoreStore.open(database);
        FactorScores written = scores("v", 5, MONDAY, 4, "BBB", "AAA", "C,C");
        write(store, written, manifest(written));
        Path csv = folder.resolve("out/scores.csv");
        long rows = new Exporter(database).scores(Optional.empty(), Optional.empty(), Optional.empty(), csv);

        List<io.qvm.testing.CsvTable.Row> read = io.qvm.testing.CsvTable.rows(csv);
        assertThat(read).hasSize((int) rows).isNotEmpty();
        assertThat(read.get(0).columns())
                .startsWith(
                        "date",
                        "ticker",
                        "Quality_Composite",
                        "Value_Composite",
                        "Momentum_Composite",
                        "QVM_Composite");
        for (io.qvm.testing.CsvTable.Row row : read) {
            int r = written.dates().indexOf(row.date("date"));
            int c = written.tickers().indexOf(row.text("ticker"));
            for (ScoreColumn column : ScoreColumn.values()) {
                assertThat(row.number(column.column()))
                        .isEqualTo(Double.valueOf(written.panel(column).get(r, c)));
            }
        }
        assertThat(read.stream().map(r -> r.text("date") + r.text("ticker")).toList())
                .isSorted();
    }

    @Test
    void an_export_that_fails_leaves_no_file() {
        ScoreStore.open(database);
        Path csv = folder.resolve("scores.csv");
        assertThatThrownBy(
                        () -> new Exporter(database).scores(Optional.of("v"), Optional.empty(), Optional.empty(), csv))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(StoreContract::isOneLine);
        assertThatThrownBy(() -> new Exporter(database)
                        .scores(Optional.of("v"), Optional.empty(), Optional.empty(), folder.resolve("scores.xls")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(".parquet");
        assertThat(folder.resolve("scores.xls")).doesNotExist();
        assertThat(Files.exists(csv)).isFalse();
    }

    // helpers

    static void isOneLine(Throwable error) {
        assertThat(String.valueOf(error.getMessage())).doesNotContain("\n");
    }

    Database database() {
        return database;
    }

    void execute(String sql) {
        database.inTransaction("test", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    String query(String sql) {
        return database.read("test", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                result.next();
                return result.getString(1);
            }
        });
    }

    /** Random scores with some missing values and some missing rows. */
    static FactorScores scores(String version, long seed, LocalDate from, int days, String... tickers) {
        Random random = new Random(seed);
        DateIndex dates = DateIndex.ofDates(from.datesUntil(from.plusDays(days)).toList());
        TickerIndex index = TickerIndex.of(List.of(tickers));
        Map<ScoreColumn, Panel> panels = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            panels.put(column, Panel.missing(dates, index));
        }
        for (int i = 0; i < days * index.size(); i++) {
            for (ScoreColumn column : ScoreColumn.values()) {
                boolean missing = i > 0 && (i % 7 == 3 || column == ScoreColumn.QUALITY && i % 3 == 1);
                panels.get(column).values()[i] = missing ? Double.NaN : random.nextGaussian();
            }
        }
        return new FactorScores(version, panels);
    }

    /** A run of one batch. */
    static void write(ScoreStore store, FactorScores scores, List<ManifestRow> manifest) {
        try (VersionRun run = store.begin(scores.strategyVersion(), "incremental", "model", "code", NOW)) {
            DateIndex dates = scores.dates();
            run.plan(new ModelText("model", "m", "name: m"), dates.date(0), dates.date(dates.size() - 1), dates.size());
            run.write(new ScoreBatch(scores, List.of(), manifest), 1, NOW);
            run.finish(RunState.DONE, NOW);
        }
    }

    static List<ManifestRow> manifest(FactorScores scores) {
        List<ManifestRow> rows = new ArrayList<>();
        for (int row = 0; row < scores.dates().size(); row++) {
            int scored = 0;
            for (int column = 0; column < scores.tickers().size(); column++) {
                scored += scores.has(row, column) ? 1 : 0;
            }
            rows.add(new ManifestRow(
                    scores.strategyVersion(),
                    scores.dates().date(row),
                    "",
                    "model",
                    new InputDigest("p", "f", "i"),
                    "code",
                    scored,
                    true));
        }
        return rows;
    }
}
