package io.qvm.store.preset;

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

/** Finds presets: those that ship by name, a user's own by the path of its file. */
public final class Presets {
    private static final List<String> SHIPPED = List.of("canonical", "alphabeta", "us-annual", "us-sec", "vn-hose");

    private Presets() {}

    /** The preset of QVM's own tables. */
    public static Preset canonical() {
        return shipped("canonical");
    }

    /**
     * Reads a preset.
     *
     * @param nameOrFile name of a shipped preset, or path of a YAML file
     * @throws InvalidInputException if there is no such preset, with the nearest name
     */
    public static Preset byNameOrFile(String nameOrFile) {
        if (names().contains(nameOrFile)) {
            return shipped(nameOrFile);
        }
        Path file = Path.of(nameOrFile);
        if (Files.isRegularFile(file)) {
            return Preset.of(YamlFile.read(file));
        }
        throw new InvalidInputException(
                "no preset and no file is called '" + nameOrFile + "'" + NearestName.hint(nameOrFile, names()));
    }

    /** Names of the shipped presets. */
    public static List<String> names() {
        return SHIPPED;
    }

    private static Preset shipped(String name) {
        return Preset.of(new YamlFile("presets/" + name + ".yaml", resource("presets/" + name + ".yaml")));
    }

    private static String resource(String path) {
        try (InputStream in = Presets.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
