package io.qvm.cli;

import io.qvm.market.InvalidInputException;
import io.qvm.store.db.StoreException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** Entry point of {@code ./qvm}. */
@Command(
        name = "qvm",
        description = "Raw data in, point-in-time correct factor scores, backtests and tearsheets out.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            SimulateCommand.class,
            ImportCommand.class,
            CheckCommand.class,
            GenerateCommand.class,
            StatusCommand.class,
            ScoresCommand.class,
            ExplainCommand.class,
            FactorCommand.class,
            BacktestCommand.class,
            ReportCommand.class,
            DeepDiveCommand.class,
            CompareCommand.class,
            FunnelCommand.class,
            AttributionCommand.class,
            RunsCommand.class,
            VerifyCommand.class,
            SweepCommand.class,
            AblationCommand.class,
            CapacityCommand.class,
            EvaluateCommand.class,
            ExportCommand.class,
            NotebookCommand.class,
            WarmUpCommand.class,
        })
public final class Main {
    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean debug;

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command and returns its exit code. */
    public static int run(String... args) {
        Main main = new Main();
        CommandLine commandLine = new CommandLine(main)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(LocalDate.class, Main::date)
                .setExecutionExceptionHandler(main::report);
        return commandLine.execute(args);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is not a date; write YYYY-MM-DD, e.g. 2021-06-30");
        }
    }

    private int report(Exception error, CommandLine command, ParseResult parsed) {
        if (debug) {
            error.printStackTrace(command.getErr());
        }
        boolean expected = error instanceof InvalidInputException || error instanceof StoreException;
        String message = expected && error.getMessage() != null
                ? error.getMessage()
                : "unexpected " + error.getClass().getSimpleName() + ": " + firstLine(error)
                        + (debug ? "" : " (run again with --debug for the stack trace)");
        command.getErr().println(command.getColorScheme().errorText("qvm: " + message));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String firstLine(Exception error) {
        String message = error.getMessage();
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
