package io.qvm.cli.crash;

import io.qvm.cli.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A market small enough to be scored in seconds, and a model with a factor beyond the three. */
final class SmallMarket {
    static final String VERSION = "crash_test";
    private static final String SIZE = """
              size:
                normalize: each_metric
                missing: {rule: reweight, min_coverage: 0.5}
                metrics:
                  small: {formula: positive(market_cap), weight: 1.0, higher_is_better: false}

            """;

    private final Path raw;
    private final Path model;

    private SmallMarket(Path raw, Path model) {
        this.raw = raw;
        this.model = model;
    }

    static SmallMarket in(Path folder) throws IOException {
        Path raw = folder.resolve("raw");
        Path model = folder.resolve("crash_test.yaml");
        run("simulate", "--out", raw.toString(), "--stocks", "60", "--years", "2", "--from", "2018-01-01");
        String shipped = Files.readString(Path.of(System.getProperty("qvm.root"), "models", "qvm_v2.1.yaml"));
        Files.writeString(
                model,
                shipped.replace("name: qvm_v2.1", "name: " + VERSION).replace("composite:\n", SIZE + "composite:\n"));
        return new SmallMarket(raw, model);
    }

    /** Puts the market into a database. */
    String into(String url) {
        run("import", "--db", url, "--from", raw.toString());
        return url;
    }

    /** The command that scores it, a few days at a time. */
    String[] generate(String url, String... more) {
        String[] command = {"generate", "--db", url, "--model", model.toString(), "--batch", "10", "--threads", "1"};
        String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return all;
    }

    Path model() {
        return model;
    }

    static void run(String... args) {
        Command.mustWork(args);
    }
}
