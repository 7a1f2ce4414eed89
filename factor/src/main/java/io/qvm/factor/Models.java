package io.qvm.factor;

import io.qvm.config.NearestName;
import io.qvm.config.YamlFile;
import io.qvm.config.YamlLines;
import io.qvm.market.InvalidInputException;
import io.qvm.market.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The models that ship, and users' own. */
public final class Models {
    /** Name of the model that counts where none is named. */
    public static final String DEFAULT = "qvm_v2.1";

    private static final List<String> SHIPPED =
            List.of("qvm_v1_baseline", "qvm_v2.0_enhanced", DEFAULT, "qvm_v3_three_tier");

    private Models() {}

    /** Names of the models that ship. */
    public static List<String> shipped() {
        return SHIPPED;
    }

    /**
     * A model that ships, by its name, or any other by the path of its file.
     *
     * @throws InvalidInputException if there is no such model, the file is not right, or it has the name of a model that ships
     *     and says something else
     */
    public static FactorModel byNameOrFile(String nameOrFile) {
        return read(source(nameOrFile));
    }

    /**
     * A model from a text, which may have the name of one that ships only if it says the same.
     *
     * @throws InvalidInputException if the text is not right, or has a name that stands for other numbers
     */
    public static FactorModel read(YamlFile file) {
        FactorModel model = FactorModel.of(file);
        if (SHIPPED.contains(model.name()) && !ships(model)) {
            throw new InvalidInputException(file.name() + ":"
                    + YamlLines.of(file.text()).lineOf(List.of("name")) + ": name: " + model.name()
                    + " is a model that ships, and this file says something else; a name stands for its numbers,"
                    + " so choose another, e.g. my_" + model.name());
        }
        return model;
    }

    /** Whether a model is one that ships, or a copy of it in all but comments and layout. */
    static boolean ships(FactorModel model) {
        return SHIPPED.contains(model.name())
                && model.digest().equals(Sha256.of(shippedFile(model.name()).content()));
    }

    /** The text of a model, as {@link #byNameOrFile} would read it. */
    public static YamlFile source(String nameOrFile) {
        if (SHIPPED.contains(nameOrFile)) {
            return shippedFile(nameOrFile);
        }
        Path path = Path.of(nameOrFile);
        if (Files.isRegularFile(path)) {
            return YamlFile.read(path);
        }
        throw new InvalidInputException("no model '" + nameOrFile + "': neither a model that ships nor a file"
                + NearestName.hint(nameOrFile, SHIPPED));
    }

    private static YamlFile shippedFile(String name) {
        String resource = "models/" + name + ".yaml";
        try (InputStream in = Models.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the build did not pack " + resource);
            }
            return new YamlFile(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
