package io.qvm.factor.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketField;
import java.util.List;
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
                "1e308 * A | NaN"
            })
    void formula_computes_what_it_says(String text, Double expected) {
        Formula formula = read(text);
        double[] values = formula.facts().stream()
                .mapToDouble(f -> f.item().equals("A") ? 10 : f.item().equals("B") ? 2 : Double.NaN)
                .toArray();
        assertThat(formula.value(values)).isEqualTo(expected);
    }

    @Test
    void inputs_are_listed_once_and_required_unless_their_absence_is_provided_for() {
        assertThat(read("ttm(A) / avg5(B) + ttm(A) + market_cap + coalesce(optional(C), B)")
                        .inputs())
                .containsExactly(
                        new Input.Fact("A", Input.Aggregation.TTM, true),
                        new Input.Fact("B", Input.Aggregation.AVG5, true),
                        new Input.Market(MarketField.MARKET_CAP),
                        new Input.Fact("C", Input.Aggregation.NONE, false),
                        new Input.Fact("B", Input.Aggregation.NONE, false));
        assertThat(read("coalesce(A, B) + A").facts())
                .containsExactly(
                        new Input.Fact("A", Input.Aggregation.NONE, true),
                        new Input.Fact("B", Input.Aggregation.NONE, false));
        assertThat(read("return(12, 1)").inputs()).containsExactly(new Input.Return(12, 1));
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
                "ttm(A + B)",
                "ttm(ttm(A))",
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
