package io.qvm.backtest.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Counts what did not go as ordered, with the first few cases by name. */
final class Notes {
    private static final int SHOWN = 5;

    private final TreeMap<String, Note> notes = new TreeMap<>();

    /** Adds a case; its text is asked for only if it will be shown. */
    void add(String key, Supplier<String> text) {
        Note note = notes.computeIfAbsent(key, k -> new Note());
        note.count++;
        if (note.first.size() < SHOWN) {
            note.first.add(text.get());
        }
    }

    /** For example {@code orders_cancelled: 7; first 2020-02-18 A delisted, ...}. */
    List<String> all() {
        return notes.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .toList();
    }

    private static final class Note {
        private final List<String> first = new ArrayList<>();
        private int count;

        @Override
        public String toString() {
            String cases = String.join(", ", first);
            return count <= SHOWN ? cases : count + "; first " + cases;
        }
    }
}
