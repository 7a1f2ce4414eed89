package io.qvm.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the valid name that a misspelt one most likely meant. */
public final class NearestName {
    private NearestName() {}

    /** The valid name with the fewest edits, if at most a third of its letters (and at least two) differ. */
    public static Optional<String> of(String name, Collection<String> valid) {
        return valid.stream()
                .sorted(Comparator.<String>comparingInt(v -> distance(name, v))
                        .thenComparing(Comparator.naturalOrder()))
                .findFirst()
                .filter(v -> distance(name, v) <= Math.max(2, v.length() / 3));
    }

    /** For the end of a message: {@code ; did you mean 'x'?}, or the valid names if none is near. */
    public static String hint(String name, Collection<String> valid) {
        return of(name, valid)
                .map(v -> "; did you mean '" + v + "'?")
                .orElseGet(() -> "; valid are "
                        + String.join(", ", valid.stream().sorted().toList()));
    }

    /** Levenshtein distance, ignoring case. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
