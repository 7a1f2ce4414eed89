package io.qvm.config;

import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Why a text is no YAML, in words of our own: the parser's take several lines, and its position is that of what came before.
 *
 * @param line from 1
 * @param reason in one line
 */
record YamlFault(int line, String reason) {
    private static final Pattern TAB_BEFORE_TEXT = Pattern.compile("\\s*\t.*");

    /** The fault of which a parser complains; empty if the text is YAML and something else is wrong. */
    static Optional<YamlFault> of(String text, JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return Optional.of(new YamlFault(YamlLines.of(text).last(), limit(e.getOriginalMessage())));
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ReaderException reader) {
                int at = text.indexOf(reader.getCodePoint());
                return Optional.of(new YamlFault(
                        lineAt(text, Math.max(at, 0)),
                        String.format(
                                "the character U+%04X cannot stand in YAML; right is plain text in UTF-8",
                                reader.getCodePoint())));
            }
            if (cause instanceof MarkedYamlEngineException marked) {
                return Optional.of(of(text, marked));
            }
        }
        return Optional.empty();
    }

    private static YamlFault of(String text, MarkedYamlEngineException e) {
        String problem = e.getProblem().strip();
        // What is opened and never closed is found at the end, but wrong where it is opened.
        boolean unclosed =
                problem.contains("end of stream") && e.getContextMark().isPresent();
        int line = (unclosed ? e.getContextMark() : e.getProblemMark())
                        .map(Mark::getLine)
                        .orElse(0)
                + 1;
        String itself = text.lines().skip(line - 1L).findFirst().orElse("");
        if (TAB_BEFORE_TEXT.matcher(itself).matches() || problem.contains("'\\t")) {
            return new YamlFault(line, "the line has a tab; YAML wants spaces");
        }
        String hint = " (Do not use";
        String brief = problem.contains(hint) ? problem.substring(0, problem.indexOf(hint)) : problem;
        String context = e.getContext() == null ? "" : e.getContext().strip() + ": ";
        return new YamlFault(line, Quoted.inOneLine("no YAML: " + context + brief));
    }

    private static String limit(String message) {
        return message.contains("nesting depth")
                ? "lists or blocks are nested too deep; " + most(message) + " levels are the most"
                : message.replaceFirst(", from `[^`]*`", "");
    }

    private static String most(String message) {
        return message.replaceFirst("(?s).*allowed \\((\\d+).*", "$1");
    }

    static int lineAt(String text, int position) {
        return 1
                + (int) text.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
