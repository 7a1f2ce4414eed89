package io.qvm.factor.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionGuideTest {
    @Test
    void every_function_that_can_be_called_is_described() {
        List<String> described =
                FunctionGuide.entries().stream().map(FunctionGuide.Entry::call).toList();
        assertThat(FormulaReader.functions())
                .allSatisfy(function ->
                        assertThat(described).anyMatch(call -> call.matches("(.*[ ,(])?" + function + "\\(.*")));
    }
}
