package io.qvm.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs a command as a user would, and keeps what it says. */
public record Command(int exitCode, String out, String err) {
    public static synchronized Command run(String... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int exitCode = Main.run(args);
            System.out.flush();
            System.err.flush();
            return new Command(
                    exitCode, said.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** The same, for a command that has to work. */
    public static Command mustWork(String... args) {
        Command command = run(args);
        if (command.exitCode != 0) {
            throw new AssertionError(String.join(" ", args) + " ended with " + command.exitCode + ": " + command.err);
        }
        return command;
    }
}
