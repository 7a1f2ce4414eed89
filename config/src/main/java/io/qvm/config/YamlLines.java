package io.qvm.config;

import java.util.List;
import java.util.regex.Pattern;

/** Finds the line of a key in a YAML text, for messages about values that were read without their place. */
public final class YamlLines {
    private YamlLines() {}

    /** Line, from 1, of the last key of the path that is there; each is sought after the one before. */
    public static int lineOf(String text, List<String> path) {
        List<String> lines = text.lines().toList();
        int at = 0;
        for (String key : path) {
            Pattern pattern = Pattern.compile("(^|[\\s{,])[\"']?" + Pattern.quote(key) + "[\"']?\\s*:");
            for (int i = at; i < lines.size(); i++) {
                String line = lines.get(i);
                if (!line.contains(key)) {
                    continue; // a pattern is dear, and most lines do not have the key
                }
                int comment = line.indexOf('#');
                if (pattern.matcher(comment < 0 ? line : line.substring(0, comment))
                        .find()) {
                    at = i;
                    break;
                }
            }
        }
        return at + 1;
    }
}
