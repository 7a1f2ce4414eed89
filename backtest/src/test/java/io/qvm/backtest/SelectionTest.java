package io.qvm.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.market.IndexMember;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may take part, and how the cut through the ranking is made. */
class SelectionTest {
    private static Strategy strategy(String blocks, Object... dates) {
        return TestStrategies.parse("""
                name: selection
                scores: test
                signal: {weights: {QVM_Composite: 1}}
                rebalance: {frequency: dates, dates: %s}
                %s
                """.formatted(List.of(dates), blocks));
    }

    private static BacktestRun run(TinyMarket market, String blocks, int... rows) {
        Object[] dates = IntStream.of(rows).mapToObj(market::day).toArray();
        return Backtest.run(strategy(blocks, dates), market.scores(), market.data());
    }

    private static Map<String, FunnelDecision> on(BacktestRun run, Object date) {
        return run.decisions().stream()
                .filter(d -> d.date().equals(date))
                .collect(Collectors.toMap(FunnelDecision::ticker, Function.identity()));
    }

    private static List<String> held(BacktestRun run, Object date) {
        return run.holdings().stream()
                .filter(h -> h.date().equals(date))
                .map(h -> h.ticker())
                .toList();
    }

    @Test
    void sectors_and_the_age_of_the_listing_decide_who_takes_part() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C", "D")
                .sector("A", "Banks")
                .sector("B", "Oil")
                .sector("C", "Oil")
                .sector("D", "Oil")
                .suspended("D", 0, 25);
        BacktestRun run = run(
                market,
                "universe: {exclude_sectors: [Banks], min_listing_days: 20}\nliquidity: {min_trading_share: 0}",
                30);
        Map<String, FunnelDecision> decisions = on(run, market.day(30));
        assertThat(decisions.get("A").reason()).isEqualTo("sector_excluded");
        assertThat(decisions.get("A").stage()).isEqualTo(FunnelStage.SCORED);
        // First price on row 25, a Monday; row 30 is the Monday after: 7 calendar days.
        assertThat(decisions.get("D").reason()).isEqualTo("listing_age 7.0 < 20.0");
        assertThat(held(run, market.day(30))).containsExactly("B", "C");

