package io.qvm.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.factor.FactorEngine;
import io.qvm.factor.FactorModel;
import io.qvm.factor.Models;
import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import io.qvm.simulator.SimulationSettings;
import io.qvm.simulator.Simulator;
import io.qvm.testing.OtherFutures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Time rules 1, 2, 6, 7 and 8 for stage 1, for every model that ships. */
class ScoreTimeRulesTest {
    private static final int SEEDS = 4;
    private static final int LAG = 45;
    /** The reference engine scores a given list of tickers, whenever they were listed; that is one of its known faults. */
    private static final String REFERENCE = "qvm_v2.0_enhanced";

    static Stream<Arguments> cases() {
        return Models.shipped().stream()
                .flatMap(model ->
                        Stream.iterate(1L, seed -> seed + 1).limit(SEEDS).map(seed -> Arguments.of(model, seed)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothing_that_comes_after_a_day_changes_a_score_up_to_it(String name, long seed) {
        FactorModel model = Models.byNameOrFile(name);
        MarketData data = market(seed);
        LocalDate today = BacktestTimeRulesTest.aDay(data, new SplittableRandom(seed));
        OtherFutures futures = new OtherFutures(data, today, LAG);
        futures = name.equals(REFERENCE) ? futures.withSameUniverse() : futures;

        FactorScores scores = score(model, data);
        FactorScores unknowing = score(model, futures.none());
        assertThat(unknowing.dates())
                .isEqualTo(data.dates().slice(0, data.dates().indexOf(today) + 1));
        SameBits.assertSame(unknowing, scores, today);
        SameBits.assertSame(score(model, futures.poisoned(seed)), scores, today);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void threads_batches_and_neighbouring_days_change_no_bit(String name, long seed) {
        FactorModel model = Models.byNameOrFile(name);
        MarketData data = market(seed);
        DateIndex days = data.dates();
        LocalDate last = days.date(days.size() - 1);
        FactorEngine engine = new FactorEngine(data, model);
        FactorScores scores = engine.score(days, 1);
        SameBits.assertSame(engine.score(days, 4), scores, last);

        SplittableRandom random = new SplittableRandom(seed);
        for (int from = 0; from < days.size(); ) {
            int to = Math.min(days.size(), from + random.nextInt(20, 90));
            SameBits.assertSame(engine.score(days.slice(from, to), random.nextInt(1, 4)), scores, last);
            from = to;
        }
        for (int i = 0; i < 5; i++) {
            int row = random.nextInt(days.size() / 2, days.size());
            SameBits.assertSame(FactorEngine.score(data, model, days.slice(row, row + 1)), scores, last);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void days_without_trade_are_scored_from_what_was_known_too(String name, long seed) {
        FactorModel model = Models.byNameOrFile(name);
        MarketData data = market(seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<LocalDate> days = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            days.add(data.dates().date(400).plusDays(random.nextInt(300)));
        }
        FactorScores together = FactorEngine.score(data, model, DateIndex.ofDates(days));
        for (LocalDate today : days) {
            OtherFutures futures = new OtherFutures(data, today, LAG);
            MarketData known = (name.equals(REFERENCE) ? futures.withSameUniverse() : futures).none();
            FactorScores alone = FactorEngine.score(known, model, DateIndex.ofDates(List.of(today)));
            SameBits.assertSame(alone, together, today);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void prices_older_than_the_model_needs_change_no_bit(String name, long seed) {
        FactorModel model = Models.byNameOrFile(name);
        MarketData data = market(seed);
        LocalDate today = BacktestTimeRulesTest.aDay(data, new SplittableRandom(seed));
        LocalDate from = model.needs().fieldsOfAnyAge().isEmpty()
                ? today.minusMonths(model.needs().reach().months())
                : LocalDate.MIN;
        DateIndex days =
                data.dates().slice(data.dates().indexOf(today), data.dates().size());
        LocalDate last = days.date(days.size() - 1);
        SameBits.assertSame(
                FactorEngine.score(since(data, from), model, days), FactorEngine.score(data, model, days), last);
    }

    /** The same market without the price rows before a day. */
    private static MarketData since(MarketData data, LocalDate from) {
        int first = from.equals(LocalDate.MIN) ? 0 : data.dates().ceiling(from);
        int columns = data.tickers().size();
        DateIndex dates = data.dates().slice(first, data.dates().size());
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        for (MarketField field : MarketField.values()) {
            double[] values = data.panel(field).values();
            panels.put(
                    field,
                    new Panel(dates, data.tickers(), Arrays.copyOfRange(values, first * columns, values.length)));
        }
        BitSet rows = new BitSet();
        for (int row = 0; row < dates.size(); row++) {
            for (int c = 0; c < columns; c++) {
                rows.set(row * columns + c, data.priceRows().has(first + row, c));
            }
        }
        RowMask mask = new RowMask(columns, rows);
        return new MarketData(
                dates,
                data.tickers(),
                IntStream.range(0, columns).mapToObj(data::instrument).toList(),
                panels,
                mask,
                mask,
                data.facts(),
                data.indices());
    }

    private static FactorScores score(FactorModel model, MarketData data) {
        return FactorEngine.score(data, model, data.dates());
    }

    private static MarketData market(long seed) {
        return Simulator.simulate(SimulationSettings.small(seed).withStocks(60)).data();
    }
}
