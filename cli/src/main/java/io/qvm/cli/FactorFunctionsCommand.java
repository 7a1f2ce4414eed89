package io.qvm.cli;

import io.qvm.factor.formula.FunctionGuide;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What formulas can call. */
@Command(
        name = "functions",
        description = "List every function and sign of formulas with what it computes.",
        mixinStandardHelpOptions = true)
final class FactorFunctionsCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        List<List<String>> rows = FunctionGuide.entries().stream()
                .map(entry -> List.of(entry.kind(), entry.call(), entry.meaning()))
                .toList();
        Terminal.standard().table(List.of("kind", "write", "computes"), rows);
        return 0;
    }
}
