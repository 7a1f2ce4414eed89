package io.qvm.store.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an import did.
 *
 * @param preset name of the preset
 * @param sources the preset's tables as they were read
 * @param tables the canonical tables as they were written
 * @param warnings rows that were imported although they look wrong
 */
public record ImportReport(String preset, List<Source> sources, List<Table> tables, List<Remark> warnings) {
    public ImportReport {
        sources = List.copyOf(sources);
        tables = List.copyOf(tables);
        warnings = List.copyOf(warnings);
    }

    /**
     * One table of the preset.
     *
     * @param files how many files it came from
     * @param rows rows in them
     */
    public record Source(String table, int files, long rows) {}

    /**
     * One canonical table.
     *
     * @param added rows that the database did not have
     * @param unchanged rows that it had, with the same values
     * @param replaced rows that it had under the same key, with other values
     * @param dropped rows that the preset or the importer left out
     */
    public record Table(String table, long added, long unchanged, long replaced, List<Remark> dropped) {
        public Table {
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * Rows that have something in common.
     *
     * @param reason what
     * @param rows how many they are
     * @param examples the first of them
     */
    public record Remark(String reason, long rows, List<String> examples) {
        public Remark {
            examples = List.copyOf(examples);
        }
    }

    /** True if the database is as it was before. */
    public boolean changedNothing() {
        return tables.stream().allMatch(t -> t.added() == 0 && t.replaced() == 0);
    }

    /** Lines for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Source source : sources) {
            lines.add(format(
                    "read  %-28s %,10d rows from %d %s",
                    source.table(), source.rows(), source.files(), source.files() == 1 ? "file" : "files"));
        }
        for (Table table : tables) {
            lines.add(format(
                    "wrote %-28s %,10d new, %,d unchanged, %,d replaced",
                    table.table(), table.added(), table.unchanged(), table.replaced()));
            for (Remark remark : table.dropped()) {
                lines.add(format("      dropped %,d: %s", remark.rows(), text(remark)));
            }
        }
        for (Remark remark : warnings) {
            lines.add(format("warning: %,d: %s", remark.rows(), text(remark)));
        }
        return lines;
    }

    private static String text(Remark remark) {
        return remark.examples().isEmpty()
                ? remark.reason()
                : remark.reason() + " (e.g. " + String.join("; ", remark.examples()) + ")";
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
