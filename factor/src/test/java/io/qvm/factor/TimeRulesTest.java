package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.Quarter;
import io.qvm.market.ScoreColumn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The time rules, on random markets: nothing but what was known on the day, and always the same bits. */
class TimeRulesTest {
    private static final List<String> MODELS = Models.shipped();

    static Stream<Arguments> modelsAndSeeds() {
        return MODELS.stream().flatMap(model -> Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(model, seed)));
    }

    /** Every ninth day of a market, weekends included, up to a last one. */
    private static DateIndex days(LocalDate last) {
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = LocalDate.of(2018, 2, 3); !day.isAfter(last); day = day.plusDays(9)) {
            days.add(day);
        }
        days.add(last);
        return DateIndex.ofDates(days);
    }

    private static long[] bits(FactorScores scores) {
        return Arrays.stream(ScoreColumn.values())
                .flatMapToLong(c -> Arrays.stream(scores.panel(c).values()).mapToLong(Double::doubleToRawLongBits))
                .toArray();
    }

    private static long scoreCount(FactorScores scores) {
        return Arrays.stream(scores.panel(ScoreColumn.QVM).values())
                .filter(v -> !Double.isNaN(v))
                .count();
    }

    @ParameterizedTest
    @MethodSource("modelsAndSeeds")
    void truncating_everything_later_changes_no_bit(String name, long seed) {
        FactorModel model = Models.byNameOrFile(name);
        RandomMarket market = RandomMarket.of(seed);
        LocalDate cut = LocalDate.of(2019, 1, 1).plusDays(new Random(seed).nextInt(700));
        FactorScores whole = FactorEngine.score(market.data(), model, days(cut));
        FactorScores truncated = FactorEngine.score(market.knownOn(cut).data(), model, days(cut));
        assertThat(scoreCount(whole)).isGreaterThan(1000);
        assertThat(bits(truncated)).isEqualTo(bits(whole));
    }

    @ParameterizedTest
    @MethodSource("modelsAndSeeds")
    void poisoning_everything_later_changes_no_bit(String name, long seed) {
        FactorModel model = Models.byNameOrFile(name);
        RandomMarket market = RandomMarket.of(seed);
        LocalDate cut = LocalDate.of(2019, 1, 1).plusDays(new Random(seed + 99).nextInt(700));
        FactorScores whole = FactorEngine.score(market.data(), model, days(cut));
        FactorScores poisoned =
                FactorEngine.score(market.poisonedAfter(cut, seed).data(), model, days(cut));
        assertThat(bits(poisoned)).isEqualTo(bits(whole));
        LocalDate later = cut.plusDays(100);
        assertThat(bits(FactorEngine.score(market.poisonedAfter(cut, seed).data(), model, days(later))))
                .as("the poison is one")
                .isNotEqualTo(bits(FactorEngine.score(market.data(), model, days(later))));
    }

    @ParameterizedTest
    @MethodSource("modelsAndSeeds")
    void threads_chunks_and_row_order_change_no_bit(String name, long seed) {
        FactorModel model = Models.byNameOrFile(name);
        RandomMarket market = RandomMarket.of(seed);
        MarketData data = market.data();
        DateIndex days = days(RandomMarket.LAST);
        long[] expected = bits(new FactorEngine(data, model).score(days, 1));
        assertThat(bits(new FactorEngine(data, model).score(days, 4))).isEqualTo(expected);
        assertThat(bits(FactorEngine.score(market.shuffled(seed).data(), model, days)))
                .isEqualTo(expected);
        FactorEngine engine = new FactorEngine(data, model);
        int width = data.tickers().size();
        for (int row = 0; row < days.size(); row += 7) {
            FactorScores one = engine.score(days.slice(row, row + 1), 2);
            for (ScoreColumn column : ScoreColumn.values()) {
                int offset = (column.ordinal() * days.size() + row) * width;
                long[] alone = Arrays.stream(one.panel(column).values())
                        .mapToLong(Double::doubleToRawLongBits)
                        .toArray();
                assertThat(alone).isEqualTo(Arrays.copyOfRange(expected, offset, offset + width));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.qvm.factor.Models#shipped")
    void restatement_counts_from_its_publication_on_and_not_before(String name) {
        FactorModel model = Models.byNameOrFile(name);
        RandomMarket market = RandomMarket.of(5);
        LocalDate published = LocalDate.of(2019, 9, 2);
        RandomMarket restated = market.withEverybodys("NetProfit", Quarter.of(2019, 1), (int) published.toEpochDay());
        DateIndex before = days(published.minusDays(1));
        assertThat(bits(FactorEngine.score(restated.data(), model, before)))
                .isEqualTo(bits(FactorEngine.score(market.data(), model, before)));
        DateIndex after = DateIndex.ofDates(List.of(published));
        assertThat(bits(FactorEngine.score(restated.data(), model, after)))
                .isNotEqualTo(bits(FactorEngine.score(market.data(), model, after)));
    }

    @ParameterizedTest
    @MethodSource("io.qvm.factor.Models#shipped")
    void fact_without_publication_date_counts_from_the_lag_after_its_period_on(String name) {
        FactorModel model = Models.byNameOrFile(name);
        RandomMarket market = RandomMarket.of(6);
        int quarter = Quarter.of(2019, 2);
        LocalDate known = Quarter.calendarEnd(quarter).plusDays(45);
        RandomMarket more = market.withEverybodys("NetProfit", quarter, FactHistory.UNKNOWN_DATE);
        DateIndex before = days(known.minusDays(1));
        assertThat(bits(FactorEngine.score(more.data(), model, before)))
                .isEqualTo(bits(FactorEngine.score(market.data(), model, before)));
        LocalDate later = known.plusDays(75);
        DateIndex after = DateIndex.ofDates(List.of(known, later));
        assertThat(bits(FactorEngine.score(more.data(), model, after)))
                .isNotEqualTo(bits(FactorEngine.score(market.data(), model, after)));
    }
}
