package io.qvm.store.imports;

import io.qvm.market.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects what is wrong in the input: all of it counted, the first few kept. */
final class BadRows {
    static final int SHOWN = 10;

    private final List<BadRow> first = new ArrayList<>();
    private long total;

    void add(BadRow row) {
        total++;
        if (first.size() < SHOWN) {
            first.add(row);
        }
    }

    /** Adds some rows that stand for {@code count} of them. */
    void add(List<BadRow> examples, long count) {
        total += count;
        examples.stream().limit(SHOWN - first.size()).forEach(first::add);
    }

    /** How many more rows it is worth to look up. */
    int room() {
        return SHOWN - first.size();
    }

    /** Refuses the import if anything was added. */
    void refuse() {
        if (total == 0) {
            return;
        }
        String rows = first.stream().map(row -> "  " + row.line()).collect(Collectors.joining("\n"));
        String rest = total > first.size() ? "\n  and " + (total - first.size()) + " more" : "";
        throw new InvalidInputException("nothing was imported: " + total
                + (total == 1 ? " wrong value" : " wrong values") + "\n" + rows + rest);
    }
}
