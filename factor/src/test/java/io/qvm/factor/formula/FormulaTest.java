package io.qvm.factor.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.market.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
    private static Formula read(String text) {
        return new FormulaReader(List.of("A", "B", "C")).read(text, "m.yaml:7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 2 * 3 | 7",
                "(1 + 2) * 3 | 9",
                "8 - 4 - 2 | 2",
                "8 / 4 / 2 | 1",
                "-2 * -3 | 6",
                "2 - -3 | 5",
                "abs(-1.5e1) | 15",
                ".5 + 1. | 1.5",
                "A + B | 12",
                "A / C | NaN",
                "A / 0 | NaN",
                "C + 1 | NaN",
                "positive(A) | 10",
                "positive(0) | NaN",
                "positive(-A) | NaN",
                "coalesce(C, B, A) | 2",
                "coalesce(C, C) | NaN",
                "zero_if_missing(C) + A | 10",
                "1e308 * A | NaN",
                "A > B | 1",
                "A < B | 0",
                "A >= 10 and not B == 2 | 0",
                "A != 10 or B <= 2 | 1",
                "not C | NaN",
                "A > C | NaN",
                "1 + 2 > 2 | 1",
                "if(A > B, A, C) | 10",
                "if(A < B, A, C) | NaN",
                "if(C, A, B) | NaN",
                "is_missing(C) | 1",
                "is_missing(A) | 0",
                "log(exp(B)) | 2",
                "log(0) | NaN",
                "log(-1) | NaN",
                "sqrt(-1) | NaN",
                "power(A, B) | 100",
                "sign(-A) | -1",
                "least(A, B, 1) | 1",
                "greatest(A, B) | 10",
                "least(A, C) | NaN",
                "clip(A, 1, 5) | 5",
                "clip(A, C, 5) | NaN"
            })
    void formula_computes_what_it_says(String text, Double expected) {
        assertThat(value(read(text).root())).isEqualTo(expected);
    }

    /** A is 10, B is 2 and C is missing, in every quarter. */
    private static double value(Expression node) {
        if (node instanceof Expression.Constant constant) {
            return constant.number();
        } else if (node instanceof Expression.Fact fact) {
            return fact.item().equals("A") ? 10 : fact.item().equals("B") ? 2 : Double.NaN;
        } else if (node instanceof Expression.Pointwise pointwise) {
            double[] v = pointwise.operands().stream()
                    .mapToDouble(FormulaTest::value)
                    .toArray();
            return pointwise.operation().apply(v[0], v.length > 1 ? v[1] : 0, v.length > 2 ? v[2] : 0);
        }
        throw new IllegalArgumentException("not quarterly: " + node);
    }

    @Test
    void facts_are_listed_once_and_required_unless_their_absence_is_provided_for() {
        Formula formula = read("ttm(A) / avg5(B) + ttm(A) + market_cap + coalesce(optional(C), B)");
        assertThat(formula.facts())
                .containsExactly(
                        new Expression.Fact("A", Aggregation.TTM, 0),
                        new Expression.Fact("B", Aggregation.AVG5, 0),
                        new Expression.Fact("C", Aggregation.NONE, 0),
                        new Expression.Fact("B", Aggregation.NONE, 0));
        assertThat(formula.facts()).filteredOn(formula::requires).hasSize(2);
        Formula both = read("coalesce(A, B) + A");
        assertThat(both.facts())
                .filteredOn(both::requires)
                .containsExactly(new Expression.Fact("A", Aggregation.NONE, 0));
        Formula chosen = read("if(A > 1, B, C)");
        assertThat(chosen.facts())
                .filteredOn(chosen::requires)
                .containsExactly(new Expression.Fact("A", Aggregation.NONE, 0));
        assertThat(read("return(12, 1)").root()).isEqualTo(new Expression.PastReturn(12, 1));
    }

    @Test
    void quarterly_functions_are_written_out_on_lagged_facts() {
        assertThat(read("lag(ttm(A) / B, 4)").root())
                .isEqualTo(read("lag(ttm(A), 4) / lag(B, 4)").root());
        assertThat(read("yoy(ttm(A))").root())
                .isEqualTo(read("ttm(A) - lag(ttm(A), 4)").root());
        assertThat(read("qoq(yoy(A))").facts()).extracting(Expression.Fact::lag).containsExactly(0, 4, 1, 5);
        assertThat(read("ttm(A - B)").root())
                .isEqualTo(read("lag(A - B, 3) + lag(A - B, 2) + lag(A - B, 1) + (A - B)")
                        .root());
        assertThat(read("ttm(lag(A, 2))").root())
                .isEqualTo(read("lag(ttm(A), 2)").root());
        assertThat(read("growth(A, 4)").root())
                .isEqualTo(read("A / positive(lag(A, 4)) - 1").root());
    }

    @Test
    void kinds_tell_quarterly_from_daily() {
        assertThat(read("ttm(A) / 2").root().kind()).isEqualTo(Kind.QUARTERLY);
        assertThat(read("ttm(A) / market_cap").root().kind()).isEqualTo(Kind.DAILY);
        assertThat(read("rank(ttm(A), by=sector)").root().kind()).isEqualTo(Kind.DAILY);
        assertThat(read("1 + 2").root().kind()).isEqualTo(Kind.CONSTANT);
    }

    @Test
    void lookback_adds_up_along_nested_windows() {
        assertThat(read("mean(ref(close, 5), 20)").lookbackDays()).isEqualTo(24);
        assertThat(read("ref(close, 5) / ref(close, 3)").lookbackDays()).isEqualTo(5);
        assertThat(read("market_cap").lookbackDays()).isZero();
        assertThat(read("return(12, 1) + return(3, 0)").lookbackMonths()).isEqualTo(13);
    }

    @Test
    void definitions_stand_for_their_formulas_and_may_not_go_round_in_circles() {
        Map<String, FormulaReader.Definition> definitions = Map.of(
                "roe", new FormulaReader.Definition("ttm(A) / avg5(B)", "m.yaml:2"),
                "better", new FormulaReader.Definition("yoy(roe) + roe", "m.yaml:3"),
                "x", new FormulaReader.Definition("y + 1", "m.yaml:4"),
                "y", new FormulaReader.Definition("z + 1", "m.yaml:5"),
                "z", new FormulaReader.Definition("x + 1", "m.yaml:6"));
        FormulaReader reader = new FormulaReader(List.of("A", "B"), definitions);
        assertThat(reader.read("better", "m.yaml:9").root())
                .isEqualTo(reader.read("(ttm(A) / avg5(B) - lag(ttm(A) / avg5(B), 4)) + ttm(A) / avg5(B)", "")
                        .root());
        assertThatThrownBy(() -> reader.read("2 * x", "m.yaml:9"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("x -> y -> z -> x");
    }

    @Test
    void formula_too_large_or_too_deep_to_be_meant_is_refused_at_once() {
        assertThatThrownBy(() -> read("(".repeat(10_000) + "A" + ")".repeat(10_000)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("are allowed");
        Map<String, FormulaReader.Definition> definitions = Map.of(
                "half", new FormulaReader.Definition("-".repeat(400) + "A", "m.yaml:2"),
                "whole", new FormulaReader.Definition("-".repeat(400) + "half", "m.yaml:3"));
        assertThatThrownBy(() -> new FormulaReader(List.of("A"), definitions).read("whole", "m.yaml:9"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nested 401 deep");
        assertThatThrownBy(() -> read("A+".repeat(500_000) + "A"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("it has 1000001 characters");
        assertThatThrownBy(() -> read("yoy(".repeat(60) + "A" + ")".repeat(60)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("parts; make it simpler");
        assertThat(read("A+".repeat(150) + "A").facts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "A +",
                "A B",
                "(A",
                "A)",
                "A ; B",
                "A ^ 2",
                "abs()",
                "abs(A, B)",
                "coalesce(A)",
                "ttm(market_cap)",
                "ttm(3)",
                "lag(A, 0)",
                "lag(A)",
                "lag(A, B)",
                "lag(A, 1.5)",
                "ref(close)",
                "ref(close, 0)",
                "ref(close, -1)",
                "ref(close, A)",
                "ref(close, 2, 3)",
                "ref(close, 2, by=sector)",
                "ref(close, n=2)",
                "quantile(close, 20)",
                "quantile(close, 20, 1.5)",
                "mean(close, 20, min=21)",
                "zscore(A, B)",
                "zscore(A, by=planet)",
                "zscore(A, by=sector, by=sector)",
                "winsorize(A, 0.9, 0.1)",
                "neutralize(A)",
                "if(A, B)",
                "A < B < C",
                "A = B",
                "A and",
                "1e999",
                "return(0, 1)",
                "return(1)",
                "return(1.5, 1)",
                "return(-1, 1)",
                "D",
                "optional(D)",
                "file(A)",
                "market_capp"
            })
    void what_is_no_formula_is_refused_with_its_place(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("m.yaml:7: formula '" + text + "': ");
    }
}
