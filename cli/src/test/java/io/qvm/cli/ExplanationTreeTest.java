package io.qvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.factor.Explanation;
import io.qvm.factor.Explanation.Absence.Cause;
import io.qvm.factor.KnownFact;
import io.qvm.factor.ModelSpec;
import io.qvm.market.MissingReason;
import io.qvm.market.Quarter;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationTreeTest {
    private static final LocalDate DAY = LocalDate.of(2021, 6, 30);
    private static final ModelSpec.Missing REWEIGHT =
            new ModelSpec.Missing(ModelSpec.Missing.Rule.REWEIGHT, 0.5, ModelSpec.Missing.IfNone.MISSING);

    @Test
    void a_value_that_winsorisation_moves_says_where_to() {
        Explanation.Comparison bounded = comparison(0.1, 0.05, 0.02, 0.2);
        assertThat(text(metric("ROAE", "ttm(NetProfit)", false, 0.35, bounded), 200))
                .contains("Banking of 12: mean 0.1, standard deviation 0.05; winsorised to 0.2 (bounds 0.02 to 0.2)");
        assertThat(text(metric("ROAE", "ttm(NetProfit)", false, 0.15, bounded), 200))
                .contains("Banking of 12: mean 0.1, standard deviation 0.05")
                .doesNotContain("winsorised");
    }

    @Test
    void a_weighted_sum_that_winsorisation_moves_says_where_to() {
        Explanation.Factor momentum = new Explanation.Factor(
                "momentum", 1, List.of(), REWEIGHT, -0.4, Optional.of(comparison(0, 0.1, -0.25, 0.25)), -2.5);
        assertThat(String.join("\n", new ExplanationTree(explanation(momentum), 200).lines()))
                .contains("weighted sum -0.4\n")
                .contains("winsorised to -0.25 (bounds -0.25 to 0.25)");
    }

    @Test
    void a_formula_stands_before_its_own_value_although_low_is_good() {
        assertThat(text(metric("vol", "std(adjusted_close, 20)", true, -0.0334346, comparison(-0.03, 0.01)), 200))
                .contains("std(adjusted_close, 20) = 0.0334346 (sign turned: low is good; counts as -0.0334346)");
        assertThat(text(metric("vol", "std(adjusted_close, 20)", true, Double.NaN, comparison(-0.03, 0.01)), 200))
                .contains("std(adjusted_close, 20) = missing\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100, 120})
    void no_line_is_wider_than_the_terminal_and_what_goes_on_below_stays_behind_the_branches(int width) {
        String formula = "(coalesce(ttm(CostOfGoodsSold), 0) + abs(coalesce(ttm(SellingExpenses), 0)) + "
                + "abs(coalesce(ttm(AdminExpenses), 0))) / positive(ttm(TotalOperatingRevenue)) * 1000000";
        Explanation.Metric metric = metric("margin", formula, true, -0.4, comparison(0.1, 0.05, -0.2, 0.2));
        Explanation.Factor factor =
                new Explanation.Factor("quality", 0.5, List.of(metric, metric), REWEIGHT, 1, Optional.empty(), 1);
        List<String> lines = new ExplanationTree(explanation(factor, factor), width).lines();
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
        int first = lines.indexOf("├─ quality +1.000000, weight 0.5");
        int second = lines.indexOf("└─ quality +1.000000, weight 0.5");
        assertThat(lines.subList(first + 1, second))
                .hasSizeGreaterThan(6)
                .allSatisfy(line -> assertThat(line).startsWith("│  "));
        assertThat(String.join(
                        " ",
                        lines.stream()
                                .map(line -> line.replaceAll("^[│├└─ ]+", ""))
                                .toList()))
                .contains(formula);
    }

    @Test
    void numbers_of_sixteen_digits_and_more_are_written_with_an_exponent() {
        KnownFact fact = new KnownFact("NetProfit", Quarter.of(2021, 1), 0, 2.5e15, 18717, 18747, false);
        Explanation.Metric metric = new Explanation.Metric(
                "profit",
                "NetProfit",
                1,
                false,
                1e15,
                Optional.empty(),
                Optional.empty(),
                1e15,
                List.of(new Explanation.Reported("NetProfit", 123456789012345.0, List.of(fact), Optional.empty())));
        assertThat(text(metric, 200))
                .contains("NetProfit = 1e+15\n")
                .contains("NetProfit = 123,456,789,012,345\n")
                .contains(" 2.5e+15  period to");
    }

    @Test
    void a_fact_that_is_missing_says_how_much_of_it_is_known() {
        Optional<Integer> newest = Optional.of(Quarter.of(2021, 4));
        assertThat(missing(Cause.NOTHING_KNOWN, Optional.empty(), Optional.empty()))
                .contains("TotalEquity = missing, nothing of it is known on the day");
        assertThat(missing(Cause.NO_COMPLETE_QUARTER, newest, Optional.empty()))
                .contains("TotalEquity = missing, known up to 2021Q4, but there is no quarter in which all that the"
                        + " formula requires is known");
        assertThat(missing(Cause.QUARTER_TOO_OLD, newest, Optional.of(Quarter.of(2019, 2))))
                .contains("known up to 2021Q4, but 2019Q2, the latest quarter in which all that the formula requires"
                        + " is known, is too old");
        assertThat(missing(Cause.NOT_IN_QUARTER, newest, Optional.of(Quarter.of(2022, 1))))
                .contains("known up to 2021Q4, but not as needed for 2022Q1, the quarter that counts");
    }

    private static String missing(Cause cause, Optional<Integer> knownUpTo, Optional<Integer> quarter) {
        return text(
                new Explanation.Metric(
                        "book",
                        "TotalEquity",
                        1,
                        false,
                        Double.NaN,
                        Optional.of(MissingReason.NO_FACT),
                        Optional.empty(),
                        Double.NaN,
                        List.of(new Explanation.Reported(
                                "TotalEquity",
                                Double.NaN,
                                List.of(),
                                Optional.of(new Explanation.Absence(cause, knownUpTo, quarter))))),
                200);
    }

    private static String text(Explanation.Metric metric, int width) {
        Explanation.Factor factor =
                new Explanation.Factor("quality", 1, List.of(metric), REWEIGHT, 1, Optional.empty(), 1);
        return String.join("\n", new ExplanationTree(explanation(factor), width).lines()) + "\n";
    }

    private static Explanation explanation(Explanation.Factor... factors) {
        return new Explanation(
                "FPT",
                DAY,
                "a_model",
                Optional.of("Banking"),
                "banks",
                Optional.empty(),
                List.of(factors),
                REWEIGHT,
                1);
    }

    private static Explanation.Metric metric(
            String name, String formula, boolean lowIsGood, double value, Explanation.Comparison comparison) {
        return new Explanation.Metric(
                name,
                formula,
                1,
                lowIsGood,
                value,
                Optional.empty(),
                Optional.of(comparison),
                comparison.zScore(value),
                List.of());
    }

    private static Explanation.Comparison comparison(double mean, double deviation) {
        return comparison(mean, deviation, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    private static Explanation.Comparison comparison(double mean, double deviation, double lower, double upper) {
        return new Explanation.Comparison("Banking", 12, mean, deviation, lower, upper, 3, Optional.empty());
    }
}
