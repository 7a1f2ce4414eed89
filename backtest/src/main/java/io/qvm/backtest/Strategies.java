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

    private Strategies() {}

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
        if (SHIPPED.contains(nameOrFile)) {
            return Strategy.of(new YamlFile("strategies/" + nameOrFile + ".yaml", resource(nameOrFile)));
        }
        Path path = Path.of(nameOrFile);
        if (Files.isRegularFile(path)) {
            return Strategy.of(YamlFile.read(path));
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
