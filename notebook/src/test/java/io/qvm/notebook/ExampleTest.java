package io.qvm.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example program that users copy. */
class ExampleTest {
    @Test
    void the_example_compiles_and_runs(@TempDir Path folder) throws Exception {
        Path source = Path.of("..", "examples", "research", "Research.java");
        int faults = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(faults).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            String[] arguments = {"duckdb:" + folder.resolve("market.duckdb"), folder.toString()};
            loader.loadClass("Research").getMethod("main", String[].class).invoke(null, (Object) arguments);
        }
        assertThat(folder.resolve("qvm_top15.yaml")).exists();
        assertThat(folder.resolve("tearsheet.html")).exists();
    }
}
