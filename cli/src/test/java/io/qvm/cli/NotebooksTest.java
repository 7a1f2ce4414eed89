package io.qvm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** The notebooks that ship, run by the real kernel on the simulated market. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NotebooksTest {
    private static final Path SHIPPED = Path.of("..", "notebooks");

    @TempDir
    static Path folder = Path.of("");

    @BeforeAll
    static void jupyter_is_there() {
        boolean there = Jupyter.search(System.getenv()).isPresent();
        if (!there) {
            System.err.println("SKIPPED: no notebook was run, for Jupyter is missing; see docs/notebooks.md");
        }
        assumeTrue(there, "Jupyter is missing");
    }

    @Test
    @Order(1)
    void first_steps_end_in_a_tearsheet() throws IOException {
        Results results = run("01_first_steps");
        assertThat(results.pages()).hasSize(3);
        assertThat(results.texts()).anyMatch(text -> text.contains("Tearsheet of qvm_top25"));
        String said = String.join("\n", results.texts());
        assertThat(said).contains("120 tickers, 1525 dates");
        assertThat(figure(said, "Annual return \\(CAGR\\)")).isBetween(-5.0, 15.0);
        assertThat(figure(said, "Annual volatility")).isBetween(5.0, 20.0);
        assertThat(figure(said, "Maximum drawdown")).isBetween(-45.0, -10.0);
        assertThat(figure(said, "Sharpe ratio")).isBetween(-0.5, 1.5);
        assertThat(figure(said, "Average exposure")).isBetween(60.0, 99.0);
    }

    @Test
    @Order(2)
    void what_was_tried_in_a_notebook_gives_the_same_bits_on_the_command_line() throws IOException {
        Results results = run("02_factor_research");
        assertThat(results.pages()).hasSizeGreaterThanOrEqualTo(4);
        String said = String.join("\n", results.texts());
        // Simulated returns reward quality, momentum and a little value; calm stocks are not paid for.
        assertThat(information(said, "qvm")).isBetween(0.005, 0.15);
        assertThat(information(said, "calm")).isBetween(-0.1, 0.1);
        String db = "duckdb:" + folder.resolve("market.duckdb");
        String model = folder.resolve("qvm_calm.yaml").toString();
        assertThat(Main.run("generate", "--db", db, "--model", model)).isZero();
        Path again = folder.resolve("again");
        assertThat(Main.run(
                        "backtest",
                        "--db",
                        db,
                        "--strategy",
                        folder.resolve("qvm_calm_top25.yaml").toString(),
                        "--out",
                        again.toString()))
                .isZero();
        Path inNotebook = folder.resolve("runs").resolve("with_calm");
        try (var tables = Files.list(inNotebook)) {
            List<Path> files =
                    tables.filter(file -> file.toString().endsWith(".csv")).toList();
            assertThat(files).hasSizeGreaterThanOrEqualTo(4);
            for (Path file : files) {
                assertThat(again.resolve(file.getFileName())).hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    @Order(3)
    void the_comprehensive_analysis_draws_its_conclusion_from_numbers() throws IOException {
        Results results = run("08_comprehensive_performance_analysis");
        assertThat(results.pages()).hasSizeGreaterThanOrEqualTo(8);
        String conclusion = String.join("\n", results.texts());
        Matcher range = Pattern.compile("Over 18 variants the Sharpe ratio lies between (-?[0-9.]+) and (-?[0-9.]+)")
                .matcher(conclusion);
        assertThat(range.find()).isTrue();
        assertThat(Double.parseDouble(range.group(1))).isBetween(-1.0, 3.0);
        assertThat(Double.parseDouble(range.group(2))).isBetween(Double.parseDouble(range.group(1)), 4.0);
        assertThat(conclusion).containsPattern("[0-3] of 3 products stayed above the committee's -25 % line");
    }

    @Test
    @Order(4)
    void python_reads_it_too() throws IOException {
        Results results = run("09_python_reads_it_too");
        String said = String.join("\n", results.texts());
        if (said.contains("SKIPPED")) {
            System.err.println(said);
            assumeTrue(false, said);
        }
        assertThat(said).containsPattern("[0-9]+ scores of (1[01][0-9]|120) stocks");
        Matcher run = Pattern.compile("with_calm: ([0-9]+) days, Sharpe (-?[0-9.]+), ([0-9]+) stocks held")
                .matcher(said);
        assertThat(run.find()).isTrue();
        assertThat(Integer.parseInt(run.group(1))).isBetween(1490, 1525);
        assertThat(Double.parseDouble(run.group(2))).isBetween(-0.5, 1.5);
        assertThat(Integer.parseInt(run.group(3))).isBetween(60, 120);
        Matcher mean = Pattern.compile("largest mean of a day: ([0-9.]+)").matcher(said);
        assertThat(mean.find()).isTrue();
        assertThat(Double.parseDouble(mean.group(1))).isLessThan(0.2);
        assertThat(folder.resolve("scores.parquet")).exists();
    }

    @Test
    @Order(5)
    void an_error_in_a_cell_is_one_line_that_says_what_would_be_right() throws IOException {
        Map<String, String> mistakes = new LinkedHashMap<>();
        mistakes.put("Qvm.open(\"duckdb:nowhere.duckdb\")", "no such file");
        mistakes.put("qvm.scores(\"qvm_v2.1\").evaluate().quantilePlot(\"qualty\")", "the factors are quality, value");
        mistakes.put("qvm.strategy(\"qvm_top25\").with(\"selection.top\", 50)", "did you mean 'top_n'");
        mistakes.put("qvm.scores(\"qvm_v2.1\").on(\"30.6.2021\")", "write it like 2021-06-30");
        mistakes.put("Table.of(qvm.versions()).percent(\"sharp\")", "the table has version, first");
        mistakes.put("qvm.versions().sort(\"sharp\", true)", "'sharp' is not present");
        mistakes.put("qvm.model(\"qvm_v2.1\").evaluate(\"x\", \"stdev(close, 60)\")", "did you mean 'std'");
        List<Map<String, Object>> cells = new ArrayList<>();
        cells.add(cell("var qvm = Qvm.open(\"duckdb:market.duckdb\");"));
        mistakes.keySet().forEach(source -> cells.add(cell(source)));
        JsonMapper json = JsonMapper.builder().build();
        Path notebook = Files.writeString(
                folder.resolve("wrong.ipynb"),
                json.writeValueAsString(Map.of(
                        "nbformat",
                        4,
                        "nbformat_minor",
                        5,
                        "metadata",
                        Map.of("kernelspec", Map.of("name", "qvm", "display_name", "Java", "language", "java")),
                        "cells",
                        cells)));
        Path out = folder.resolve("wrong_out.ipynb");
        assertThat(Main.run("notebook", "--execute", notebook.toString(), "--out", out.toString()))
                .isZero();
        Map<String, String> said = new LinkedHashMap<>();
        for (JsonNode cell : json.readTree(Files.readString(out)).path("cells")) {
            for (JsonNode output : cell.path("outputs")) {
                if (output.path("output_type").asString().equals("error")) {
                    assertThat(output.path("traceback").size()).isEqualTo(1);
                    said.put(
                            text(cell.path("source")),
                            output.path("traceback").get(0).asString());
                }
            }
        }
        assertThat(said.keySet()).containsExactlyElementsOf(mistakes.keySet());
        mistakes.forEach(
                (source, right) -> assertThat(said.get(source)).contains(right).doesNotContain("\n"));
    }

    @Test
    @Order(6)
    void a_notebook_with_an_error_fails_and_says_which_cell() throws IOException {
        Path notebook = Files.writeString(
                folder.resolve("fails.ipynb"),
                Files.readString(SHIPPED.resolve("01_first_steps.ipynb"))
                        .replaceFirst("Qvm.simulate\\([^)]*\\)", "Qvm.open(\\\\\"duckdb:nowhere.duckdb\\\\\")"));
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.run(
                            "notebook",
                            "--execute",
                            notebook.toString(),
                            "--out",
                            folder.resolve("fails_out.ipynb").toString()))
                    .isNotZero();
        } finally {
            System.setErr(err);
        }
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("nowhere.duckdb")
                .doesNotContain("\tat ", "   at ");
    }

    @Test
    @Order(7)
    void a_file_that_is_no_notebook_is_refused_with_what_it_lacks() throws IOException {
        Path notebook = Files.writeString(
                folder.resolve("torn.ipynb"),
                Files.readString(SHIPPED.resolve("01_first_steps.ipynb")).replace("\"execution_count\": null,", ""));
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Path out = folder.resolve("torn_out.ipynb");
            assertThat(Main.run("notebook", "--execute", notebook.toString(), "--out", out.toString()))
                    .isNotZero();
        } finally {
            System.setErr(err);
        }
        assertThat(said.toString(StandardCharsets.UTF_8).strip())
                .contains("'execution_count' is a required property")
                .doesNotContain("\n");
    }

    /** A cell that may fail without ending the notebook. */
    private static Map<String, Object> cell(String source) {
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("cell_type", "code");
        cell.put("id", "c" + Integer.toHexString(source.hashCode()));
        cell.put("metadata", Map.of("tags", List.of("raises-exception")));
        cell.put("execution_count", NullNode.getInstance());
        cell.put("outputs", List.of());
        cell.put("source", source);
        return cell;
    }

    /** The strategy's value of a key figure, as the run's table prints it. */
    private static double figure(String said, String name) {
        Matcher line = Pattern.compile(name + " +([-\u2212]?[0-9.]+)").matcher(said);
        assertThat(line.find()).as(name).isTrue();
        return Double.parseDouble(line.group(1).replace('\u2212', '-'));
    }

    /** The mean rank information coefficient over a month, as the evaluation's table prints it. */
    private static double information(String said, String factor) {
        Matcher line = Pattern.compile("\n" + factor + " +21 +(-?[0-9.E-]+)").matcher(said);
        assertThat(line.find()).as(factor).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private record Results(List<String> pages, List<String> texts) {}

    /** Runs a notebook that ships, in the folder that all of them share, and collects what its cells gave. */
    private static Results run(String name) throws IOException {
        Path copy = folder.resolve(name + ".ipynb");
        Files.copy(SHIPPED.resolve(name + ".ipynb"), copy);
        Path out = folder.resolve(name + "_out.ipynb");
        assertThat(Main.run("notebook", "--execute", copy.toString(), "--out", out.toString()))
                .isZero();
        List<String> pages = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        JsonNode notebook = JsonMapper.builder().build().readTree(Files.readString(out));
        for (JsonNode cell : notebook.path("cells")) {
            for (JsonNode output : cell.path("outputs")) {
                assertThat(output.path("output_type").asString()).isNotEqualTo("error");
                String html = text(output.path("data").path("text/html"));
                if (html.contains("class=\"qvm-page\"")) {
                    pages.add(html);
                }
                texts.add(text(output.path("data").path("text/plain")) + text(output.path("text")));
            }
        }
        return new Results(pages, texts);
    }

    /** A text of a notebook: one string, or its lines. */
    private static String text(JsonNode node) {
        if (node.isArray()) {
            StringBuilder all = new StringBuilder();
            node.forEach(line -> all.append(line.asString()));
            return all.toString();
        }
        return node.isMissingNode() ? "" : node.asString();
    }
}
