package io.qvm.analysis.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qvm.analysis.Statistics;
import io.qvm.analysis.attribution.StageAttribution.Stage;
import io.qvm.analysis.attribution.StageAttribution.Step;
import io.qvm.market.IndexMember;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketField;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributionTest {
    private static final int STOCKS = 14;
    private static final int DAYS = 300;
    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2030, 1, 1);

    private static int[] inOrder() {
        return IntStream.range(0, STOCKS).toArray();
    }

    private static PlainAccount account(long seed) {
        return new PlainAccount(seed, STOCKS, DAYS, inOrder(), 1e6, true);
    }

    private static Attribution attribution(PlainAccount account) {
        return Attribution.of(account.run, account.market);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void replay_finds_the_weights_that_the_account_had(long seed) {
        PlainAccount account = account(seed);
        DailyContributions held = attribution(account).held();
        for (int k = 0; k < DAYS; k++) {
            Map<String, Double> weights = new HashMap<>();
            double sum = held.cash()[k];
            double costs = 0;
            for (int i = held.starts()[k]; i < held.starts()[k + 1]; i++) {
                if (held.weights()[i] != 0) {
                    weights.put(held.tickers().ticker(held.columns()[i]), held.weights()[i]);
                }
                sum += held.contributions()[i];
                costs += held.costs()[i];
            }
            Map<String, Double> expected = account.weights.get(k);
            assertThat(weights.keySet()).as("day " + k).isEqualTo(expected.keySet());
            expected.forEach((ticker, weight) -> assertThat(weights.get(ticker)).isEqualTo(weight, within(1e-12)));
            assertThat(sum).isEqualTo(account.run.daily().gross()[k], within(1e-15));
            assertThat(costs).isEqualTo(account.run.daily().cost()[k], within(1e-14));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void stocks_sectors_cash_and_costs_sum_to_the_return_of_any_window(long seed) {
        PlainAccount account = account(seed);
        Attribution attribution = attribution(account);
        Random random = new Random(seed);
        for (int trial = 0; trial < 10; trial++) {
            LocalDate from = LocalDate.of(2020, 1, 6).plusDays(random.nextInt(200));
            LocalDate to = from.plusDays(4 + random.nextInt(200));
            ContributionAnalysis parts = attribution.contributions(from, to);
            assertThat(parts.residual()).isEqualTo(0, within(1e-12));
            assertThat(total(parts.stocks()) + parts.cash()).isEqualTo(parts.totalReturn(), within(1e-12));
            assertThat(total(parts.sectors()) + parts.cash()).isEqualTo(parts.totalReturn(), within(1e-12));
            assertThat(parts.stocks().stream().mapToDouble(l -> l.cost()).sum())
                    .isEqualTo(parts.costs(), within(1e-14));
        }
        YearMonth first = YearMonth.of(2020, 1 + random.nextInt(6));
        ContributionAnalysis months = ContributionAnalysis.of(account.run, first, first.plusMonths(4));
        assertThat(months.residual()).isEqualTo(0, within(1e-12));
        ContributionAnalysis days =
                attribution.contributions(first.atDay(1), first.plusMonths(4).atEndOfMonth());
        assertThat(days.from()).isEqualTo(months.from());
        assertThat(days.to()).isEqualTo(months.to());
        assertThat(days.totalReturn()).isEqualTo(months.totalReturn());
    }

    @Test
    void one_day_is_attributed_as_it_is() {
        PlainAccount account = account(7);
        LocalDate day = account.run.daily().dates().date(100);
        ContributionAnalysis parts = attribution(account).contributions(day, day);
        assertThat(parts.totalReturn()).isEqualTo(account.run.daily().net()[100], within(1e-16));
        assertThat(parts.residual()).isEqualTo(0, within(1e-15));
        BrinsonAttribution brinson =
                attribution(account).brinson(Comparison.LIQUID_EQUAL, BrinsonModel.BRINSON_FACHLER, day, day);
        assertThat(brinson.residual()).isEqualTo(0, within(1e-15));
        assertThat(brinson.months()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void sector_effects_and_costs_sum_to_the_difference_in_returns(long seed) {
        PlainAccount account = account(seed);
        Attribution attribution = attribution(account);
        for (Comparison comparison : attribution.comparisons()) {
            BrinsonAttribution one = attribution.brinson(comparison, BrinsonModel.BRINSON_FACHLER, FIRST, LAST);
            BrinsonAttribution other = attribution.brinson(comparison, BrinsonModel.BRINSON_HOOD_BEEBOWER, FIRST, LAST);
            assertThat(one.residual()).isEqualTo(0, within(1e-12));
            assertThat(other.residual()).isEqualTo(0, within(1e-12));
            assertThat(one.portfolioReturn() - one.comparisonReturn())
                    .isEqualTo(one.allocation() + one.selection() + one.interaction() - one.costs(), within(1e-12));
            assertThat(one.portfolioReturn())
                    .isEqualTo(Statistics.compound(account.run.daily().net()));
            assertThat(one.comparisonReturn())
                    .isEqualTo(Statistics.compound(attribution.comparisonReturns(comparison)), within(1e-14));
            assertThat(other.allocation()).isEqualTo(one.allocation(), within(1e-12));
            assertThat(other.selection()).isEqualTo(one.selection(), within(1e-12));
            for (BrinsonAttribution.Month month : one.months()) {
                assertThat(month.allocation() + month.selection() + month.interaction() - month.costs())
                        .isEqualTo(month.portfolioReturn() - month.comparisonReturn(), within(1e-13));
            }
            assertThat(one.sectors().get(one.sectors().size() - 1).name()).isEqualTo("Cash");
            assertThat(one.sectors().stream()
                            .mapToDouble(s -> s.portfolioWeight())
                            .sum())
                    .isEqualTo(1, within(1e-12));
            assertThat(one.sectors().stream()
                            .mapToDouble(s -> s.comparisonWeight())
                            .sum())
                    .isEqualTo(1, within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void liquid_universe_is_bought_equally_weighted_and_left_to_drift(long seed) {
        PlainAccount account = account(seed);
        double[] returns = attribution(account).comparisonReturns(Comparison.LIQUID_EQUAL);
        double[] plain = plainDrift(account);
        assertThat(returns).containsExactly(plain, within(1e-13));
    }

    /** Money in each stock, kept by name; what was delisted stays as cash. */
    private static double[] plainDrift(PlainAccount account) {
        Map<LocalDate, List<FunnelDecision>> decisions =
                account.run.decisions().stream().collect(Collectors.groupingBy(FunnelDecision::date));
        Map<Integer, Double> money = new HashMap<>();
        Map<Integer, Double> paid = new HashMap<>();
        double cash = 1;
        double[] returns = new double[DAYS];
        for (int k = 0; k < DAYS; k++) {
            double before = cash + money.values().stream().mapToDouble(v -> v).sum();
            for (int i : List.copyOf(money.keySet())) {
                LocalDate today = account.run.daily().dates().date(k);
                var instrument = account.market.instrument(i).orElseThrow();
                if (instrument.delistedOn().map(d -> !d.isAfter(today)).orElse(false)) {
                    double known = instrument.delistingReturn();
                    cash += money.remove(i) * (1 + (Double.isNaN(known) ? -0.3 : known));
                } else if (!Double.isNaN(account.close(k, i))) {
                    money.merge(i, account.close(k, i) / paid.get(i), (v, growth) -> v * growth);
                    paid.put(i, account.close(k, i));
                }
            }
            double after = cash + money.values().stream().mapToDouble(v -> v).sum();
            returns[k] = after / before - 1;
            LocalDate decided = k < PlainAccount.LAG
                    ? LocalDate.MIN
                    : account.run.daily().dates().date(k - PlainAccount.LAG);
            if (decisions.containsKey(decided)) {
                money.clear();
                paid.clear();
                for (FunnelDecision d : decisions.get(decided)) {
                    int i = account.market.tickers().indexOf(d.ticker());
                    if (d.stage().compareTo(FunnelStage.LIQUID) >= 0 && !Double.isNaN(account.close(k, i))) {
                        money.put(i, 0.0);
                        paid.put(i, account.close(k, i));
                    }
                }
                double each = after / money.size();
                money.replaceAll((i, v) -> each);
                cash = 0;
            }
        }
        return returns;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void stages_telescope_to_the_net_return(long seed) {
        PlainAccount account = account(seed);
        StageAttribution stages = attribution(account).stages(FIRST, LAST);
        assertThat(stages.steps()).extracting(Step::stage).containsExactly(Stage.values());
        assertThat(stages.steps().stream().mapToDouble(Step::added).sum())
                .isEqualTo(Statistics.compound(account.run.daily().net()), within(1e-14));
        assertThat(stages.totalReturn())
                .isEqualTo(Statistics.compound(account.run.daily().net()));
        assertThat(step(stages, Stage.EXECUTION).totalReturn())
                .isEqualTo(Statistics.compound(account.run.daily().gross()));
        assertThat(step(stages, Stage.COSTS).added()).isNegative();
    }

    @Test
    void without_benchmark_the_chain_begins_with_all_stocks() {
        PlainAccount account = new PlainAccount(3, STOCKS, DAYS, inOrder(), 1e6, false);
        StageAttribution stages = attribution(account).stages(FIRST, LAST);
        assertThat(stages.steps().get(0).stage()).isEqualTo(Stage.UNIVERSE);
        assertThat(stages.steps().stream().mapToDouble(Step::added).sum())
                .isEqualTo(Statistics.compound(account.run.daily().net()), within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void order_of_stocks_changes_nothing(long seed) {
        List<Integer> shuffled =
                new ArrayList<>(IntStream.range(0, STOCKS).boxed().toList());
        Collections.shuffle(shuffled, new Random(seed));
        int[] order = shuffled.stream().mapToInt(i -> i).toArray();
        Attribution one = attribution(account(seed));
        Attribution other = attribution(new PlainAccount(seed, STOCKS, DAYS, order, 1e6, true));
        Map<String, Double> nets =
                one.contributions(FIRST, LAST).stocks().stream().collect(Collectors.toMap(l -> l.name(), l -> l.net()));
        other.contributions(FIRST, LAST).stocks().forEach(line -> {
            int number = shuffled.indexOf(Integer.parseInt(line.name().substring(1)));
            assertThat(line.net()).isEqualTo(nets.get(String.format("S%03d", number)), within(1e-12));
        });
        same(one, other);
    }

    @Test
    void size_of_the_account_changes_nothing() {
        Attribution one = attribution(account(5));
        Attribution other = attribution(new PlainAccount(5, STOCKS, DAYS, inOrder(), 7.3e11, true));
        List<ContributionAnalysis.Line> lines = one.contributions(FIRST, LAST).stocks();
        Map<String, Double> nets = lines.stream().collect(Collectors.toMap(l -> l.name(), l -> l.net()));
        other.contributions(FIRST, LAST)
                .stocks()
                .forEach(line -> assertThat(line.net()).isEqualTo(nets.get(line.name()), within(1e-12)));
        same(one, other);
    }

    private static void same(Attribution one, Attribution other) {
        List<BrinsonAttribution.Sector> a = one.brinson(
                        Comparison.LIQUID_BY_SIZE, BrinsonModel.BRINSON_FACHLER, FIRST, LAST)
                .sectors();
        List<BrinsonAttribution.Sector> b = other.brinson(
                        Comparison.LIQUID_BY_SIZE, BrinsonModel.BRINSON_FACHLER, FIRST, LAST)
                .sectors();
        assertThat(b).hasSameSizeAs(a);
        for (int s = 0; s < a.size(); s++) {
            assertThat(b.get(s).name()).isEqualTo(a.get(s).name());
            assertThat(b.get(s).allocation()).isEqualTo(a.get(s).allocation(), within(1e-12));
            assertThat(b.get(s).selection()).isEqualTo(a.get(s).selection(), within(1e-12));
            assertThat(b.get(s).interaction()).isEqualTo(a.get(s).interaction(), within(1e-12));
        }
        List<Step> x = one.stages(FIRST, LAST).steps();
        List<Step> y = other.stages(FIRST, LAST).steps();
        for (int s = 0; s < x.size(); s++) {
            assertThat(y.get(s).added()).isEqualTo(x.get(s).added(), within(1e-12));
        }
    }

    @Test
    void members_of_the_benchmark_come_first_and_an_index_of_one_stock_is_that_stock() {
        PlainAccount account = account(4);
        int only = 7;
        Attribution attribution = Attribution.of(
                account.run,
                account.market.withIndexMembers(Map.of("INDEX", List.of(new IndexMember(only, 0, Integer.MAX_VALUE)))));
        assertThat(attribution.comparisons().get(0)).isEqualTo(Comparison.BENCHMARK_MEMBERS);
        double[] returns = attribution.comparisonReturns(Comparison.BENCHMARK_MEMBERS);
        int bought = 2 + PlainAccount.LAG;
        double growth = 1;
        for (int k = 0; k < 20; k++) {
            growth *= 1 + returns[k];
            if (k <= bought) {
                assertThat(returns[k]).isZero();
            } else if (!Double.isNaN(account.close(k, only))) {
                assertThat(growth).isEqualTo(account.close(k, only) / account.close(bought, only), within(1e-13));
            }
        }
        assertThat(growth).isNotEqualTo(1);
    }

    @Test
    void prices_that_changed_since_the_run_are_refused() {
        PlainAccount account = account(2);
        double[] closes = account.market.panel(MarketField.ADJUSTED_CLOSE).values();
        for (int i = DAYS / 3 * STOCKS; i < DAYS / 2 * STOCKS; i++) {
            closes[i] *= i % STOCKS == 6 ? 1.001 : 1;
        }
        boolean held = account.weights.subList(DAYS / 3, DAYS / 2).stream().anyMatch(w -> w.containsKey("S006"));
        assertThat(held).isTrue();
        assertThatThrownBy(() -> attribution(account))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("prices have changed since");
    }

    @Test
    void window_without_a_trading_day_and_unknown_members_are_refused() {
        Attribution attribution = attribution(account(2));
        assertThatThrownBy(() -> attribution.contributions(LocalDate.of(2020, 1, 11), LocalDate.of(2020, 1, 12)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no trading day from 2020-01-11 to 2020-01-12");
        assertThatThrownBy(() ->
                        attribution.brinson(Comparison.BENCHMARK_MEMBERS, BrinsonModel.BRINSON_FACHLER, FIRST, LAST))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("members of the benchmark 'INDEX' are not known");
    }

    private static double total(List<ContributionAnalysis.Line> lines) {
        return lines.stream().mapToDouble(l -> l.net()).sum();
    }

    private static Step step(StageAttribution stages, Stage wanted) {
        return stages.steps().stream()
                .filter(s -> s.stage() == wanted)
                .findFirst()
                .orElseThrow();
    }
}
