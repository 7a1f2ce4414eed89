package io.qvm.backtest;

import io.qvm.config.NearestName;
import io.qvm.config.YamlFile;
import io.qvm.market.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds strategies: those that ship by name, others by file. */
public final class Strategies {
    private static final List<String> SHIPPED =
            List.of("qvm_top25", "reference/m_qvm", "reference/m_qvm_regime", "reference/q_value");

    private static final List<String> SUITES = List.of("product_suite");

    private Strategies() {}

    /** Names of the suites of strategies that ship. */
    public static List<String> shippedSuites() {
        return SUITES;
    }

    /** Names of the strategies that ship. */
    public static List<String> shipped() {
        return SHIPPED;
    }

    /**
     * Reads a strategy that ships, by name, or a file.
     *
     * @param nameOrFile e.g. {@code qvm_top25} or {@code my/strategy.yaml}
     * @throws InvalidInputException if there is neither, or if the file is wrong
     */
    public static Strategy byNameOrFile(String nameOrFile) {
        return Strategy.of(file(nameOrFile));
    }

    /**
     * Finds a file, without reading what it says.
     *
     * @throws InvalidInputException if there is none
     */
    public static YamlFile file(String nameOrFile) {
        if (SHIPPED.contains(nameOrFile) || SUITES.contains(nameOrFile)) {
            return new YamlFile("strategies/" + nameOrFile + ".yaml", resource(nameOrFile));
        }
        Path path = Path.of(nameOrFile);
        if (Files.isRegularFile(path)) {
            return YamlFile.read(path);
        }
        boolean fileMeant = nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml");
        throw new InvalidInputException("no strategy '" + nameOrFile + "': "
                + (fileMeant ? "no such file" : "neither a file nor one that ships")
                + NearestName.hint(fileMeant ? nameOrFile.replaceAll("^.*/|\\.ya?ml$", "") : nameOrFile, SHIPPED));
    }

    private static String resource(String name) {
        try (InputStream in = Strategies.class.getResourceAsStream("/strategies/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("strategy " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
