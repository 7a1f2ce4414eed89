package io.qvm.report;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The commands that show where a figure on a page comes from.
 *
 * @param run folder or id of the run, as the user named it
 * @param database URL of the run's database, empty if it is not known; {@code URL} stands in its place then
 * @param preset of a database with another schema, as the user named it; empty for QVM's own
 * @param inDatabase true if the run is named by its id, so that commands on it need the database
 * @param model name of the factor model of the scores
 * @param page file of the page, empty if it is not known: it has its usual name then
 */
public record SourceCommands(
        String run, Optional<String> database, Optional<String> preset, boolean inDatabase, String model, String page) {
    /** Commands of a run that is not named: placeholders stand for what is not known. */
    public static SourceCommands unnamed(String model) {
        return new SourceCommands("RUN", Optional.empty(), Optional.empty(), false, model, "");
    }

    /** The same on a page of this name. */
    SourceCommands on(String file) {
        return new SourceCommands(run, database, preset, inDatabase, model, file);
    }

    /** One score, down to facts and prices. */
    String explain(String ticker, LocalDate date) {
        return "./qvm explain " + source() + " --model " + quoted(model) + " " + quoted(ticker) + " " + date;
    }

    /** One decision about a stock. */
    String funnel(LocalDate date, String ticker) {
        return funnel(date) + " --ticker " + quoted(ticker);
    }

    /** All decisions of a day. */
    String funnel(LocalDate date) {
        return "./qvm funnel --run " + runArgument() + " --date " + date;
    }

    /** A table of the run: its file in the run's folder, or the command that writes it. */
    String export(String table) {
        if (!inDatabase) {
            return run + "/" + table + ".csv";
        }
        return "./qvm export " + table + " " + db() + " --run " + quoted(run) + " --out " + table + ".csv";
    }

    /**
     * The page, made again and compared.
     *
     * @param usual name of such a page
     */
    String verify(String usual) {
        return "./qvm verify " + quoted(page.isEmpty() ? usual : page) + " " + source();
    }

    private String runArgument() {
        return quoted(run) + (inDatabase ? " " + db() : "");
    }

    /** The raw data. */
    private String source() {
        return db() + preset.map(name -> " --preset " + quoted(name)).orElse("");
    }

    private String db() {
        return "--db " + quoted(database.orElse("URL"));
    }

    /** As a shell reads it back; plain words stay as they are. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
