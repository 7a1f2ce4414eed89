package io.qvm.cli;

import io.qvm.config.YamlFile;
import io.qvm.market.InvalidInputException;
import io.qvm.report.DatedNote;
import io.qvm.store.TextRows;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user's notes on days: a YAML list of {@code date}, {@code title}, {@code text}, or a CSV file with these columns. */
final class NotesFile {
    private NotesFile() {}

    /** An entry of the YAML file. */
    record Entry(
            @Nullable String date,
            @Nullable String title,
            @Nullable String text) {}

    /** What a YAML file may hold instead of a bare list. */
    record Entries(List<Entry> notes) {}

    /**
     * Reads notes.
     *
     * @throws InvalidInputException with the file, the note and what would be right
     */
    static List<DatedNote> read(Path file) {
        List<Entry> entries = file.toString().toLowerCase(Locale.ROOT).endsWith(".csv") ? csv(file) : yaml(file);
        List<DatedNote> notes = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String place = file + ", note " + (i + 1) + ": ";
            Entry entry = entries.get(i);
            if (entry.title() == null || entry.title().isBlank()) {
                throw new InvalidInputException(place + "title is missing; give it one in a few words");
            }
            notes.add(new DatedNote(
                    date(place, entry.date()),
                    entry.title().strip(),
                    entry.text() == null ? "" : entry.text().strip()));
        }
        return notes;
    }

    private static LocalDate date(String place, @Nullable String text) {
        try {
            return LocalDate.parse(text == null ? "" : text.strip());
        } catch (DateTimeParseException e) {
            throw new InvalidInputException(
                    place + "date '" + (text == null ? "" : text) + "' is none; write YYYY-MM-DD, e.g. 2021-06-30", e);
        }
    }

    private static List<Entry> csv(Path file) {
        List<Entry> entries = new ArrayList<>();
        for (Map<String, String> row : TextRows.readCsv(file, List.of("date", "title"), List.of("text"))) {
            entries.add(new Entry(row.get("date"), row.get("title"), row.get("text")));
        }
        return entries;
    }

    private static List<Entry> yaml(Path file) {
        YamlFile yaml = YamlFile.read(file);
        boolean bare = yaml.text().lines().anyMatch(line -> line.startsWith("-"));
        if (bare) {
            return List.of(yaml.as(Entry[].class));
        }
        return yaml.as(Entries.class).notes();
    }
}
