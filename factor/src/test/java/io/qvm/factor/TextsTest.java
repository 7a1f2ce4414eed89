package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.factor.formula.FormulaReader;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mean(close, 20)",
                "mean(close, 20, min=5)",
                "quantile(close, 20, 0.9, min=5)",
                "last(close, 10)",
                "last(close, 10, min=3)",
                "count(close, 10)"
            })
    void a_window_is_named_as_it_was_written_with_its_least_count_where_that_is_not_the_usual_one(String formula) {
        assertThat(Texts.of(new FormulaReader(List.of()).read(formula, "test").root()))
                .isEqualTo(formula);
    }
}
