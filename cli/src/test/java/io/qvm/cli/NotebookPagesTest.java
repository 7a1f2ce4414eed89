package io.qvm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.market.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notebooks' pages that lie in docs. */
class NotebookPagesTest {
    private static final Path PAGES = Path.of("..", "docs", "notebooks");

    /** What a browser fetches by itself, unlike the links of a text. */
    private static final Pattern FETCHED =
            Pattern.compile("<(?:script|img|iframe|link)[^>]*\\s(?:src|href)=\"(?!data:)([^\"]*)\"");

    static Iterable<Path> shipped() {
        return NotebookPages.notebooks(Path.of("..", "notebooks"));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void a_page_shows_the_notebook_as_it_is_now(Path notebook) throws IOException {
        assertThat(page(notebook))
                .as("out of date; make it again: ./qvm notebook --render docs/notebooks notebooks")
                .contains("<meta name=\"qvm-notebook\" content=\"" + NotebookPages.digest(notebook) + "\">");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void a_page_fetches_nothing_but_what_lies_beside_it(Path notebook) throws IOException {
        assertThat(FETCHED.matcher(page(notebook)).results().map(found -> found.group(1)))
                .allMatch(name -> name.equals(NotebookPages.SHARED));
        assertThat(Files.size(PAGES.resolve(NotebookPages.SHARED))).isBetween(300_000L, 600_000L);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void a_page_has_no_failed_cell(Path notebook) throws IOException {
        assertThat(page(notebook)).doesNotContain("output_error", "lacks 'duckdb'", "lacks 'pandas'", "Traceback");
    }

    @Test
    void a_folder_without_notebooks_is_refused(@TempDir Path empty) {
        assertThatThrownBy(() -> NotebookPages.notebooks(empty.resolve("none")))
                .isInstanceOf(InvalidInputException.class);
        assertThat(NotebookPages.notebooks(empty)).isEmpty();
    }

    private static String page(Path notebook) throws IOException {
        return Files.readString(PAGES.resolve(NotebookPages.name(notebook) + ".html"));
    }
}
