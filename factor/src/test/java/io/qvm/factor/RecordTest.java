package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.Coverage;
import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.InputDigest;
import io.qvm.market.MissingReason;
import io.qvm.market.ScoreColumn;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is recorded beside scores: coverage with reasons, and digests of what they were computed from. */
class RecordTest {
    private static final LocalDate FIRST = LocalDate.of(2019, 3, 1);
    private static final int DAYS = 70;

    static Stream<Arguments> modelsAndSeeds() {
        return Models.shipped().stream().flatMap(model -> Stream.of(1L, 2L).map(seed -> Arguments.of(model, seed)));
    }

    private static DateIndex days() {
        return DateIndex.ofDates(
                IntStream.range(0, DAYS).mapToObj(i -> FIRST.plusDays(7L * i)).toList());
    }

    private static ScoredDays score(RandomMarket market, String model, DateIndex days) {
        return new FactorEngine(market.data(), Models.byNameOrFile(model)).scoreWithRecord(days, 2);
    }

    @ParameterizedTest
    @MethodSource("modelsAndSeeds")
    void coverage_counts_every_score_once_and_gives_a_reason_for_every_one_that_is_missing(String model, long seed) {
        RandomMarket market = RandomMarket.of(seed);
        ScoredDays scored = score(market, model, days());
        List<String> factors = List.of("quality", "value", "momentum", "qvm");
        for (int row = 0; row < DAYS; row++) {
            LocalDate date = scored.scores().dates().date(row);
            for (ScoreColumn column : ScoreColumn.values()) {
                List<Coverage> rows = scored.coverage().stream()
                        .filter(c -> c.date().equals(date) && c.factor().equals(factors.get(column.ordinal())))
                        .toList();
                int there = 0;
                for (int i = 0; i < scored.scores().tickers().size(); i++) {
                    there += Double.isNaN(scored.scores().panel(column).get(row, i)) ? 0 : 1;
                }
                assertThat(rows.stream().mapToInt(Coverage::scored).sum()).isEqualTo(there);
                assertThat(rows).allSatisfy(c -> {
                    int missing = c.missing().values().stream().mapToInt(n -> n).sum();
                    assertThat(missing).isEqualTo(c.tickers() - c.scored());
                    assertThat(c.byZeroRule()).isBetween(0, c.scored());
                    assertThat(c.lagDated()).isBetween(0, c.scored());
                    assertThat(c.missing(MissingReason.UNDEFINED)).isZero();
                });
            }
        }
        assertThat(scored.coverage().stream().mapToInt(Coverage::byZeroRule).sum() > 0)
                .as("the reference model counts what is missing as zero, the default model never does")
                .isEqualTo(model.equals("qvm_v2.0_enhanced"));
    }

    @ParameterizedTest
    @MethodSource("modelsAndSeeds")
    void digests_do_not_depend_on_what_else_is_computed_and_equal_digests_mean_equal_scores(String model, long seed) {
        RandomMarket market = RandomMarket.of(seed);
        List<InputDigest> whole = score(market, model, days()).inputs();
        FactorEngine engine = new FactorEngine(market.data(), Models.byNameOrFile(model));
        assertThat(engine.inputDigests(days(), 1)).isEqualTo(whole);
        for (int row = 0; row < DAYS; row += 7) {
            assertThat(engine.inputDigests(days().slice(row, row + 1), 1)).containsExactly(whole.get(row));
        }
        LocalDate cut = FIRST.plusDays(200 + 10 * seed);
        ScoredDays before = score(market, model, days());
        ScoredDays after = score(market.poisonedAfter(cut, seed), model, days());
        int changed = 0;
        for (int row = 0; row < DAYS; row++) {
            boolean same = before.inputs().get(row).equals(after.inputs().get(row));
            if (!days().date(row).isAfter(cut)) {
                assertThat(same)
                        .as("%s: nothing known then has changed", days().date(row))
                        .isTrue();
            }
            if (same) {
                assertThat(bits(after.scores(), row)).isEqualTo(bits(before.scores(), row));
            } else {
                changed++;
            }
        }
        assertThat(changed).isPositive();
    }

    private static List<Long> bits(FactorScores scores, int row) {
        return Stream.of(ScoreColumn.values())
                .flatMap(column -> IntStream.range(0, scores.tickers().size())
                        .mapToObj(i ->
                                Double.doubleToLongBits(scores.panel(column).get(row, i))))
                .toList();
    }
}
