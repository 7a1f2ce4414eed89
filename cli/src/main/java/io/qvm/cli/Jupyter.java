package io.qvm.cli;

import io.qvm.market.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The Jupyter of this machine, with the kernel of this program. */
final class Jupyter {
    private static final Path OWN = Path.of(".qvm", "jupyter", "bin");
    private static final String INSTALL =
            "python3 -m venv .qvm/jupyter && .qvm/jupyter/bin/pip install -r notebooks/requirements.txt";

    /** Exported pages link scripts that they do without. */
    private static final Pattern LINKED_SCRIPT = Pattern.compile("<script[^>]*\\ssrc=\"[^\"]*\"[^>]*>\\s*</script>");

    private final Path bin;

    private Jupyter(Path bin) {
        this.bin = bin;
    }

    /**
     * Finds Jupyter in the project's own folder or on the path.
     *
     * @throws InvalidInputException with the command that installs it, if there is none
     */
    static Jupyter find() {
        return search(System.getenv())
                .map(Jupyter::new)
                .orElseThrow(() ->
                        new InvalidInputException("Jupyter is not installed; this installs it here:  " + INSTALL));
    }

    static Optional<Path> search(Map<String, String> environment) {
        Stream<Path> folders = Stream.concat(
                Stream.concat(Stream.ofNullable(environment.get("QVM_JUPYTER")).map(Path::of), Stream.of(OWN)),
                Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of));
        return folders.filter(folder -> Files.isExecutable(folder.resolve("jupyter-nbconvert")))
                .findFirst()
                .map(Path::toAbsolutePath);
    }

    /** Starts JupyterLab, or Notebook, and waits for its end. */
    int serve(Path folder, boolean noBrowser) {
        String server = Stream.of("jupyter-lab", "jupyter-notebook")
                .filter(name -> Files.isExecutable(bin.resolve(name)))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("neither JupyterLab nor Notebook is in " + bin
                        + "; this installs JupyterLab here:  " + INSTALL));
        List<String> command = new ArrayList<>(
                List.of(bin.resolve(server).toString(), folder.toAbsolutePath().toString()));
        if (noBrowser) {
            command.add("--no-browser");
        }
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--allow-root");
        }
        try {
            Process jupyter = process(command).inheritIO().start();
            // Ended from outside, this program takes its server with it.
            Runtime.getRuntime().addShutdownHook(new Thread(jupyter::destroy));
            return jupyter.waitFor();
        } catch (IOException e) {
            throw new InvalidInputException("cannot start " + bin.resolve(server), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    /**
     * Runs a notebook in its folder and writes it with its results.
     *
     * @return the file written
     * @throws InvalidInputException if a cell fails, with its error
     */
    Path execute(Path notebook, Path out) {
        return execute(notebook, out, "lab");
    }

    /** The same, a page by one of Jupyter's templates: {@code lab}, or {@code basic} for its body alone. */
    Path execute(Path notebook, Path out, String template) {
        boolean html = out.toString().endsWith(".html");
        if (!html && !out.toString().endsWith(".ipynb")) {
            throw new InvalidInputException("--out must end in .html or .ipynb, was " + out);
        }
        Path file = out.toAbsolutePath();
        Path log = file.resolveSibling(file.getFileName() + ".log");
        try {
            Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
            List<String> form = html ? List.of("html", "--template", template) : List.of("notebook");
            List<String> command =
                    new ArrayList<>(List.of(bin.resolve("jupyter-nbconvert").toString(), "--execute", "--to"));
            command.addAll(form);
            command.addAll(List.of(
                    "--ExecutePreprocessor.timeout=1800",
                    "--output-dir",
                    String.valueOf(file.getParent()),
                    "--output",
                    String.valueOf(file.getFileName()),
                    notebook.toAbsolutePath().toString()));
            int exit = process(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new InvalidInputException(notebook + " failed: " + reason(Files.readString(log)));
            }
            Files.delete(log);
            if (html) {
                String page = Files.readString(file, StandardCharsets.UTF_8);
                Files.writeString(file, LINKED_SCRIPT.matcher(page).replaceAll(""));
            }
            return out;
        } catch (IOException e) {
            throw new InvalidInputException("cannot run " + notebook + " into " + out, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InvalidInputException(notebook + " was interrupted");
        }
    }

    /** What the failed cell said, or the error that Jupyter ended with, or the last that it said. */
    private static String reason(String log) {
        String text = log.replaceAll("\u001b\\[[0-9;]*m", "");
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        int cell = last(lines, ".*An error occurred while executing the following cell:.*");
        int error = last(lines, "[a-z_]+(\\.\\w+)*Error: .*");
        if (cell >= 0) {
            return join(lines, cell, 30);
        }
        return error >= 0 ? join(lines, error, 1) : join(lines, Math.max(0, lines.size() - 3), 3);
    }

    private static int last(List<String> lines, String pattern) {
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).matches(pattern))
                .max()
                .orElse(-1);
    }

    private static String join(List<String> lines, int from, int count) {
        return String.join("\n  ", lines.subList(from, Math.min(lines.size(), from + count)));
    }

    private ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.merge("JUPYTER_PATH", KernelSpec.write().toString(), (old, own) -> own + File.pathSeparator + old);
        // Kernels of the same Python are found through the path.
        environment.merge("PATH", bin.toString(), (old, own) -> own + File.pathSeparator + old);
        return builder;
    }
}
