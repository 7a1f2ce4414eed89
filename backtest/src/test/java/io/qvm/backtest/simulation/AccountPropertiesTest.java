package io.qvm.backtest.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.backtest.funnel.Targets;
import io.qvm.market.CorporateAction;
import io.qvm.market.DateIndex;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.TickerIndex;
import io.qvm.market.run.Trade;
import io.qvm.testing.OtherFutures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold of every account, on random markets under random rules. */
class AccountPropertiesTest {
    static LongStream seeds() {
        return LongStream.range(1_000, 1_100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_day_adds_up_from_the_outside_too(long seed) {
        AccountCase given = RandomAccount.of(seed);
        SimulationResult result = given.run();
        double capital = given.simulation().initialCapital();
        DailyCosts costs = result.costs();
        for (int k = 0; k < result.net().length; k++) {
            assertThat(costs.commission()[k] + costs.tax()[k] + costs.spread()[k] + costs.impact()[k])
                    .isCloseTo(result.cost()[k], within(1e-12));
            assertThat(result.net()[k]).isEqualTo(result.gross()[k] - result.cost()[k]);
        }
        Contributions c = result.contributions();
        for (int p = 0; p < c.months().length; p++) {
            double change = c.interest()[p] + c.writtenOff()[p];
            for (int i = c.starts()[p]; i < c.starts()[p + 1]; i++) {
                change += c.profit()[i] - c.cost()[i];
            }
            double after = p + 1 < c.months().length
                    ? c.capitalBefore()[p + 1]
                    : result.equity()[result.equity().length - 1] * capital;
            assertThat(after - c.capitalBefore()[p]).isCloseTo(change, within(1e-9 * capital));
        }
        double traded = result.trades().stream().mapToDouble(Trade::cost).sum();
        assertThat(Arrays.stream(c.cost()).sum()).isCloseTo(traded, within(1e-9 * Math.max(1, traded)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothing_up_to_a_day_depends_on_what_comes_after_it(long seed) {
        AccountCase given = RandomAccount.of(seed);
        SimulationResult whole = given.run();
        int n = given.data().dates().size();
        int cut = new SplittableRandom(seed).nextInt(n / 4, n - 1);
        LocalDate today = given.data().dates().date(cut);
        OtherFutures futures = new OtherFutures(given.data(), today, 0).withSameUniverse();

        assertSameUpTo(cut, whole, given.withData(futures.none()).run(Optional.of(today)));
        assertSameUpTo(cut, whole, given.withData(futures.poisoned(seed)).run(Optional.of(today)));
    }

    private static void assertSameUpTo(int cut, SimulationResult whole, SimulationResult part) {
        assertThat(part.net()).hasSize(cut + 1).isEqualTo(Arrays.copyOf(whole.net(), cut + 1));
        assertThat(part.cost()).isEqualTo(Arrays.copyOf(whole.cost(), cut + 1));
        assertThat(part.equity()).isEqualTo(Arrays.copyOf(whole.equity(), cut + 1));
        assertThat(part.exposure()).isEqualTo(Arrays.copyOf(whole.exposure(), cut + 1));
        assertThat(part.trades())
                .isEqualTo(whole.trades().subList(0, part.trades().size()));
        int last = part.trades().size();
        if (last < whole.trades().size() && last > 0) {
            LocalDate lastDate = part.trades().get(last - 1).date();
            assertThat(whole.trades().get(last).date()).isAfter(lastDate);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void another_currency_unit_changes_no_bit(long seed) {
        AccountCase given = RandomAccount.of(seed);
        double unit = 1.0 / 1024;
        String capital = "initial_capital: " + given.simulation().initialCapital() * unit;
        AccountCase scaled = given.withData(scaled(given.data(), unit, unit))
                .withRules(given.rules().replaceFirst("initial_capital: [^,]*", capital));

        SimulationResult expected = given.run();
        SimulationResult actual = scaled.run();
        assertThat(actual.net()).isEqualTo(expected.net());
        assertThat(actual.exposure()).isEqualTo(expected.exposure());
        assertThat(actual.trades())
                .extracting(Trade::shares)
                .isEqualTo(expected.trades().stream().map(Trade::shares).toList());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void higher_or_lower_prices_of_smaller_or_larger_shares_change_nothing_but_rounding_to_lots(long seed) {
        // A capital beside which one share is nothing, and a market that it cannot move.
        AccountCase given = RandomAccount.of(seed);
        AccountCase rich = given.withRules(given.rules()
                .replaceFirst("initial_capital: [^,]*", "initial_capital: 1.0e16")
                .replaceFirst("lot_size: [^,]*", "lot_size: 1")
                .replaceFirst(", max_participation: [^,]*", "")
                .replaceFirst(", impact: \\{[^}]*}", ""));
        AccountCase scaled = rich.withData(scaled(given.data(), 7.3, 1));

        double[] expected = rich.run().net();
        double[] actual = scaled.run().net();
        for (int k = 0; k < expected.length; k++) {
            assertThat(actual[k]).isCloseTo(expected[k], within(1e-9));
        }
    }

    /** The same market with prices in another unit, traded values in a third. */
    private static MarketData scaled(MarketData data, double price, double value) {
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        for (MarketField field : MarketField.values()) {
            if (data.has(field)) {
                double factor =
                        field == MarketField.TRADED_VALUE ? value : field == MarketField.VOLUME ? value / price : price;
                panels.put(
                        field,
                        new Panel(
                                data.dates(),
                                data.tickers(),
                                Arrays.stream(data.panel(field).values())
                                        .map(v -> v * factor)
                                        .toArray()));
            }
        }
        List<CorporateAction> actions = data.corporateActions().orElseThrow().stream()
                .map(a -> new CorporateAction(a.column(), a.exDay(), a.kind(), a.ratio(), a.amount() * price))
                .toList();
        return market(data.dates(), data.tickers(), panels, instruments(data), actions);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_split_is_invisible_whether_shares_or_prices_carry_it(long seed) {
        AccountCase given = RandomAccount.of(seed);
        MarketData data = given.data();
        MarketField field = data.has(MarketField.CLOSE) ? MarketField.CLOSE : MarketField.ADJUSTED_CLOSE;
        double[] close = data.panel(field).values();
        List<CorporateAction> splits = data.corporateActions().orElseThrow().stream()
                .filter(a -> a.kind() == CorporateAction.Kind.SPLIT)
                .toList();
        int width = data.tickers().size();
        double[] adjusted = close.clone();
        for (CorporateAction split : splits) {
            for (int r = 0; r < data.dates().size() && data.dates().epochDay(r) < split.exDay(); r++) {
                adjusted[r * width + split.column()] /= split.ratio();
            }
        }
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        panels.put(MarketField.CLOSE, new Panel(data.dates(), data.tickers(), close));
        panels.put(MarketField.ADJUSTED_CLOSE, new Panel(data.dates(), data.tickers(), adjusted));
        panels.put(MarketField.VOLUME, data.panel(MarketField.VOLUME));
        AccountCase both = given.withData(market(data.dates(), data.tickers(), panels, instruments(data), splits));
        String rules =
                "initial_capital: 1.0e15, costs_bps: 20, price_limits: {up: 0.06, down: -0.06}, settlement_days: 1";

        SimulationResult shares = both.withRules(rules + ", prices: as_traded").run();
        SimulationResult prices = both.withRules(rules).run();
        for (int k = 0; k < prices.net().length; k++) {
            assertThat(shares.net()[k]).isCloseTo(prices.net()[k], within(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void an_exposure_of_nothing_earns_the_cash_rate(long seed) {
        AccountCase given = RandomAccount.of(seed);
        DateIndex dates = given.data().dates();
        AccountCase cash = new AccountCase(given.data(), given.targets(), new double[dates.size()], given.rules());
        double expected = 1;
        double rate = given.simulation().cashRate();
        SimulationResult result = cash.run();
        for (int k = 1; k < dates.size(); k++) {
            expected *= 1 + rate * (dates.epochDay(k) - dates.epochDay(k - 1)) / 365;
            assertThat(result.equity()[k]).isCloseTo(expected, within(1e-12));
        }
        assertThat(result.trades()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void other_names_change_nothing(long seed) {
        AccountCase given = RandomAccount.of(seed);
        MarketData data = given.data();
        int width = data.tickers().size();
        // New names sort the other way round, so that every column moves.
        List<String> names =
                IntStream.range(0, width).mapToObj(c -> "R" + (width - 1 - c)).toList();
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        TickerIndex tickers = TickerIndex.of(names);
        for (MarketField field : MarketField.values()) {
            if (data.has(field)) {
                double[] values = new double[data.dates().size() * width];
                for (int i = 0; i < values.length; i++) {
                    values[i / width * width + width - 1 - i % width] =
                            data.panel(field).values()[i];
                }
                panels.put(field, new Panel(data.dates(), tickers, values));
            }
        }
        List<Instrument> instruments = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            Instrument i = data.instrument(c).orElseThrow();
            instruments.add(new Instrument(
                    names.get(c),
                    "",
                    "",
                    i.sector(),
                    i.industry(),
                    "",
                    i.listedOn(),
                    i.delistedOn(),
                    i.delistingReturn()));
        }
        List<CorporateAction> actions = data.corporateActions().orElseThrow().stream()
                .map(a -> a.inColumn(width - 1 - a.column()))
                .toList();
        List<Targets> targets = given.targets().stream()
                .map(t -> AccountCase.targets(
                        t.day(),
                        t.date(),
                        Arrays.stream(t.columns()).map(c -> width - 1 - c).toArray(),
                        t.weights()))
                .toList();
        AccountCase renamed = new AccountCase(
                market(data.dates(), tickers, panels, instruments, actions), targets, given.exposure(), given.rules());

        double[] expected = given.run().net();
        double[] actual = renamed.run().net();
        for (int k = 0; k < expected.length; k++) {
            assertThat(actual[k]).isCloseTo(expected[k], within(1e-9 * (1 + Math.abs(expected[k]))));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void higher_costs_never_raise_the_equity_of_the_same_trades(long seed) {
        // Half is bought once and sold once, and no order waits: neither sizes nor cash depend on costs.
        AccountCase random = RandomAccount.of(seed);
        DateIndex dates = random.data().dates();
        SplittableRandom dice = new SplittableRandom(seed);
        int buy = dice.nextInt(1, dates.size() / 2);
        int sell = dice.nextInt(buy + 1, dates.size());
        AccountCase given = new AccountCase(
                random.data(),
                List.of(
                        AccountCase.targets(buy, dates.date(buy), new int[] {0, 1, 2}, 0.2, 0.2, 0.1),
                        AccountCase.targets(sell, dates.date(sell), new int[0])),
                IntStream.range(0, dates.size()).mapToDouble(k -> 1).toArray(),
                "");
        String common = "unfilled: drop, prices: " + (random.data().has(MarketField.CLOSE) ? "as_traded" : "adjusted");
        SimulationResult before = given.withRules(common).run();
        for (String rules : List.of(
                "costs_bps: 10",
                "costs_bps: 25, sell_tax_bps: 10",
                "costs_bps: 25, sell_tax_bps: 10, half_spread_bps: 20",
                "costs_bps: 25, sell_tax_bps: 10, half_spread_bps: 20, impact: {coefficient: 0.001}",
                "costs_bps: 25, sell_tax_bps: 10, half_spread_bps: 20, impact: {coefficient: 0.002}")) {
            SimulationResult after = given.withRules(common + ", " + rules).run();
            assertThat(after.trades())
                    .extracting(Trade::shares)
                    .isEqualTo(before.trades().stream().map(Trade::shares).toList());
            for (int k = 0; k < dates.size(); k++) {
                assertThat(after.equity()[k]).isLessThanOrEqualTo(before.equity()[k] + 1e-15);
            }
            before = after;
        }
    }

    private static List<Instrument> instruments(MarketData data) {
        return IntStream.range(0, data.tickers().size())
                .mapToObj(c -> data.instrument(c).orElseThrow())
                .toList();
    }

    private static MarketData market(
            DateIndex dates,
            TickerIndex tickers,
            Map<MarketField, Panel> panels,
            List<Instrument> instruments,
            List<CorporateAction> actions) {
        return AccountCase.market(dates, tickers, panels, instruments, Optional.of(actions));
    }
}
