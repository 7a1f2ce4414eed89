package io.qvm.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import picocli.CommandLine.Command;

/**
 * Loads the classes that commands need; the launcher keeps an archive of them.
 *
 * <p>It uses the commands themselves on a very small market, since much is loaded only by being used. What talks to a server is
 * loaded by name: there need not be one.
 */
@Command(name = "warm-up", hidden = true, description = "Load classes for the launcher's archive.")
final class WarmUpCommand implements Callable<Integer> {
    private static final List<String> SERVER_PACKAGES = List.of("org/mariadb/jdbc/", "com/zaxxer/hikari/");

    @Override
    public Integer call() throws IOException {
        loadServerClasses();
        Path dir = Files.createTempDirectory("qvm-warm-up");
        try {
            return runCommands(dir);
        } finally {
            delete(dir);
        }
    }

    private static int runCommands(Path dir) {
        String db = "duckdb:" + dir.resolve("market.duckdb");
        String raw = dir.resolve("raw").toString();
        String run = dir.resolve("run").toString();
        List<List<String>> steps = List.of(
                List.of("simulate", "--out", raw, "--stocks", "60", "--from", "2018-01-01", "--years", "3"),
                List.of("import", "--db", db, "--from", raw),
                List.of("generate", "--db", db, "--from", "2020-09-01"),
                List.of("generate", "--db", db, "--from", "2020-08-31", "--to", "2020-08-31"),
                List.of("backtest", "--db", db, "--strategy", "qvm_top25", "--out", run),
                List.of("status", "--db", db));
        for (List<String> step : steps) {
            int exitCode = Main.run(step.toArray(String[]::new));
            if (exitCode != 0) {
                return exitCode;
            }
        }
        return 0;
    }

    private static void loadServerClasses() throws IOException {
        Path jar = ProgramFile.path();
        if (!Files.isRegularFile(jar)) {
            return;
        }
        try (JarFile classes = new JarFile(jar.toFile())) {
            classes.stream()
                    .map(ZipEntry::getName)
                    .filter(name ->
                            name.endsWith(".class") && SERVER_PACKAGES.stream().anyMatch(name::startsWith))
                    .forEach(name -> load(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.')));
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, WarmUpCommand.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // Some are for libraries that are not here.
            System.err.println("left out: " + name);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(WarmUpCommand::deleteFile);
        }
    }

    private static void deleteFile(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
