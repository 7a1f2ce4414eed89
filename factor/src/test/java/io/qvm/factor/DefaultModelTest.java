package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.config.YamlFile;
import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the default model promises, on every ticker and month of a random market. */
class DefaultModelTest {
    private static final String MODEL_TEXT = Models.source("qvm_v2.1").text();
    private static final FactorModel MODEL = Models.byNameOrFile("qvm_v2.1");

    private static MarketData data;
    private static FactorScores scores;

    @BeforeAll
    static void scoreMarket() {
        data = RandomMarket.of(21).data();
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = LocalDate.of(2018, 6, 1); day.isBefore(RandomMarket.LAST); day = day.plusDays(5)) {
            days.add(day);
        }
        scores = FactorEngine.score(data, MODEL, DateIndex.ofDates(days));
    }

    private static double score(ScoreColumn column, int row, int ticker) {
        return scores.panel(column).get(row, ticker);
    }

    private static TreeMap<LocalDate, Integer> tradesOf(int ticker) {
        Panel volume = data.panel(MarketField.VOLUME);
        TreeMap<LocalDate, Integer> trades = new TreeMap<>();
        for (int row = 0; row < data.dates().size(); row++) {
            if (volume.get(row, ticker) > 0) {
                trades.put(data.dates().date(row), row);
            }
        }
        return trades;
    }

    @Test
    void listed_and_traded_within_thirty_days_is_the_condition_for_a_score() {
        int without = 0;
        for (int ticker = 0; ticker < data.tickers().size(); ticker++) {
            Instrument instrument = data.instrument(ticker).orElseThrow();
            TreeMap<LocalDate, Integer> trades = tradesOf(ticker);
            for (int row = 0; row < scores.dates().size(); row++) {
                LocalDate day = scores.dates().date(row);
                boolean listed = instrument.delistedOn().map(day::isBefore).orElse(true)
                        && !instrument.listedOn().orElseThrow().isAfter(day);
                boolean traded = Optional.ofNullable(trades.floorKey(day))
                        .map(last -> !last.plusDays(30).isBefore(day))
                        .orElse(false);
                if (!listed || !traded) {
                    without++;
                    assertThat(scores.has(row, ticker))
                            .as(data.tickers().ticker(ticker) + " on " + day)
                            .isFalse();
                }
            }
        }
        assertThat(without).isGreaterThan(100);
    }

    @Test
    void no_score_is_exactly_zero_and_none_exceeds_the_clip_by_more_than_rounding() {
        for (ScoreColumn column : ScoreColumn.values()) {
            double[] there = Arrays.stream(scores.panel(column).values())
                    .filter(v -> !Double.isNaN(v))
                    .toArray();
            assertThat(there).hasSizeGreaterThan(1000).doesNotContain(0.0);
            assertThat(Arrays.stream(there).map(Math::abs).max().orElseThrow()).isLessThan(3 + 1e-14);
        }
    }

    @Test
    void composite_is_the_weighted_mean_of_the_factors_that_are_there_if_they_weigh_half() {
        double[] weights = {0.4, 0.3, 0.3};
        int partial = 0;
        int refused = 0;
        for (int row = 0; row < scores.dates().size(); row++) {
            for (int ticker = 0; ticker < data.tickers().size(); ticker++) {
                double sum = 0;
                double weight = 0;
                for (int f = 0; f < 3; f++) {
                    double part = score(ScoreColumn.values()[f], row, ticker);
                    sum += Double.isNaN(part) ? 0 : weights[f] * part;
                    weight += Double.isNaN(part) ? 0 : weights[f];
                }
                double composite = score(ScoreColumn.QVM, row, ticker);
                if (weight > 0.5) {
                    assertThat(composite).isEqualTo(sum / weight, within(1e-14));
                    partial += weight < 0.99 ? 1 : 0;
                } else {
                    assertThat(composite).isNaN();
                    refused += weight > 0 ? 1 : 0;
                }
            }
        }
        assertThat(partial).isGreaterThan(50);
        assertThat(refused).isGreaterThan(5);
    }

    @Test
    void turning_the_sign_of_every_momentum_metric_turns_the_sign_of_momentum() {
        String text = MODEL_TEXT.replaceAll("(\"return\\(\\d+, 1\\)\")", "$1, higher_is_better: false");
        FactorScores turned = FactorEngine.score(data, FactorModel.of(new YamlFile("turned", text)), scores.dates());
        double[] expected = Arrays.stream(scores.panel(ScoreColumn.MOMENTUM).values())
                .map(v -> -v)
                .toArray();
        assertThat(turned.panel(ScoreColumn.MOMENTUM).values()).containsExactly(expected, within(1e-12));
    }
}
