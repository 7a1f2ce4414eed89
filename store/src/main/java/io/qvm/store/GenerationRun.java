package io.qvm.store;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One run that generated scores of a version, or took a run back.
 *
 * @param runId its key
 * @param strategyVersion version of the scores
 * @param mode {@code incremental}, {@code refresh} or {@code rollback}
 * @param state how it stands
 * @param host machine that it ran on
 * @param pid process on that machine
 * @param started when
 * @param finished when, empty while it runs, or if nobody saw its end
 * @param first first day planned, empty if nothing was planned yet
 * @param last last day planned, empty if nothing was planned yet
 * @param daysPlanned number of days planned
 * @param daysWritten number of days committed so far
 */
public record GenerationRun(
        String runId,
        String strategyVersion,
        String mode,
        RunState state,
        String host,
        long pid,
        Instant started,
        Optional<Instant> finished,
        Optional<LocalDate> first,
        Optional<LocalDate> last,
        int daysPlanned,
        int daysWritten) {

    /** Who and where, in words: {@code run 20240304-050607-1a2b3c (process 4711 on db1, since 05:06:07 UTC, 20 of 90 days)}. */
    public String inWords() {
        return "run " + runId + " (process " + pid + " on " + host + ", since "
                + started.toString().replace('T', ' ').replaceAll("(\\.\\d+)?Z$", " UTC")
                + (daysPlanned == 0 ? "" : ", " + daysWritten + " of " + daysPlanned + " days done") + ")";
    }

    /** Whether all that it planned is committed, however it ended. */
    public boolean isComplete() {
        return daysPlanned > 0 && daysWritten >= daysPlanned;
    }

    /** How long it took, if its end is known. */
    public Optional<Duration> duration() {
        return finished.map(end -> Duration.between(started, end));
    }
}