        BacktestRun only = run(market, "universe: {sectors: [Banks]}", 30);
        assertThat(held(only, market.day(30))).containsExactly("A");
        assertThat(on(only, market.day(30)).get("B").reason()).isEqualTo("sector_not_included");
    }

    @Test
    void membership_of_an_index_counts_as_of_the_day() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C");
        int early = Math.toIntExact(market.day(10).toEpochDay());
        int late = Math.toIntExact(market.day(35).toEpochDay());
        MarketData data = market.data()
                .withIndexMembers(Map.of(
                        "VN30", List.of(new IndexMember(0, early, late), new IndexMember(1, late, Integer.MAX_VALUE))));
        BacktestRun run = Backtest.run(
                strategy("universe: {index: VN30}", market.day(30), market.day(40)), market.scores(), data);
        assertThat(held(run, market.day(30))).containsExactly("A");
        assertThat(held(run, market.day(40))).containsExactly("B");
        assertThat(on(run, market.day(40)).get("A").reason()).isEqualTo("not_in_index");
        assertThatThrownBy(() -> run(market, "universe: {index: VN30}", 30))
                .hasMessageContaining("the data do not know the members of 'VN30'");
    }

    @Test
    void a_sector_that_no_stock_has_is_refused_with_the_nearest_one() {
        TinyMarket market = new TinyMarket(60, "A", "B").sector("A", "Banks").sector("B", "Oil");
        assertThatThrownBy(() -> run(market, "universe: {sectors: [Bank]}", 30))
                .hasMessageContaining("sector 'Bank', which no stock has")
                .hasMessageContaining("Banks");
    }

    @Test
    void adtv_is_compared_with_market_capitalisation_where_asked() {
        TinyMarket market = new TinyMarket(60, "A", "B")
                .set(MarketField.MARKET_CAP, "A", 0, 1e9)
                .set(MarketField.MARKET_CAP, "B", 0, 1e8);
        BacktestRun run = run(market, "liquidity: {min_adtv_share: 0.005}", 30);
        assertThat(on(run, market.day(30)).get("A").reason()).isEqualTo("adtv_share 0.001 < 0.005");
        assertThat(held(run, market.day(30))).containsExactly("B");
    }

    @Test
    void what_is_held_stays_until_its_rank_is_worse_than_the_buffer() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C", "D", "E")
                .score("A", 30, 3.5) // then B, C is 3, so A is third of B 4, A 3.5, C 3, D 2, E 1: second
                .score("E", 30, 9) // and E leads: E, B, A, C, D
                .score("D", 40, 8);
        String blocks = "selection: {top_n: 2, hold_until_rank: 3}";
        BacktestRun run = run(market, blocks, 20, 30, 40);
        assertThat(held(run, market.day(20))).containsExactly("A", "B");
        // Ranks are E 1, B 2, A 3: A and B stay, and E finds no place.
        assertThat(held(run, market.day(30))).containsExactly("B", "A");
        assertThat(on(run, market.day(30)).get("E").reason()).isEqualTo("places_held 1.0 < 2.0");
        assertThat(on(run, market.day(30)).get("A").reason()).isEqualTo("hold_until_rank 3.0 = 3.0");
        // Ranks are E 1, D 2, B 3, A 4: B stays, A goes, E comes.
        assertThat(held(run, market.day(40))).containsExactly("E", "B");
        assertThat(on(run, market.day(40)).get("A").reason()).isEqualTo("rank 4.0 > 2.0");
    }

    @Test
    void a_sector_has_at_most_so_many_places() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C", "D")
                .sector("A", "Oil")
                .sector("B", "Oil")
                .sector("C", "Oil")
                .sector("D", "Banks");
        BacktestRun run = run(market, "selection: {top_n: 3, max_per_sector: 2}", 30);
        assertThat(held(run, market.day(30))).containsExactly("A", "B", "D");
        assertThat(on(run, market.day(30)).get("C").reason()).isEqualTo("max_per_sector 3.0 > 2.0");
    }

    @Test
    void balanced_places_follow_the_sectors_share_of_the_ranking() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C", "D", "E", "F");
        for (String ticker : List.of("A", "B", "C", "D")) {
            market.sector(ticker, "Oil");
        }
        market.sector("E", "Banks").sector("F", "Banks");
        // 3 places for 4 and 2 of 6: 2 and 1.
        BacktestRun run = run(market, "selection: {top_n: 3, sector_balanced: true}", 30);
        assertThat(held(run, market.day(30))).containsExactly("A", "B", "E");
        assertThat(on(run, market.day(30)).get("C").rule()).isEqualTo("sector_seats");
    }

    @Test
    void ranks_as_signals_forget_how_far_apart_scores_are() {
        TinyMarket market = new TinyMarket(60, "A", "B", "C").score("A", 0, 1e6);
        BacktestRun run = Backtest.run(
                strategy("selection: {top_n: 3}", market.day(30))
                        .with("signal", Map.of("weights", Map.of("QVM_Composite", 1), "standardize", "rank")),
                market.scores(),
                market.data());
        assertThat(run.holdings()).extracting(h -> h.signal()).containsExactly(1.0, 0.5, 0.0);
    }

    static List<String> selections() {
        return List.of(
                "{top_n: 6}",
                "{top_n: 6, hold_until_rank: 12}",
                "{top_n: 8, max_per_sector: 2}",
                "{top_n: 8, hold_until_rank: 20, max_per_sector: 3}",
                "{top_n: 9, sector_balanced: true}",
                "{method: percentile, percentile: 0.7, max_per_sector: 2}",
                "{method: hybrid, hybrid_min_names: 12, top_n: 5, percentile: 0.6}");
    }

    /** The same rules once more, with lists and without cleverness. */
    @ParameterizedTest
    @MethodSource("selections")
    void selection_agrees_with_its_plain_description(String selection) {
        for (long seed = 1; seed <= 3; seed++) {
            RandomMarket market = RandomMarket.of(seed);
            Strategy strategy = TestStrategies.drift().with("selection", YamlValues.block(selection));
            BacktestRun run = Backtest.run(strategy, market.scores(), market.data());
            Map<Object, List<FunnelDecision>> byDay = run.decisions().stream()
                    .filter(d -> d.rank() > 0)
                    .collect(Collectors.groupingBy(FunnelDecision::date, TreeMap::new, Collectors.toList()));
            List<String> before = List.of();
            for (Map.Entry<Object, List<FunnelDecision>> day : byDay.entrySet()) {
                List<FunnelDecision> ranked = new ArrayList<>(day.getValue());
                ranked.sort(Comparator.comparingInt(FunnelDecision::rank));
                List<String> expected = PlainSelection.of(
                        strategy.rules().selection(),
                        ranked,
                        before,
                        ticker -> market.data().sector(market.data().tickers().indexOf(ticker)));
                List<String> selected = ranked.stream()
                        .filter(d -> d.stage().compareTo(FunnelStage.SELECTED) >= 0)
                        .map(FunnelDecision::ticker)
                        .toList();
                assertThat(selected).as(seed + " " + day.getKey()).isEqualTo(expected);
                before = expected;
            }
            assertThat(byDay).isNotEmpty();
        }
    }
}
