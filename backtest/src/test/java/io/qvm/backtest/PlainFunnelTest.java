package io.qvm.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.market.FactHistory;
import io.qvm.market.FactorScores;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import io.qvm.market.ScoreColumn;
import io.qvm.market.TickerIndex;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The funnel against its plain description, and what must not change its decisions. */
class PlainFunnelTest {
    static List<String> filters() {
        return List.of(
                "{}",
                "{lookback_days: 20, min_trading_share: 0.9}",
                "{min_adtv: 3000, max_names: 15}",
                "{min_price: 40, min_trading_share: 0}",
                "{min_market_cap: 2.0e7, min_adtv: 100}",
                "{min_adtv_share: 0.0005, lookback_days: 10, max_names: 9}");
    }

    private static Strategy strategy(String filter, int variant) {
        String universe = List.of(
                        "{}", "{exclude_sectors: [Energy], min_listing_days: 200}", "{sectors: [Banking, Retail]}")
                .get(variant);
        String standardize = List.of("none", "zscore", "rank").get(variant);
        return TestStrategies.drift()
                .with("liquidity", YamlValues.block(filter))
                .with("universe", YamlValues.block(universe))
                .with(
                        "signal",
                        Map.of(
                                "weights",
                                Map.of("Quality_Composite", 0.7, "Momentum_Composite", 0.4),
                                "standardize",
                                standardize));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void funnel_agrees_with_its_plain_description(String filter) {
        for (int variant = 0; variant < 3; variant++) {
            RandomMarket market = RandomMarket.of(variant + 1L, 40, 500);
            Strategy strategy = strategy(filter, variant);
            BacktestRun run = Backtest.run(strategy, market.scores(), market.data());
            Map<LocalDate, List<FunnelDecision>> byDay = run.decisions().stream()
                    .collect(Collectors.groupingBy(FunnelDecision::date, TreeMap::new, Collectors.toList()));
            assertThat(byDay).isNotEmpty();
            byDay.forEach((day, decisions) -> {
                Map<String, PlainFunnel.Outcome> plain = PlainFunnel.of(strategy.rules(), market, day);
                assertThat(decisions.stream().map(FunnelDecision::ticker)).containsExactlyElementsOf(plain.keySet());
                for (FunnelDecision decision : decisions) {
                    PlainFunnel.Outcome expected = plain.get(decision.ticker());
                    String what = filter + " " + day + " " + decision;
                    if (decision.rank() == 0) {
                        assertThat(decision.rule()).as(what).isEqualTo(expected.rule());
                        assertThat(decision.stage())
                                .as(what)
                                .isEqualTo(
                                        "no_signal".equals(expected.rule()) ? FunnelStage.LIQUID : FunnelStage.SCORED);
                    } else {
                        assertThat(expected.rule()).as(what).isEmpty();
                        assertThat(decision.signal()).as(what).isCloseTo(expected.signal(), within(1e-12));
                    }
                }
                List<FunnelDecision> ranked = decisions.stream()
                        .filter(decision -> decision.rank() > 0)
                        .sorted(Comparator.comparingInt(FunnelDecision::rank))
                        .toList();
                assertThat(ranked)
                        .isSortedAccordingTo(Comparator.comparingDouble((FunnelDecision d) -> -d.signal())
                                .thenComparing(FunnelDecision::ticker));
            });
        }
    }

    /** The same market under names that put its stocks in another order. */
    private static RandomMarket renamed(RandomMarket market, Map<String, String> names) {
        MarketData data = market.data();
        TickerIndex tickers = TickerIndex.of(new ArrayList<>(names.values()));
        int[] from = new int[tickers.size()];
        names.forEach(
                (old, name) -> from[tickers.indexOf(name)] = data.tickers().indexOf(old));
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        for (MarketField field : MarketField.values()) {
            if (data.has(field)) {
                panels.put(field, moved(data.panel(field), tickers, from));
            }
        }
        BitSet rows = new BitSet();
        List<Optional<Instrument>> instruments = new ArrayList<>();
        for (int c = 0; c < from.length; c++) {
            int old = from[c];
            String name = tickers.ticker(c);
            for (int r = 0; r < data.dates().size(); r++) {
                rows.set(r * from.length + c, data.priceRows().has(r, old));
            }
            instruments.add(data.instrument(old)
                    .map(i -> new Instrument(
                            name,
                            i.name(),
                            i.exchange(),
                            i.sector(),
                            i.industry(),
                            i.currency(),
                            i.listedOn(),
                            i.delistedOn(),
                            i.delistingReturn())));
        }
        Map<ScoreColumn, Panel> scores = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            scores.put(column, moved(market.scores().panel(column), tickers, from));
        }
        return new RandomMarket(
                new MarketData(
                        data.dates(),
                        tickers,
                        instruments,
                        panels,
                        new RowMask(from.length, rows),
                        new RowMask(from.length, rows),
                        FactHistory.builder(tickers).build(),
                        data.indices()),
                new FactorScores("test", scores));
    }

    private static Panel moved(Panel panel, TickerIndex tickers, int[] from) {
        Panel moved = Panel.missing(panel.dates(), tickers);
        for (int r = 0; r < panel.dates().size(); r++) {
            for (int c = 0; c < from.length; c++) {
                moved.values()[r * from.length + c] = panel.get(r, from[c]);
            }
        }
        return moved;
    }

    /** Scores that tell all stocks apart: ties are broken by name, and that is meant. */
    private static RandomMarket withoutTies(RandomMarket market) {
        Map<ScoreColumn, Panel> scores = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            Panel panel = market.scores().panel(column);
            double[] values = panel.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += 1e-4 * Math.sin(i + 17.0 * column.ordinal());
            }
            scores.put(column, new Panel(panel.dates(), panel.tickers(), values));
        }
        return new RandomMarket(market.data(), new FactorScores("test", scores));
    }

    @Test
    void renaming_tickers_and_the_order_of_columns_change_nothing() {
        List<Strategy> strategies =
                TestStrategies.VARIED.stream().map(TestStrategies::parse).toList();
        for (int s = 0; s < strategies.size(); s++) {
            RandomMarket market = withoutTies(RandomMarket.of(s + 1L, 30, 500));
            Map<String, String> names = new TreeMap<>();
            for (int c = 0; c < market.data().tickers().size(); c++) {
                names.put(market.data().tickers().ticker(c), "T%03d".formatted((c * 7 + 3) % 30));
            }
            RandomMarket other = renamed(market, names);
            BacktestRun run = Backtest.run(strategies.get(s), market.scores(), market.data());
            BacktestRun again = Backtest.run(strategies.get(s), other.scores(), other.data());
            double[] net = run.daily().net();
            assertThat(again.daily().net()).hasSameSizeAs(net);
            for (int i = 0; i < net.length; i++) {
                assertThat(again.daily().net()[i])
                        .as("strategy " + s + ", day " + i)
                        .isCloseTo(net[i], within(1e-9));
            }
            assertThat(again.decisions().stream().map(d -> d.date() + d.ticker() + d.stage() + d.rule() + d.rank()))
                    .containsExactlyInAnyOrderElementsOf(run.decisions().stream()
                            .map(d -> d.date() + names.get(d.ticker()) + d.stage() + d.rule() + d.rank())
                            .toList());
        }
    }
}
