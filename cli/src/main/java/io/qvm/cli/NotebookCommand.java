package io.qvm.cli;

import io.qvm.market.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Notebooks in Java. */
@Command(
        name = "notebook",
        description = {
            "Open Jupyter with a Java kernel that has QVM in it, or run a notebook without a browser.",
            "Jupyter is looked for in .qvm/jupyter and then on the path; where it is missing, the command that installs it"
                    + " is shown."
        },
        footer = {
            "%nExamples:",
            "  qvm notebook notebooks",
            "  qvm notebook --execute notebooks/01_first_steps.ipynb --out first.html",
            "  qvm notebook --execute mine.ipynb --out mine_with_results.ipynb",
            "  qvm notebook --render docs/notebooks notebooks"
        },
        mixinStandardHelpOptions = true)
final class NotebookCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Folder of notebooks, default: notebooks, or the current folder where there is none.")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--execute", paramLabel = "FILE", description = "Run this notebook from top to bottom and end.")
    private Optional<Path> execute = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the results of --execute go: .ipynb, or .html for a page that opens offline.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--render",
            paramLabel = "FOLDER",
            description =
                    "Run all notebooks of DIR in the order of their names, from an empty folder, and write a page of each"
                            + " into FOLDER, with one chart library beside them.")
    private Optional<Path> render = Optional.empty();

    @Option(names = "--no-browser", description = "Print the address instead of opening a browser, e.g. on a server.")
    private boolean noBrowser;

    @Override
    public Integer call() {
        if (execute.isPresent() != out.isPresent()) {
            throw new InvalidInputException(
                    "--execute and --out go together, e.g. --execute notebooks/01_first_steps.ipynb --out first.html");
        }
        execute.ifPresent(file -> {
            if (!Files.isRegularFile(file)) {
                throw new InvalidInputException("no notebook " + file + "; --execute takes a file, e.g. mine.ipynb");
            }
        });
        if (render.isPresent() && execute.isPresent()) {
            throw new InvalidInputException("--render runs a whole folder, --execute one notebook; give one of them");
        }
        Jupyter jupyter = Jupyter.find();
        if (execute.isPresent() && out.isPresent()) {
            Path written = jupyter.execute(execute.get(), out.get());
            Terminal.standard().line("Results: %s", written);
            return 0;
        }
        Path root = folder.orElse(Files.isDirectory(Path.of("notebooks")) ? Path.of("notebooks") : Path.of("."));
        if (!Files.isDirectory(root)) {
            throw new InvalidInputException("no folder " + root + "; make it, or name one that is there");
        }
        if (render.isPresent()) {
            new NotebookPages(jupyter)
                    .render(root, render.get())
                    .forEach(page -> Terminal.standard().line("Page: %s", page));
            return 0;
        }
        return jupyter.serve(root, noBrowser);
    }
}
