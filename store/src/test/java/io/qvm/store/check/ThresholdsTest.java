package io.qvm.store.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.config.YamlFile;
import io.qvm.market.InvalidInputException;
import io.qvm.market.check.DataCheckReport;
import io.qvm.market.check.Finding;
import io.qvm.market.check.Severity;
import io.qvm.market.check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The thresholds file: what it decides, and what it refuses. */
class ThresholdsTest {
    private static final Path ROOT = Path.of(System.getProperty("qvm.root", ".."));

    private static Thresholds read(String... lines) {
        return Thresholds.of(new YamlFile("mine.yaml", String.join("\n", lines) + "\n"));
    }

    @Test
    void file_of_a_user_needs_only_what_differs() {
        Thresholds mine = read("name: mine", "checks:", "  price_jumps: {max_move: 0.2}");
        Thresholds shipped = Thresholds.standard();
        assertThat(mine.name()).isEqualTo("mine");
        assertThat(mine.examples()).isEqualTo(shipped.examples());
        assertThat(mine.checks().priceJumps().maxMove()).isEqualTo(0.2);
        assertThat(mine.checks().priceJumps().maxGapDays())
                .isEqualTo(shipped.checks().priceJumps().maxGapDays());
        assertThat(mine.checks().gaps()).isEqualTo(shipped.checks().gaps());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "price_jump: {severity: error} | mine.yaml:3: checks.price_jump: unknown key 'price_jump'; did you mean 'price_jumps'?",
                "price_jumps: {max_mov: 1} | mine.yaml:3: checks.price_jumps.max_mov: unknown key 'max_mov'; did you mean 'max_move'?",
                "price_jumps: {severity: warn} | 'warn' is not one of ignore, info, warning, error",
                "price_jumps: {max_move: much} | 'much' is not a number",
                "price_jumps: {max_move: -1} | max_move must be a number of 0 or more, was -1.0",
                "price_jumps: {unfit_above: 2} | unfit_above must be a share from 0 to 1, was 2.0",
                "price_jumps: {max_move: .nan} | max_move must be a number of 0 or more, was NaN",
            })
    void what_cannot_be_is_refused_with_file_line_and_what_would_be_right(String check, String message) {
        assertThatThrownBy(() -> read("name: mine", "checks:", "  " + check))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("mine.yaml:3")
                .hasMessageNotContaining("\n");
    }

    @Test
    void severity_follows_the_share() {
        Checks.Plain check = new Checks.Plain(Level.WARNING, 0.01, 0.1);
        assertThat(check.grade(0.01)).contains(Severity.INFO);
        assertThat(check.grade(0.011)).contains(Severity.WARNING);
        assertThat(check.grade(0.1)).contains(Severity.WARNING);
        assertThat(check.grade(0.11)).contains(Severity.ERROR);
        assertThat(check.grade(Double.NaN)).contains(Severity.WARNING);
        assertThat(new Checks.Plain(Level.IGNORE, 0, 0).grade(1)).isEmpty();
    }

    @Test
    void check_that_is_switched_off_is_said_to_be(@TempDir Path folder) {
        CleanMarket market = CleanMarket.in(folder);
        String fault = "UPDATE equity_history SET market_cap = -5 WHERE ticker = 'T06' AND date = DATE '2020-12-30'";
        DataCheckReport off =
                market.after(read("name: mine", "checks:", "  non_positive_market_caps: {severity: ignore}"), fault);
        assertThat(off.findings()).isEmpty();
        assertThat(off.skipped()).containsExactly("non_positive_market_caps: switched off");
        DataCheckReport grave =
                market.after(read("name: mine", "checks:", "  non_positive_market_caps: {severity: error}"), fault);
        assertThat(grave.verdict()).isEqualTo(Verdict.UNFIT);
    }

    @Test
    void no_more_examples_than_asked_for(@TempDir Path folder) {
        DataCheckReport report = CleanMarket.in(folder)
                .after(
                        read("name: mine", "examples: 2"),
                        "UPDATE equity_history SET market_cap = -5 WHERE date = DATE '2020-12-30'");
        Finding finding = report.findings().get(0);
        assertThat(finding.count()).isEqualTo(33);
        assertThat(finding.examples()).extracting(e -> e.ticker()).containsExactly("T01", "T02");
    }

    @Test
    void every_check_and_every_key_is_documented() throws IOException {
        String docs = Files.readString(ROOT.resolve("docs/data-check.md"));
        List<String> checks = Arrays.stream(Check.values()).map(Check::id).toList();
        assertThat(checks).allSatisfy(id -> assertThat(docs).contains("`" + id + "`"));
        for (String line : Files.readAllLines(ROOT.resolve("checks/default.yaml"))) {
            boolean limit = line.matches("    \\w+: .*") && !line.matches("    (severity|info_up_to|unfit_above): .*");
            if (limit) {
                assertThat(docs).contains("`" + line.strip().replaceFirst(":.*", "") + "`");
            }
        }
    }
}
