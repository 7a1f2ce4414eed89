package io.qvm.generation;

import io.qvm.factor.FactorModel;
import io.qvm.market.DateIndex;
import io.qvm.market.MarketData;
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
     * @param raw raw data and the model to compare with; empty if staleness is not to be looked at
     */
    public static VersionStatus of(ScoreStore scores, String version, Optional<Comparison> raw, int threads) {
        NavigableMap<LocalDate, ManifestRow> onRecord = scores.manifest(version);
        Map<String, Integer> codeVersions = new java.util.TreeMap<>();
        onRecord.values().forEach(row -> codeVersions.merge(row.codeVersion(), 1, Integer::sum));
        List<GenerationRun> runs = scores.runs(version);
        Optional<NavigableMap<LocalDate, Set<StaleReason>>> stale = raw.map(comparison ->
                Staleness.of(comparison.data(), comparison.model()).among(onRecord.values(), threads));
        return new VersionStatus(
                version,
                onRecord.size(),
                onRecord.isEmpty() ? Optional.empty() : Optional.of(onRecord.firstKey()),
                onRecord.isEmpty() ? Optional.empty() : Optional.of(onRecord.lastKey()),
                onRecord.values().stream().mapToLong(ManifestRow::scoreRows).sum(),
                raw.map(comparison -> Days.of(comparison.missing(onRecord))),
                stale.map(Map::size),
                stale.map(VersionStatus::byReason),
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

    /** What scores are compared with: what would be computed from these data by this model. */
    public record Comparison(MarketData data, FactorModel model) {
        private List<LocalDate> missing(NavigableMap<LocalDate, ManifestRow> onRecord) {
            List<LocalDate> missing = new ArrayList<>();
            DateIndex dates = data.dates();
            if (!onRecord.isEmpty()) {
                for (int row = dates.ceiling(onRecord.firstKey()); row < dates.size(); row++) {
                    if (data.isTradingDay(row) && !onRecord.containsKey(dates.date(row))) {
                        missing.add(dates.date(row));
                    }
                }
            }
            return missing;
        }
    }
}
