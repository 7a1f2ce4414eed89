package io.qvm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The whole workflow on a simulated market.
 *
 * <p>It runs the very commands that a user would type, and shows each before it runs.
 */
@Command(
        name = "demo",
        description = "Simulated market -> scores -> backtest -> tearsheet, embedded, nothing to set up.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--dir", defaultValue = "demo", description = "Folder for everything, default ${DEFAULT-VALUE}.")
    private Path dir = Path.of("");

    @Option(names = "--stocks", defaultValue = "300", description = "Number of stocks, default ${DEFAULT-VALUE}.")
    private int stocks;

    @Option(names = "--years", defaultValue = "8", description = "Number of years, default ${DEFAULT-VALUE}.")
    private int years;

    @Override
    public Integer call() {
        String db = "duckdb:" + dir.resolve("market.duckdb");
        String raw = dir.resolve("raw").toString();
        String run = dir.resolve("run").toString();
        List<List<String>> steps = List.of(
                List.of("simulate", "--out", raw, "--stocks", "" + stocks, "--years", "" + years),
                List.of("import", "--db", db, "--from", raw),
                List.of("generate", "--db", db, "--model", "qvm_v2.1"),
                List.of("backtest", "--db", db, "--strategy", "qvm_top25", "--out", run),
                List.of("report", "--run", run, "--db", db));
        Terminal terminal = Terminal.standard();
        for (List<String> step : steps) {
            terminal.line("");
            terminal.line("$ ./qvm " + String.join(" ", step));
            int exitCode = Main.run(step.toArray(String[]::new));
            if (exitCode != 0) {
                return exitCode;
            }
        }
        terminal.line("");
        terminal.line(
                "Open %s in a browser.",
                dir.resolve("run").resolve("tearsheet.html").toAbsolutePath());
        return 0;
    }
}
