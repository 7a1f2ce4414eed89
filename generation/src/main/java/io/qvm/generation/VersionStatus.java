package io.qvm.generation;

import io.qvm.generation.MarketComparison.Compared;
import io.qvm.store.FactorCoverage;
import io.qvm.store.GenerationRun;
import io.qvm.store.ManifestRow;
import io.qvm.store.RunState;
import io.qvm.store.ScoreStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/**
 * How a version of scores stands.
 *
 * @param version its name
 * @param days days on record
 * @param first first of them, empty if there are none
 * @param last last of them, empty if there are none
 * @param rows score rows
 * @param missing trading days since the first day that it lacks; empty if raw data were not looked at
 * @param staleDays days that would be computed anew; empty if raw data were not looked at
 * @param stale the same by reason; a day may have several
 * @param codeVersions days by the program's version
 * @param lastRun the last run that wrote it, if on record
 * @param running whether a run is writing it at this moment
 * @param coverage by factor
 */
public record VersionStatus(
        String version,
        int days,
        Optional<LocalDate> first,
        Optional<LocalDate> last,
        long rows,
        Optional<Days> missing,
        Optional<Integer> staleDays,
        Optional<Map<StaleReason, Days>> stale,
        Map<String, Integer> codeVersions,
        Optional<GenerationRun> lastRun,
        boolean running,
        List<FactorCoverage> coverage) {

    /**
     * Some days.
     *
     * @param count how many
     * @param first first of them
     * @param last last of them
     */
    public record Days(int count, Optional<LocalDate> first, Optional<LocalDate> last) {
        private static Days of(List<LocalDate> days) {
            return days.isEmpty()
                    ? new Days(0, Optional.empty(), Optional.empty())
                    : new Days(days.size(), Optional.of(days.get(0)), Optional.of(days.get(days.size() - 1)));
        }
    }

    /**
     * Looks at a version.
     *
     * @param onRecord its days
     * @param comparison with the raw data, of this version among others
     */
    public static VersionStatus of(
            ScoreStore scores,
            String version,
            NavigableMap<LocalDate, ManifestRow> onRecord,
            MarketComparison comparison) {
        Optional<Compared> raw = comparison.version(version);
        Map<String, Integer> codeVersions = new java.util.TreeMap<>();
        onRecord.values().forEach(row -> codeVersions.merge(row.codeVersion(), 1, Integer::sum));
        List<GenerationRun> runs = scores.runs(version);
        return new VersionStatus(
                version,
                onRecord.size(),
                onRecord.isEmpty() ? Optional.empty() : Optional.of(onRecord.firstKey()),
                onRecord.isEmpty() ? Optional.empty() : Optional.of(onRecord.lastKey()),
                onRecord.values().stream().mapToLong(ManifestRow::scoreRows).sum(),
                raw.map(compared -> Days.of(compared.missing())),
                raw.map(compared -> compared.stale().size()),
                raw.map(compared -> byReason(compared.stale())),
                codeVersions,
                runs.stream()
                        .filter(run ->
                                run.daysPlanned() > 0 || run.state() == RunState.RUNNING || run.daysWritten() > 0)
                        .reduce((older, newer) -> newer),
                scores.isBeingWritten(version),
                scores.coverage(version));
    }

    private static Map<StaleReason, Days> byReason(NavigableMap<LocalDate, Set<StaleReason>> stale) {
        Map<StaleReason, List<LocalDate>> days = new EnumMap<>(StaleReason.class);
        stale.forEach((day, reasons) -> reasons.forEach(
                reason -> days.computeIfAbsent(reason, r -> new ArrayList<>()).add(day)));
        Map<StaleReason, Days> summary = new EnumMap<>(StaleReason.class);
        days.forEach((reason, list) -> summary.put(reason, Days.of(list)));
        return summary;
    }
}
