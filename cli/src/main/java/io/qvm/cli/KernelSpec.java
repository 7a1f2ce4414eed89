package io.qvm.cli;

import io.qvm.market.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** What Jupyter must know to start a Java kernel with QVM; lies beside the program, not in the user's home. */
final class KernelSpec {
    private static final String IMPORTS = """
            import io.qvm.notebook.*;
            import io.qvm.report.DatedNote;
            import java.time.*;
            import java.util.*;
            import java.util.stream.*;
            import org.dflib.*;
            """;

    private KernelSpec() {}

    /**
     * Writes the specification.
     *
     * @return the folder to put on JUPYTER_PATH
     */
    static Path write() {
        try {
            Path beside = ProgramFile.path().toAbsolutePath().getParent();
            Path root = (beside == null ? Path.of("") : beside).resolve("jupyter");
            Path kernel = Files.createDirectories(root.resolve("kernels").resolve("qvm"));
            Path imports = Files.writeString(kernel.resolve("imports.jshell"), IMPORTS);
            Map<String, Object> spec = Map.of(
                    "argv",
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx2g",
                            "-cp",
                            classPath(root.resolveSibling("notebook-kernel.jar")),
                            "io.qvm.notebook.kernel.KernelMain",
                            "{connection_file}"),
                    "display_name",
                    "Java with QVM",
                    "language",
                    "java",
                    "interrupt_mode",
                    "message",
                    "env",
                    Map.of("RJK_INIT_SCRIPT", imports.toString()));
            Files.writeString(
                    kernel.resolve("kernel.json"),
                    JsonMapper.builder()
                            .build()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(spec));
            return root;
        } catch (IOException e) {
            throw new InvalidInputException(
                    "cannot write the kernel's specification beside " + ProgramFile.path()
                            + ": its folder must be writable",
                    e);
        }
    }

    private static String classPath(Path kernelJar) {
        return Stream.concat(
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)),
                        Files.isRegularFile(kernelJar) ? Stream.of(kernelJar.toString()) : Stream.of())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
