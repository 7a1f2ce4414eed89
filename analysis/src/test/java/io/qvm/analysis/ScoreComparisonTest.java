package io.qvm.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import io.qvm.market.TickerIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreComparisonTest {
    private static final double NONE = Double.NaN;
    private static final LocalDate DAY = LocalDate.of(2024, 1, 2);

    /** Scores whose four columns are alike but for a factor. */
    private static FactorScores scores(String version, List<LocalDate> dates, List<String> tickers, double... qvm) {
        DateIndex days = DateIndex.ofDates(dates);
        TickerIndex names = TickerIndex.of(tickers);
        Map<ScoreColumn, Panel> panels = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            double sign = column == ScoreColumn.MOMENTUM ? -1 : 1;
            panels.put(
                    column,
                    new Panel(days, names, Arrays.stream(qvm).map(v -> sign * v).toArray()));
        }
        return new FactorScores(version, panels, Map.of(version, new Panel(days, names, qvm)));
    }

    @Test
    void two_days_by_hand() {
        FactorScores first = scores(
                "old",
                List.of(DAY, DAY.plusDays(1)),
                List.of("A", "B", "C", "D", "E"),
                5,
                4,
                3,
                2,
                NONE,
                1,
                2,
                3,
                4,
                5);
        FactorScores second = scores(
                "new",
                List.of(DAY, DAY.plusDays(2)),
                List.of("A", "B", "C", "D", "F"),
                40,
                50,
                30,
                10,
                7,
                1,
                1,
                1,
                1,
                1);
        ScoreComparison comparison = ScoreComparison.of(first, second);

        assertThat(comparison.versions()).containsExactly("old", "new");
        assertThat(comparison.dates().size()).isEqualTo(3);
        assertThat(comparison.factors())
                .as("the factors 'old' and 'new' have no counterpart")
                .extracting(ScoreComparison.Factor::name)
                .containsExactly("quality", "value", "momentum", "qvm");
        ScoreComparison.Factor qvm = comparison.factors().get(3);
        assertThat(qvm.both()).containsExactly(4, 0, 0);
        assertThat(qvm.onlyFirst()).containsExactly(0, 5, 0);
        assertThat(qvm.onlySecond()).containsExactly(1, 0, 5);
        // Ranks 1 2 3 4 and 2 1 3 4: 1 - 6 * (1 + 1) / (4 * 15).
        assertThat(qvm.rankCorrelation()[0]).isEqualTo(0.8, within(1e-15));
        assertThat(qvm.rankCorrelation()[1]).isNaN();
        assertThat(qvm.known()).hasSize(1);
        assertThat(qvm.lowest()).isZero();
        assertThat(comparison.biggestMoves(0, 5))
                .containsExactly(
                        new ScoreComparison.Move("A", 1, 2, 5, 40), new ScoreComparison.Move("B", 2, 1, 4, 50));
        assertThat(comparison.biggestMoves(0, 1)).hasSize(1);
        assertThat(comparison.biggestMoves(1, 5)).isEmpty();
        assertThat(comparison.biggestMeanMoves(5))
                .containsExactly(
                        new ScoreComparison.MeanMove("A", 1, 1, 2, 1), new ScoreComparison.MeanMove("B", 1, 2, 1, 1));
    }

    @Test
    void a_version_compared_with_itself_is_the_same_in_every_rank() {
        FactorScores scores = scores("v", List.of(DAY), List.of("A", "B", "C"), 3, 1, 1);
        ScoreComparison comparison = ScoreComparison.of(scores, scores);
        assertThat(comparison.factors()).hasSize(5);
        for (ScoreComparison.Factor factor : comparison.factors()) {
            assertThat(factor.rankCorrelation()[0]).isEqualTo(1, within(1e-15));
        }
        assertThat(comparison.biggestMoves(0, 9)).isEmpty();
        assertThat(comparison.biggestMeanMoves(9)).isEmpty();
    }

    @Test
    void equal_values_share_their_rank() {
        double[] x = {5, 9, 5, 1, -0.0, 0.0};
        assertThat(Ranks.descending(x)).containsExactly(2, 1, 2, 4, 5, 5);
        assertThat(Ranks.fractional(x)).containsExactly(4.5, 6, 4.5, 3, 1.5, 1.5);
        assertThat(Ranks.correlation(new double[] {1, 1, 1}, new double[] {1, 2, 3}))
                .isNaN();
        assertThat(Ranks.correlation(new double[] {1}, new double[] {1})).isNaN();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ranks_are_those_of_counting(long seed) {
        Random random = new Random(seed);
        int n = 1 + random.nextInt(60);
        double[] x = random.doubles(n).map(v -> Math.floor(v * 20)).toArray();
        int[] descending = Ranks.descending(x);
        double[] fractional = Ranks.fractional(x);
        List<Double> all = new ArrayList<>();
        Arrays.stream(x).forEach(all::add);
        for (int i = 0; i < n; i++) {
            double value = x[i];
            long higher = all.stream().filter(v -> v > value).count();
            long lower = all.stream().filter(v -> v < value).count();
            long equal = n - higher - lower;
            assertThat(descending[i]).isEqualTo((int) higher + 1);
            assertThat(fractional[i]).isEqualTo(lower + (equal + 1) / 2.0);
        }
    }
}
