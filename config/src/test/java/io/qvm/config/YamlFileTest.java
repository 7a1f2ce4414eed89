package io.qvm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.market.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {
    @TempDir
    private static Path folder;

    record Limits(int least, int most) {
        Limits {
            if (least < 0) {
                throw new InvalidKeyException("least must not be negative, was " + least, "least");
            }
            if (most < least) {
                throw new InvalidInputException("most must not be below least");
            }
        }
    }

    record Settings(String name, Limits limits, List<Limits> others) {
        Settings {
            if (name.length() > 9) {
                throw new InvalidKeyException("name is long: " + Quoted.of(name), "name");
            }
            others = others == null ? List.of() : List.copyOf(others);
        }
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> new YamlFile("s.yaml", text).as(Settings.class))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }

    private static Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("s.yaml"), bytes);
    }

    private static void unreadable(byte[] bytes, String message) throws IOException {
        Path file = file(bytes);
        assertThatThrownBy(() -> YamlFile.read(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(file + message);
    }

    @Test
    void a_file_of_fifty_megabytes_is_refused_at_once() throws IOException {
        byte[] comment = ("#" + "x".repeat(50_000_000) + "\nname: x\n").getBytes(StandardCharsets.UTF_8);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> unreadable(comment, " has 50,000,010 bytes; a file of settings has at most 1,048,576"));
    }

    @Test
    void bytes_that_are_not_utf_8_are_named_with_their_line() throws IOException {
        String right = "name: x\n# more\n";
        unreadable(
                (right + "others: [] # Gr\u00f6\u00dfe\n").getBytes(StandardCharsets.ISO_8859_1),
                ":3: the file is not in UTF-8 from this line on; save it as UTF-8");
        unreadable(
                right.getBytes(StandardCharsets.UTF_16),
                ":1: the file is not in UTF-8 from this line on; save it as UTF-8");
        unreadable(
                new byte[] {'a', ':', '\n', (byte) 0xc3},
                ":2: the file is not in UTF-8 from this line on; save it as UTF-8");
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_key() throws IOException {
        Path file = file("\uFEFFname: x\nlimits: {least: 1, most: 2}\n".getBytes(StandardCharsets.UTF_8));
        assertThat(YamlFile.read(file).as(Settings.class).name()).isEqualTo("x");
    }

    @Test
    void what_a_record_refuses_is_reported_at_the_line_of_its_key() {
        refused("""
                # a comment: with name: in it
                name: far_too_long
                limits:
                  least: 1
                  most: 2
                """, "s.yaml:2: name is long: 'far_too_long'");
        refused("""
                name: x
                limits:
                  most: 2
                  least: -1
                others: []
                """, "s.yaml:4: limits: least must not be negative, was -1");
        refused("""
                name: x
                limits:
                  least: 3
                  most: 2
                others: []
                """, "s.yaml:2: limits: most must not be below least");
        refused("""
                name: x
                limits: {least: 1, most: 2}
                others:
                  - {least: 1, most: 2}
                  - most: 2
                    least: -1
                """, "s.yaml:6: others.[1]: least must not be negative, was -1");
    }

    @Test
    void a_text_in_a_message_is_one_short_line() {
        refused("name: \"two\\nlines and more\"\n", "s.yaml:1: name is long: 'two\\nlines and more'");
        refused("name: " + "n".repeat(300) + "\n", "s.yaml:1: name is long: '" + "n".repeat(61) + "...'");
        refused("name: x\n\"a\\nb\": 1\n", "s.yaml:2: a\\nb: unknown key 'a\\nb'; valid are limits, name, others");
        refused("name: x\nlimits: {least: \"1\\n2\"}\n", "s.yaml:2: limits.least: '1\\n2' is not a whole number");
    }

    @Test
    void a_tab_is_named_with_its_line() {
        refused("name: x\nlimits:\n\tleast: 1\n", "s.yaml:3: the line has a tab; YAML wants spaces");
        refused("name: x\n \tlimits: {}\n", "s.yaml:2: the line has a tab; YAML wants spaces");
    }

    @Test
    void a_character_that_no_text_has_is_named_with_its_line() {
        refused(
                "name: x\nlimits: \u0000\nothers: []\n",
                "s.yaml:2: the character U+0000 cannot stand in YAML; right is plain text in UTF-8");
    }

    @Test
    void lists_within_lists_without_end_are_refused_with_their_line() {
        String deep = "name: x\nlimits: " + "[".repeat(2000) + "]".repeat(2000) + "\n";
        assertThatThrownBy(() -> new YamlFile("s.yaml", deep).content())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("s.yaml:2: lists or blocks are nested too deep; 500 levels are the most");
    }

    @Test
    void a_syntax_error_after_a_refused_block_is_one_line_too() {
        refused(
                "limits: {least: -1, most: 2}\nname: @y\n",
                "s.yaml:2: no YAML: while scanning for the next token: found character '@' that cannot start any token.");
    }

    @Test
    void a_syntax_error_is_one_line_with_its_cause() {
        refused(
                "name: x\nlimits: @y\n",
                "s.yaml:2: no YAML: while scanning for the next token: found character '@' that cannot start any token.");
        refused(
                "name: \"x\nlimits: 1\n",
                "s.yaml:1: no YAML: while scanning a quoted scalar: found unexpected end of stream");
        assertThatThrownBy(() -> YamlFile.value("[1"))
                .hasMessageStartingWith("'[1' is no value: no YAML: while parsing a flow sequence: ");
    }
}
