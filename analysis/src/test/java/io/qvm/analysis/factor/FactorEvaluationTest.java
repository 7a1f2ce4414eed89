package io.qvm.analysis.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactorEvaluationTest {
    private static final EvaluationSettings SMALL =
            new EvaluationSettings(List.of(1, 3, 10), 3, List.of(0, 2, 7), 1, 4, 5);
    private static final List<String> NAMES = List.of("quality", "value", "momentum", "qvm");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void coefficients_portfolios_and_turnover_are_their_plain_definitions(long seed) {
        RandomFactorMarket random = new RandomFactorMarket(seed, 40, 70);
        PlainEvaluation plain = new PlainEvaluation(random.market, random.scores);
        FactorEvaluation evaluation = FactorEvaluation.of(random.scores, random.market, NAMES, SMALL);
        for (ScoreColumn column : ScoreColumn.values()) {
            Panel panel = random.scores.panel(column);
            FactorResult factor = evaluation.factor(column.name().toLowerCase(java.util.Locale.ROOT));
            for (HorizonResult h : factor.horizons()) {
                double[] spread = new double[panel.dates().size()];
                for (int row = 0; row < spread.length; row++) {
                    List<double[]> pairs = plain.pairs(panel, row, 0, h.horizon(), t -> true);
                    close(h.rankIc()[row], pairs.size() < 5 ? Double.NaN : PlainEvaluation.rank(pairs));
                    close(h.linearIc()[row], pairs.size() < 5 ? Double.NaN : PlainEvaluation.linear(pairs));
                    spread[row] = plain.portfolioReturn(panel, row, 3, 4, h.horizon())
                            - plain.portfolioReturn(panel, row, 0, 4, h.horizon());
                }
                close(h.rank().mean(), mean(h.rankIc()));
                close(h.spread().mean(), mean(spread));
                for (int q = 0; q < 4; q++) {
                    int portfolio = q;
                    close(
                            h.quantiles().get(q).mean(),
                            mean(IntStream.range(0, spread.length)
                                    .mapToDouble(row -> plain.portfolioReturn(panel, row, portfolio, 4, h.horizon()))
                                    .toArray()));
                }
                close(h.topTurnover(), plainTurnover(plain, panel, h.horizon()));
                close(h.autocorrelation(), plainAutocorrelation(plain, panel, h.horizon()));
            }
        }
    }

    private static double plainTurnover(PlainEvaluation plain, Panel panel, int horizon) {
        return overPairs(plain, panel, horizon, (now, then) -> {
            List<String> top = top(now);
            List<String> old = top(then);
            return top.isEmpty() || old.isEmpty()
                    ? Double.NaN
                    : top.stream().filter(t -> !old.contains(t)).count() / (double) top.size();
        });
    }

    private static List<String> top(Map<String, Double> day) {
        return PlainEvaluation.portfolios(day, 4).entrySet().stream()
                .filter(e -> e.getValue() == 3)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static double plainAutocorrelation(PlainEvaluation plain, Panel panel, int horizon) {
        return overPairs(plain, panel, horizon, (now, then) -> {
            List<double[]> pairs = now.entrySet().stream()
                    .filter(e -> then.containsKey(e.getKey()))
                    .map(e -> new double[] {e.getValue(), then.getOrDefault(e.getKey(), 0.0)})
                    .toList();
            return pairs.size() < 5 ? Double.NaN : PlainEvaluation.rank(pairs);
        });
    }

    private interface Compared {
        double of(Map<String, Double> now, Map<String, Double> then);
    }

    private static double overPairs(PlainEvaluation plain, Panel panel, int horizon, Compared compared) {
        double[] values = new double[panel.dates().size()];
        Arrays.fill(values, Double.NaN);
        for (int row = 0; row < values.length; row++) {
            for (int earlier = 0; earlier < row; earlier++) {
                if (plain.position(panel.dates().date(row))
                                - plain.position(panel.dates().date(earlier))
                        == horizon) {
                    values[row] = compared.of(plain.scores(panel, row), plain.scores(panel, earlier));
                }
            }
        }
        return mean(values);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void sectors_years_ages_and_coverage_are_their_plain_definitions(long seed) {
        RandomFactorMarket random = new RandomFactorMarket(seed, 60, 75);
        PlainEvaluation plain = new PlainEvaluation(random.market, random.scores);
        FactorEvaluation evaluation = FactorEvaluation.of(random.scores, random.market, NAMES, SMALL);
        Panel panel = random.scores.panel(ScoreColumn.QVM);
        FactorResult factor = evaluation.factor("qvm");
        int days = panel.dates().size();
        assertThat(factor.sectors())
                .extracting(GroupResult::name)
                .containsExactlyInAnyOrder("Sector 0", "Sector 1", "Sector 2", "Unclassified");
        for (GroupResult sector : factor.sectors()) {
            double[] ic = new double[days];
            double[] stocks = new double[days];
            for (int row = 0; row < days; row++) {
                List<double[]> pairs =
                        plain.pairs(panel, row, 0, 3, t -> plain.sector(t).equals(sector.name()));
                ic[row] = pairs.size() < 5 ? Double.NaN : PlainEvaluation.rank(pairs);
                boolean traded = plain.position(panel.dates().date(row)) + 1 <= lastTradingDay(random.market);
                stocks[row] = traded ? pairs.size() : Double.NaN;
            }
            close(sector.rank().mean(), mean(ic));
            close(sector.stocks(), mean(stocks));
        }
        for (GroupResult age : factor.ages()) {
            double[] ic = IntStream.range(0, days)
                    .mapToObj(row -> plain.pairs(panel, row, Integer.parseInt(age.name()), 3, t -> true))
                    .mapToDouble(pairs -> pairs.size() < 5 ? Double.NaN : PlainEvaluation.rank(pairs))
                    .toArray();
            close(age.rank().mean(), mean(ic));
        }
        assertThat(factor.years()).extracting(GroupResult::name).containsExactly("2019", "2020");
        double total = factor.years().stream()
                .mapToDouble(y -> y.rank().mean() * y.rank().days())
                .sum();
        close(total / factor.horizon(3).rank().days(), factor.horizon(3).rank().mean());
        int present = (int)
                Arrays.stream(panel.values()).filter(v -> !Double.isNaN(v)).count();
        close(factor.coverage().scored(), present / (double) days);
        assertThat(factor.coverage().share()).isBetween(0.5, 1.0);
    }

    private static int lastTradingDay(MarketData market) {
        return (int) IntStream.range(0, market.dates().size())
                        .filter(market::isTradingDay)
                        .count()
                - 1;
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void factor_returns_are_the_daily_returns_of_the_outer_portfolios_on_the_day_they_are_earned(long seed) {
        RandomFactorMarket random = new RandomFactorMarket(seed, 40, 60);
        PlainEvaluation plain = new PlainEvaluation(random.market, random.scores);
        Panel panel = random.scores.panel(ScoreColumn.MOMENTUM);
        FactorReturns returns = FactorEvaluation.of(random.scores, random.market, NAMES, SMALL)
                .factor("momentum")
                .returns();
        Map<Integer, Double> expected = new TreeMap<>();
        for (int row = 0; row < panel.dates().size(); row++) {
            double spread = plain.portfolioReturn(panel, row, 3, 4, 1) - plain.portfolioReturn(panel, row, 0, 4, 1);
            if (!Double.isNaN(spread)) {
                expected.put(plain.position(panel.dates().date(row)) + 2, spread);
            }
        }
        assertThat(returns.longShort()).hasSize(expected.size());
        int i = 0;
        for (Map.Entry<Integer, Double> day : expected.entrySet()) {
            assertThat(plain.position(returns.dates().date(i))).isEqualTo(day.getKey());
            close(returns.longShort()[i++], day.getValue());
        }
    }

    @Test
    void scores_of_one_day_a_month_are_held_until_the_next_one() {
        RandomFactorMarket random = new RandomFactorMarket(5, 40, 70);
        DateIndex days = random.scores.dates();
        DateIndex few = DateIndex.ofDates(List.of(days.date(0), days.date(15), days.date(25)));
        FactorScores monthly = rows(random.scores, few);
        FactorEvaluation evaluation = FactorEvaluation.of(monthly, random.market, NAMES, SMALL);
        PlainEvaluation plain = new PlainEvaluation(random.market, monthly);
        int first = plain.position(few.date(0)) + 2;
        int gap = plain.position(few.date(1)) - plain.position(few.date(0));
        int last = plain.position(few.date(2)) + 1 + gap;
        assertThat(evaluation.factor("qvm").returns().longShort())
                .hasSize(Math.min(last, lastTradingDay(random.market)) - first + 1);
        assertThat(evaluation.factor("qvm").horizon(1).topTurnover()).isNaN();
    }

    private static FactorScores rows(FactorScores scores, DateIndex days) {
        Map<ScoreColumn, Panel> panels = new EnumMap<>(ScoreColumn.class);
        int n = scores.tickers().size();
        for (ScoreColumn column : ScoreColumn.values()) {
            double[] values = new double[days.size() * n];
            for (int row = 0; row < days.size(); row++) {
                System.arraycopy(
                        scores.panel(column).values(), scores.dates().indexOf(days.date(row)) * n, values, row * n, n);
            }
            panels.put(column, new Panel(days, scores.tickers(), values));
        }
        return new FactorScores("few", panels);
    }

    @Test
    void what_comes_after_the_horizon_changes_nothing() {
        RandomFactorMarket random = new RandomFactorMarket(8, 40, 70);
        int cut = 50;
        double[] closes =
                random.market.panel(MarketField.ADJUSTED_CLOSE).values().clone();
        Random garbage = new Random(1);
        for (int i = cut * 40; i < closes.length; i++) {
            closes[i] = 1 + 1000 * garbage.nextDouble();
        }
        MarketData changed = new MarketData(
                random.market.dates(),
                random.market.tickers(),
                IntStream.range(0, 40).mapToObj(random.market::instrument).toList(),
                Map.of(
                        MarketField.ADJUSTED_CLOSE,
                        new Panel(random.market.dates(), random.market.tickers(), closes),
                        MarketField.VOLUME,
                        random.market.panel(MarketField.VOLUME)),
                random.market.priceRows(),
                random.market.valuationRows(),
                random.market.facts(),
                Map.of());
        PlainEvaluation plain = new PlainEvaluation(random.market, random.scores);
        HorizonResult before = FactorEvaluation.of(random.scores, random.market, NAMES, SMALL)
                .factor("qvm")
                .horizon(3);
        HorizonResult after = FactorEvaluation.of(random.scores, changed, NAMES, SMALL)
                .factor("qvm")
                .horizon(3);
        int safe = 0;
        for (int row = 0; row < random.scores.dates().size(); row++) {
            if (plain.position(random.scores.dates().date(row)) + 4
                    <= plain.position(random.market.dates().date(cut - 1))) {
                assertThat(after.rankIc()[row]).isEqualTo(before.rankIc()[row]);
                safe++;
            }
        }
        assertThat(safe).isGreaterThan(20);
        assertThat(after.rank().mean()).isNotEqualTo(before.rank().mean());
    }

    @Test
    void scores_that_know_the_future_have_a_coefficient_of_one_and_monotonic_portfolios() {
        RandomFactorMarket random = new RandomFactorMarket(9, 40, 70);
        ForwardReturns forward = ForwardReturns.of(random.market, random.market.tickers());
        DateIndex days = forward.days().slice(3, 30);
        double[] known = new double[days.size() * 40];
        for (int i = 0; i < known.length; i++) {
            known[i] = forward.get(3 + i / 40 + 1, 3, i % 40);
        }
        Map<ScoreColumn, Panel> panels = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            panels.put(column, new Panel(days, random.market.tickers(), known));
        }
        HorizonResult h = FactorEvaluation.of(new FactorScores("oracle", panels), random.market, NAMES, SMALL)
                .factor("value")
                .horizon(3);
        close(h.rank().mean(), 1);
        close(h.linear().mean(), 1);
        close(h.monotonicity(), 1);
        assertThat(h.spread().mean()).isPositive();
    }

    @Test
    void correlation_between_factors_is_one_with_itself_and_symmetric() {
        RandomFactorMarket random = new RandomFactorMarket(4, 40, 60);
        FactorEvaluation evaluation = FactorEvaluation.of(random.scores, random.market, NAMES, SMALL);
        for (int a = 0; a < 4; a++) {
            close(evaluation.rankCorrelation()[a][a], 1);
            for (int b = 0; b < 4; b++) {
                assertThat(evaluation.linearCorrelation()[a][b])
                        .isEqualTo(evaluation.linearCorrelation()[b][a]);
                assertThat(evaluation.returnCorrelation()[a][b])
                        .isEqualTo(evaluation.returnCorrelation()[b][a]);
            }
        }
    }

    @Test
    void what_cannot_be_evaluated_is_refused() {
        RandomFactorMarket random = new RandomFactorMarket(4, 40, 60);
        assertThatThrownBy(() -> FactorEvaluation.of(random.scores, random.market, List.of("valeu"), SMALL))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no factor 'valeu'")
                .hasMessageContaining("quality, value, momentum, qvm");
        assertThatThrownBy(() ->
                        FactorEvaluation.of(rows(random.scores, DateIndex.of(new int[0])), random.market, NAMES, SMALL))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no scores to evaluate");
        assertThatThrownBy(() -> new EvaluationSettings(List.of(5, 1), 5, List.of(), 1, 5, 10))
                .hasMessageContaining("ascending");
        assertThatThrownBy(() -> new EvaluationSettings(List.of(1, 5), 5, List.of(), 0, 5, 10))
                .hasMessageContaining("execution lag");
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }

    private static void close(double actual, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual).isEqualTo(expected, within(1e-10));
        }
    }
}
