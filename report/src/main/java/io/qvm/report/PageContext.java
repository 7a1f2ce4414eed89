package io.qvm.report;

import io.qvm.analysis.Trials;
import java.nio.file.Path;
import java.util.List;

/**
 * What a page shows beside the run itself.
 *
 * @param commands that show where its figures come from
 * @param trials variants that were tried before
 * @param modelText the factor model's file, empty if it is not known
 * @param notes of the user, on days
 */
public record PageContext(SourceCommands commands, Trials trials, String modelText, List<DatedNote> notes) {
    public PageContext {
        notes = List.copyOf(notes);
    }

    /** The same for a page in this file. */
    public PageContext in(Path file) {
        return new PageContext(commands.on(file.toString()), trials, modelText, notes);
    }

    /** Nothing but the scores' version is known. */
    public static PageContext unnamed(String scoresVersion) {
        return new PageContext(SourceCommands.unnamed(scoresVersion), Trials.UNKNOWN, "", List.of());
    }
}
