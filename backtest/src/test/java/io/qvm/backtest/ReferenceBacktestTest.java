package io.qvm.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.backtest.funnel.Targets;
import io.qvm.backtest.overlay.Benchmark;
import io.qvm.backtest.reference.WholeSampleRegimes;
import io.qvm.backtest.schedule.RunWindow;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.Holding;
import io.qvm.testing.AlphabetaFixture;
import io.qvm.testing.CsvTable;
import io.qvm.testing.ReferenceData;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** With its rules as options, the engine gives the reference engine's numbers. */
class ReferenceBacktestTest {
    static final List<String> NAMES = ReferenceStrategies.NAMES;
    private static final double TOLERANCE = 1e-12;

    private static Path folder;
    private static MarketData data;
    private static FactorScores scores;

    @BeforeAll
    static void load() {
        folder = ReferenceData.path("golden/alphabeta-small");
        data = AlphabetaFixture.of(folder).load();
        scores = ScoreFile.read(folder.resolve("factor_scores_qvm.csv.gz"), "qvm_v2.0_enhanced");
    }

    static Stream<Arguments> overlaid() {
        return NAMES.stream()
                .flatMap(name -> ReferenceStrategies.OVERLAYS.stream().map(overlay -> Arguments.of(name, overlay)));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void holdings_are_the_same_tickers_in_the_same_order_with_the_same_weights(String name) {
        // The reference lists the names of its percentile branch by ticker; ours are always by signal.
        List<CsvTable.Row> golden = golden("golden_backtest_holdings", name).stream()
                .sorted(Comparator.comparing((CsvTable.Row row) -> row.date("rebalance_date"))
                        .thenComparing(row -> -row.number("signal"))
                        .thenComparing(row -> row.text("ticker")))
                .toList();
        List<Holding> holdings =
                Backtest.run(ReferenceStrategies.plain(name), scores, data).holdings();

        assertThat(holdings).hasSameSizeAs(golden);
        for (int i = 0; i < golden.size(); i++) {
            Holding holding = holdings.get(i);
            CsvTable.Row row = golden.get(i);
            assertThat(holding.date()).isEqualTo(row.date("rebalance_date"));
            assertThat(holding.ticker())
                    .as("rank %d on %s", holding.rank(), holding.date())
                    .isEqualTo(row.text("ticker"));
            assertThat(holding.signal()).isCloseTo(row.number("signal"), within(TOLERANCE));
            assertThat(holding.weight()).isEqualTo(row.number("weight"));
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void daily_series_agree_to_twelve_digits(String name) {
        compareDaily(golden("golden_backtest_daily", name), ReferenceStrategies.plain(name));
    }

    @ParameterizedTest
    @MethodSource("overlaid")
    void daily_series_with_overlay_agree_to_twelve_digits(String name, String overlay) {
        List<CsvTable.Row> golden = golden("golden_backtest_overlay", name).stream()
                .filter(row -> row.text("overlay").equals(overlay))
                .toList();
        compareDaily(golden, ReferenceStrategies.overlaid(name, overlay));
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void volatility_scale_of_each_day_agrees(String name) {
        Strategy strategy = ReferenceStrategies.overlaid(name, "voltarget_0.15");
        RunWindow window = RunWindow.of(strategy.rules(), scores, data);
        Simulator simulator = new Simulator(strategy.rules(), window, data);
        List<Targets> targets = Backtest.decide(strategy.rules(), scores, data, window);
        double[] exposure = ExposurePath.of(
                        strategy.rules(),
                        window,
                        Benchmark.find(strategy.rules(), data, window),
                        () -> simulator.unscaled(targets))
                .exposure();
        List<CsvTable.Row> golden = golden("golden_backtest_overlay", name).stream()
                .filter(row -> row.text("overlay").equals("voltarget_0.15"))
                .toList();
        for (int k = 0; k < exposure.length; k++) {
            assertThat(exposure[k]).as("day %d", k).isCloseTo(golden.get(k).number("scale"), within(TOLERANCE));
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void liquidity_universe_of_each_rebalance_is_the_same(String name) {
        Strategy strategy = ReferenceStrategies.plain(name);
        RunWindow window = RunWindow.of(strategy.rules(), scores, data);
        double threshold = strategy.rules().liquidity().minAdtv() / 1e9;
        List<CsvTable.Row> golden = CsvTable.rows(folder.resolve("golden_backtest_universe.csv.gz"));
        List<CsvTable.Row> rebalances = golden("golden_backtest_rebalances", name);
        List<Targets> all = Backtest.decide(strategy.rules(), scores, data, window);

        assertThat(all).hasSameSizeAs(rebalances);
        for (int t = 0; t < all.size(); t++) {
            Targets targets = all.get(t);
            CsvTable.Row rebalance = rebalances.get(t);
            List<CsvTable.Row> universe = golden.stream()
                    .filter(row -> row.number("adtv_threshold_bn") == threshold
                            && row.date("rebalance_date").equals(targets.date()))
                    .toList();
            int[] columns = targets.screen().universe();
            assertThat(columns).hasSize(universe.size()).hasSize(rebalance.integer("universe_size"));
            for (int i = 0; i < columns.length; i++) {
                assertThat(data.tickers().ticker(columns[i]))
                        .isEqualTo(universe.get(i).text("ticker"));
                assertThat(targets.screen().daysTraded()[columns[i]])
                        .isEqualTo(universe.get(i).integer("trading_days"));
                double adtv = universe.get(i).number("adtv_bn_vnd") * 1e9;
                assertThat(targets.screen().adtv()[columns[i]]).isCloseTo(adtv, within(adtv * TOLERANCE));
            }
            assertThat(targets.ranked()).isEqualTo(rebalance.integer("scored_in_universe"));
            assertThat(targets.columns()).hasSize(rebalance.integer("portfolio_size"));
            if (rebalance.isNull("quantile_cutoff")) {
                assertThat(targets.cutoff()).isNaN();
            } else {
                assertThat(targets.cutoff()).isCloseTo(rebalance.number("quantile_cutoff"), within(TOLERANCE));
            }
        }
    }

    @Test
    void regimes_of_the_whole_sample_are_the_same() {
        Strategy strategy = ReferenceStrategies.overlaid("M_QVM", "regime_0.5");
        RunWindow window = RunWindow.of(strategy.rules(), scores, data);
        double[] returns =
                Benchmark.returns(Benchmark.find(strategy.rules(), data, window).orElseThrow(), window);
        WholeSampleRegimes regimes = WholeSampleRegimes.of(
                returns, strategy.rules().overlay().regime().orElseThrow());

        List<CsvTable.Row> golden = CsvTable.rows(folder.resolve("golden_regimes.csv.gz"));
        int seen = 0;
        for (CsvTable.Row row : golden) {
            int k = window.dates().indexOf(row.date("date"));
            if (k < 0) {
                continue;
            }
            seen++;
            if (row.isNull("benchmark_return")) {
                assertThat(returns[k]).isNaN();
                continue;
            }
            assertThat(returns[k]).isCloseTo(row.number("benchmark_return"), within(TOLERANCE));
            assertThat(regimes.cumulative()[k]).isCloseTo(row.number("cumulative_return"), within(TOLERANCE));
            assertThat(regimes.drawdown()[k]).isCloseTo(row.number("drawdown"), within(TOLERANCE));
            if (row.isNull("rolling_vol")) {
                assertThat(regimes.volatility()[k]).isNaN();
            } else {
                assertThat(regimes.volatility()[k]).isCloseTo(row.number("rolling_vol"), within(TOLERANCE));
            }
            assertThat(regimes.labels()[k]).as("%s", row.date("date")).isEqualTo(row.text("regime"));
        }
        assertThat(seen).isEqualTo(golden.size());
    }

    @Test
    void strategy_files_that_ship_for_comparison_are_the_reference_strategies() {
        assertSameDays(Strategies.byNameOrFile("reference/m_qvm"), ReferenceStrategies.plain("M_QVM"));
        assertSameDays(Strategies.byNameOrFile("reference/q_value"), ReferenceStrategies.plain("Q_VALUE"));
        assertSameDays(
                Strategies.byNameOrFile("reference/m_qvm_regime"), ReferenceStrategies.overlaid("M_QVM", "regime_0.5"));
    }

    private static void assertSameDays(Strategy shipped, Strategy expected) {
        assertThat(Backtest.run(shipped, scores, data).daily().net())
                .containsExactly(Backtest.run(expected, scores, data).daily().net());
    }

    private static List<CsvTable.Row> golden(String file, String strategy) {
        return CsvTable.rows(folder.resolve(file + ".csv.gz")).stream()
                .filter(row -> row.text("strategy").equals(strategy))
                .toList();
    }

    private static void compareDaily(List<CsvTable.Row> golden, Strategy strategy) {
        BacktestRun run = Backtest.run(strategy, scores, data);
        assertThat(run.daily().dates().size()).isEqualTo(golden.size());
        for (int k = 0; k < golden.size(); k++) {
            CsvTable.Row row = golden.get(k);
            String day = row.text("date");
            assertThat(run.daily().dates().date(k)).isEqualTo(row.date("date"));
            assertThat(run.daily().gross()[k]).as(day).isCloseTo(row.number("gross_return"), within(TOLERANCE));
            assertThat(run.daily().turnover()[k]).as(day).isCloseTo(row.number("turnover"), within(TOLERANCE));
            assertThat(run.daily().cost()[k]).as(day).isCloseTo(row.number("cost"), within(TOLERANCE));
            assertThat(run.daily().net()[k]).as(day).isCloseTo(row.number("net_return"), within(TOLERANCE));
            assertThat(run.daily().exposure()[k]).as(day).isCloseTo(row.number("exposure"), within(TOLERANCE));
            assertThat(run.daily().positions()[k]).as(day).isEqualTo(row.integer("positions"));
        }
    }
}
