package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.ScoreColumn;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationTest {
    private static final List<LocalDate> DAYS =
            List.of(LocalDate.of(2019, 5, 15), LocalDate.of(2020, 2, 29), LocalDate.of(2020, 11, 3));

    static Stream<Arguments> modelsAndSeeds() {
        return Models.shipped().stream().flatMap(model -> Stream.of(1L, 2L).map(seed -> Arguments.of(model, seed)));
    }

    @ParameterizedTest
    @MethodSource("modelsAndSeeds")
    void numbers_of_the_tree_recombine_to_the_very_bits_of_every_score(String model, long seed) {
        MarketData data = RandomMarket.of(seed).data();
        FactorEngine engine = new FactorEngine(data, Models.byNameOrFile(model));
        FactorScores scores = engine.score(DateIndex.ofDates(DAYS), 2);
        int explained = 0;
        for (int row = 0; row < DAYS.size(); row++) {
            for (int column = 0; column < data.tickers().size(); column += 5) {
                Explanation explanation = engine.explain(data.tickers().ticker(column), DAYS.get(row));
                double score = scores.panel(ScoreColumn.QVM).get(row, column);
                assertThat(bits(explanation.score())).isEqualTo(bits(score));
                assertThat(bits(explanation.recombined())).isEqualTo(bits(score));
                assertThat(explanation.notScored().isPresent())
                        .isEqualTo(!scores.has(row, column)
                                && explanation.factors().isEmpty());
                for (int f = 0; f < explanation.factors().size(); f++) {
                    Explanation.Factor factor = explanation.factors().get(f);
                    double own = scores.panel(ScoreColumn.values()[f]).get(row, column);
                    assertThat(bits(factor.score())).isEqualTo(bits(own));
                    assertThat(bits(factor.recombined())).as(factor.toString()).isEqualTo(bits(own));
                }
                explained += explanation.factors().size();
            }
        }
        assertThat(explained).isGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("modelsAndSeeds")
    void everything_that_is_named_was_known_on_the_day(String model, long seed) {
        MarketData data = RandomMarket.of(seed).data();
        FactorEngine engine = new FactorEngine(data, Models.byNameOrFile(model));
        int facts = 0;
        for (LocalDate day : DAYS) {
            for (int column = (int) seed; column < data.tickers().size(); column += 5) {
                String ticker = data.tickers().ticker(column);
                for (Explanation.Factor factor : engine.explain(ticker, day).factors()) {
                    for (Explanation.Metric metric : factor.metrics()) {
                        assertThat(metric.reason().isPresent()).isEqualTo(Double.isNaN(metric.part()));
                        for (Explanation.Input input : metric.inputs()) {
                            facts += check(input, day);
                        }
                    }
                }
            }
        }
        assertThat(facts).isGreaterThan(100);
    }

    private static int check(Explanation.Input input, LocalDate day) {
        if (input instanceof Explanation.Reported reported) {
            assertThat(reported.facts().isEmpty()).isEqualTo(Double.isNaN(reported.value()));
            assertThat(reported.absence().isPresent()).isEqualTo(Double.isNaN(reported.value()));
            assertThat(reported.facts())
                    .allSatisfy(fact ->
                            assertThat(LocalDate.ofEpochDay(fact.knownFrom())).isBeforeOrEqualTo(day));
            double sum = 0;
            for (KnownFact fact : reported.facts()) {
                sum += fact.value();
            }
            if (reported.name().startsWith("ttm(") && reported.facts().size() == 4) {
                assertThat(reported.value()).isEqualTo(sum);
            }
            return reported.facts().size();
        }
        if (input instanceof Explanation.PastReturn past && !Double.isNaN(past.value())) {
            assertThat(past.value()).isEqualTo(past.toPrice() / past.fromPrice() - 1);
            assertThat(past.to().orElseThrow()).isBeforeOrEqualTo(day);
        }
        if (input instanceof Explanation.Market market && !Double.isNaN(market.value())) {
            assertThat(market.date().orElseThrow()).isBeforeOrEqualTo(day);
        }
        return 0;
    }

    @Test
    void of_facts_that_are_missing_together_each_says_whether_anything_of_it_is_known() {
        RandomMarket market = RandomMarket.of(1);
        LocalDate day = DAYS.get(1);
        int told = 0;
        for (int i = 0; i < 5; i++) {
            String ticker = market.instruments.get(i).ticker();
            Explanation explanation = new FactorEngine(
                            market.without(ticker, "TotalEquity").data(), Models.byNameOrFile("qvm_v2.1"))
                    .explain(ticker, day);
            int newest = market.facts.stream()
                    .filter(f -> f.ticker().equals(ticker) && f.item().equals("NetProfit"))
                    .filter(f -> f.knownFrom() <= day.toEpochDay())
                    .mapToInt(RandomMarket.Fact::quarter)
                    .max()
                    .orElseThrow();
            for (Explanation.Factor factor : explanation.factors()) {
                for (Explanation.Metric metric : factor.metrics()) {
                    if (metric.name().equals("ROAE")) {
                        assertThat(absence(metric, "avg5(TotalEquity)"))
                                .isEqualTo(new Explanation.Absence(
                                        Explanation.Absence.Cause.NOTHING_KNOWN, Optional.empty(), Optional.empty()));
                        assertThat(absence(metric, "ttm(NetProfit)"))
                                .isEqualTo(new Explanation.Absence(
                                        Explanation.Absence.Cause.NO_COMPLETE_QUARTER,
                                        Optional.of(newest),
                                        Optional.empty()));
                        told++;
                    }
                }
            }
        }
        assertThat(told).isGreaterThan(1);
    }

    private static Explanation.Absence absence(Explanation.Metric metric, String name) {
        return metric.inputs().stream()
                .filter(input -> input.name().equals(name))
                .map(input -> ((Explanation.Reported) input).absence().orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void unknown_ticker_is_answered_with_the_nearest_one() {
        MarketData data = RandomMarket.of(1).data();
        FactorEngine engine = new FactorEngine(data, Models.byNameOrFile("qvm_v2.1"));
        String near = data.tickers().ticker(0) + "X";
        assertThatThrownBy(() -> engine.explain(near, DAYS.get(0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("did you mean '" + data.tickers().ticker(0) + "'?");
    }

    private static long bits(double value) {
        return Double.doubleToLongBits(value);
    }
}
