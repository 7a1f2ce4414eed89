package io.qvm.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.backtest.rules.SimulationRules.Mode;
import io.qvm.market.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StrategyFileTest {
    private static final String MINIMAL = """
            name: s
            scores: v
            signal: {weights: {QVM_Composite: 1}}
            rebalance: {frequency: monthly}
            """;

    @Test
    void what_is_left_out_has_its_stated_default() {
        Strategy strategy = TestStrategies.parse(MINIMAL);
        assertThat(strategy.rules().selection().topN()).isEqualTo(25);
        assertThat(strategy.rules().liquidity().lookbackDays()).isEqualTo(63);
        assertThat(strategy.rules().liquidity().minTradingShare()).isEqualTo(0.6);
        assertThat(strategy.rules().rebalance().executionLagDays()).isEqualTo(1);
        assertThat(strategy.rules().simulation().mode()).isEqualTo(Mode.DRIFT);
        assertThat(strategy.rules().overlay().isNone()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            liquidity: {min_adtvs: 1}               | unknown key 'min_adtvs'; did you mean 'min_adtv'?
            simulatoin: {costs_bps: 1}              | unknown key 'simulatoin'; did you mean 'simulation'?
            simulation: {costs_bps: -1}             | costs_bps must be at least 0 and below 10000 (100 %), was -1.0
            simulation: {lot_size: 0}               | lot_size must be above 0, was 0.0
            simulation: {unknown_delisting_return: -2} | unknown_delisting_return must be within -1 and 0, was -2.0
            constraints: {max_position: 1.5}        | max_position must be above 0 and at most 1, was 1.5
            constraints: {max_sector: 0}            | max_sector must be above 0 and at most 1, was 0.0
            selection: {top_n: 0}                   | top_n must be above 0, was 0.0
            selection: {percentile: 1}              | percentile must be at least 0 and below 1, was 1.0
            liquidity: {min_trading_share: 60}      | min_trading_share must be within 0 and 1, was 60.0
            overlay: {regime: {bear: 1.2}}          | bear must be within 0 and 1, was 1.2
            overlay: {volatility_target: {}}        | target must be given, e.g. 0.15
            {start: 2020-02-01, end: 2020-01-01}    | start must not be after end: 2020-02-01 > 2020-01-01
            reference_rules: {regime_thresholds: whole_sample_LOOKS_AHEAD} | uses the future; leave it out, or, to compare with the reference engine, add accept_look_ahead: true
            selection: {method: top}                | selection.method: 'top' is not one of top_n, percentile, hybrid; did you mean 'top_n'?
            selection: {top_n: 2.5}                 | selection.top_n: '2.5' is not a whole number
            simulation: {costs_bps: cheap}          | simulation.costs_bps: 'cheap' is not a number
            liquidity: 5                            | liquidity: must be a block of keys
            overlay: {regimes: {bear: 1}}           | overlay.regimes: unknown key 'regimes'; did you mean 'regime'?
            weighting: cheap                        | 'cheap' is not one of equal, score
            weighting: {method: risk_party}         | weighting.method: 'risk_party' is not one of
            weighting: {methods: equal}             | unknown key 'methods'; did you mean 'method'?
            weighting: {lookback_days: 3}           | lookback_days must be at least 20, was 3
            selection: {top_n: 25, hold_until_rank: 20} | hold_until_rank must be at least top_n, 25, was 20
            selection: {sector_balanced: true, max_per_sector: 2} | without max_per_sector
            constraints: {min_cash: 1}              | min_cash must be at least 0 and below 1, was 1.0
            constraints: {max_turnover: 0}          | max_turnover must be above 0 and at most 1, was 0.0
            overlay: {drawdown_control: {start: -0.2}} | start and full must be given
            overlay: {drawdown_control: {start: -0.2, full: -0.1}} | full below it
            overlay: {volatility_target: {target: 0.2, max_exposure: 1.5}} | above simulation.max_leverage, 1.0
            simulation: {price_limits: {up: 0.07}}  | up and down must be given
            simulation: {max_participation: 2}      | max_participation must be above 0 and at most 1, was 2.0
            simulation: {settlement_days: -1}       | settlement_days must not be negative, was -1.0
            universe: {sectors: [A], exclude_sectors: [A]} | sectors and exclude_sectors both name [A]
            reference_rules: {costs: half_turnover} | need simulation.mode: constant_weight
            """)
    void a_wrong_entry_is_refused_with_file_and_what_would_be_right(String entry, String message) {
        String yaml = entry.startsWith("{")
                ? MINIMAL + entry.substring(1, entry.length() - 1).replace(", ", "\n") + "\n"
                : MINIMAL + entry + "\n";
        assertThatThrownBy(() -> TestStrategies.parse(yaml))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("test.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void a_misspelt_key_is_named_with_its_line() {
        assertThatThrownBy(() -> TestStrategies.parse(MINIMAL + "liquidity:\n  lookback_day: 3\n"))
                .hasMessageStartingWith("test.yaml:6: ");
    }

    @Test
    void a_misspelt_required_key_is_called_misspelt_rather_than_missing() {
        assertThatThrownBy(() -> TestStrategies.parse(MINIMAL.replace("scores:", "score:")))
                .hasMessage("test.yaml:2: score: unknown key 'score'; did you mean 'scores'?");
        assertThatThrownBy(() -> TestStrategies.parse(MINIMAL.replace("frequency", "freqency")))
                .hasMessage("test.yaml:4: rebalance.freqency: unknown key 'freqency'; did you mean 'frequency'?");
    }

    @Test
    void an_empty_file_is_called_empty() {
        assertThatThrownBy(() -> TestStrategies.parse("# nothing\n")).hasMessage("test.yaml is empty");
    }

    @Test
    void an_unknown_score_column_is_named_with_the_nearest_one() {
        assertThatThrownBy(() -> TestStrategies.parse(MINIMAL.replace("QVM_Composite", "QVM_Composit")))
                .hasMessageContaining("unknown score column 'QVM_Composit'; did you mean 'QVM_Composite'?");
    }

    @Test
    void an_execution_at_the_decision_s_own_close_is_refused() {
        assertThatThrownBy(() -> TestStrategies.parse(MINIMAL.replace("monthly", "monthly, execution_lag_days: 0")))
                .hasMessageContaining("execution_lag_days must be at least 1");
    }

    @Test
    void weighting_is_a_name_or_a_block() {
        Strategy named = TestStrategies.parse(MINIMAL + "weighting: risk_parity\n");
        Strategy block = TestStrategies.parse(MINIMAL + "weighting: {method: risk_parity}\n");
        assertThat(named.rules().weighting()).isEqualTo(block.rules().weighting());
        assertThat(TestStrategies.parse(MINIMAL + "weighting: {method: score, lookback_days: 60}\n")
                        .rules()
                        .weighting()
                        .lookbackDays())
                .isEqualTo(60);
    }

    @Test
    void a_strategy_with_other_values_says_them_in_its_text() {
        Strategy strategy =
                TestStrategies.parse(MINIMAL).with("selection.top_n", 7).with("weighting", "score");
        assertThat(strategy.rules().selection().topN()).isEqualTo(7);
        assertThat(TestStrategies.parse(strategy.text()).rules()).isEqualTo(strategy.rules());
        assertThatThrownBy(() -> strategy.with("selection.topn", 7)).hasMessageContaining("did you mean 'top_n'?");
        assertThatThrownBy(() -> strategy.with("weighting.method.name", 7)).hasMessageContaining("not a block of keys");
    }

    static Stream<String> shipped() {
        return Strategies.shipped().stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void every_strategy_that_ships_can_be_read(String name) {
        assertThat(Strategies.byNameOrFile(name).name()).isNotBlank();
    }

    @Test
    void the_strategies_that_ship_are_those_of_the_folder() throws IOException {
        Path folder = Path.of(System.getProperty("qvm.root"), "strategies");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(f -> folder.relativize(f).toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(Strategies.shipped().stream(), Strategies.shippedSuites().stream())
                                    .toList());
        }
    }

    @Test
    void a_strategy_can_be_a_file(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), MINIMAL);
        assertThat(Strategies.byNameOrFile(file.toString()).text()).isEqualTo(MINIMAL);
    }

    @Test
    void a_name_that_is_nothing_gets_the_nearest_one() {
        assertThatThrownBy(() -> Strategies.byNameOrFile("qvm_top52"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("no strategy 'qvm_top52': neither a file nor one that ships; did you mean 'qvm_top25'?");
        assertThatThrownBy(() -> Strategies.byNameOrFile("strategies/qvm_top52.yaml"))
                .hasMessageContaining("no such file");
    }
}
