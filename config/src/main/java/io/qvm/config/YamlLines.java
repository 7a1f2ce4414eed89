package io.qvm.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;

/** The lines of a YAML text's keys and list elements, for messages about values that were read without their place. */
public final class YamlLines {
    private final Map<List<String>, Integer> lines = new HashMap<>();
    private int last = 1;

    private YamlLines() {}

    /** Finds the lines of a text; of one that is no YAML, those before the fault. */
    public static YamlLines of(String text) {
        YamlLines found = new YamlLines();
        try (JsonParser parser = YamlFile.parser(text)) {
            while (parser.nextToken() != null) {
                found.last = parser.currentTokenLocation().getLineNr();
                found.lines.putIfAbsent(path(parser.streamReadContext()), found.last);
            }
        } catch (JacksonException e) {
            // Whoever binds the text complains of it; here, what comes before is all there is.
            return found;
        }
        return found;
    }

    /**
     * Line, from 1, of what a path leads to, or of the last of its keys that is there.
     *
     * @param path keys, and {@link #element} for what stands in a list
     */
    public int lineOf(List<String> path) {
        for (int length = path.size(); length > 0; length--) {
            Integer line = lines.get(path.subList(0, length));
            if (line != null) {
                return line;
            }
        }
        return 1;
    }

    /** How a path names an element of a list, counted from 0. */
    public static String element(int index) {
        return "[" + index + "]";
    }

    /** The last line on which something was read. */
    int last() {
        return last;
    }

    private static List<String> path(TokenStreamContext innermost) {
        List<String> path = new ArrayList<>();
        for (TokenStreamContext context = innermost; context != null; context = context.getParent()) {
            if (context.hasCurrentName()) {
                path.add(context.currentName());
            } else if (context.inArray() && context.hasCurrentIndex()) {
                path.add(element(context.getCurrentIndex()));
            }
        }
        Collections.reverse(path);
        return List.copyOf(path);
    }
}
