package io.qvm.generation;

import io.qvm.factor.FactorModel;
import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import io.qvm.store.ManifestRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The days that a run computes, and those that it takes out.
 *
 * @param computed days, ascending
 * @param removed days on record that are no trading days any more
 * @param unchanged days of the range that are on record as they would be computed now
 * @param reasons why days are computed or taken out, with the number of days; a day may have several
 */
record GenerationPlan(
        List<LocalDate> computed, List<LocalDate> removed, int unchanged, Map<StaleReason, Integer> reasons) {

    /**
     * Plans a run.
     *
     * @param onRecord days that the version has
     * @throws InvalidInputException if the range has no day to score, or another model's days would be left beside these
     */
    static GenerationPlan of(
            GenerationRequest request, MarketSource data, NavigableMap<LocalDate, ManifestRow> onRecord) {
        Set<LocalDate> wanted = wantedDays(request, data);
        NavigableMap<LocalDate, Set<StaleReason>> todo = new TreeMap<>();
        List<ManifestRow> inRange = inRange(request, onRecord);
        if (request.mode() == GenerationMode.INCREMENTAL) {
            todo.putAll(Staleness.among(inRange, data, request.model(), request.threads()));
        } else {
            for (ManifestRow day : inRange) {
                boolean gone = day.tradingDay() && !data.isTradingDay(day.date());
                todo.put(day.date(), EnumSet.of(gone ? StaleReason.NO_TRADING_DAY : StaleReason.REFRESH));
            }
        }
        wanted.stream()
                .filter(day -> !onRecord.containsKey(day))
                .forEach(day -> todo.put(day, EnumSet.of(StaleReason.MISSING)));
        refuseMixedModels(request.model(), onRecord, todo.keySet());

        List<LocalDate> removed = new ArrayList<>();
        if (request.dates().isEmpty()) {
            todo.forEach((day, why) -> {
                if (why.contains(StaleReason.NO_TRADING_DAY)) {
                    removed.add(day);
                }
            });
        }
        Map<StaleReason, Integer> reasons = new EnumMap<>(StaleReason.class);
        todo.values().forEach(why -> why.forEach(reason -> reasons.merge(reason, 1, Integer::sum)));
        List<LocalDate> computed = new ArrayList<>(todo.keySet());
        computed.removeAll(removed);
        int unchanged = (int)
                inRange.stream().filter(day -> !todo.containsKey(day.date())).count();
        return new GenerationPlan(List.copyOf(computed), removed, unchanged, reasons);
    }

    /** Days to compute. */
    int days() {
        return computed.size();
    }

    boolean isEmpty() {
        return computed.isEmpty() && removed.isEmpty();
    }

    LocalDate first() {
        return all().get(0);
    }

    LocalDate last() {
        List<LocalDate> all = all();
        return all.get(all.size() - 1);
    }

    private List<LocalDate> all() {
        Set<LocalDate> all = new TreeSet<>(removed);
        all.addAll(computed);
        return List.copyOf(all);
    }

    /** A version's name stands for its numbers: days of another model may be replaced, but not be left beside ours. */
    private static void refuseMixedModels(
            FactorModel model, NavigableMap<LocalDate, ManifestRow> onRecord, Set<LocalDate> todo) {
        for (ManifestRow day : onRecord.values()) {
            if (!day.modelDigest().equals(model.digest()) && !todo.contains(day.date())) {
                throw new InvalidInputException("version " + model.name() + " has scores from another model file ("
                        + day.date() + ": digest " + shorten(day.modelDigest()) + ", now " + shorten(model.digest())
                        + "); a version's name stands for its numbers: give the changed model another name, or recompute"
                        + " all its days, " + onRecord.firstKey() + " to " + onRecord.lastKey());
            }
        }
    }

    private static String shorten(String digest) {
        return digest.substring(0, Math.min(12, digest.length()));
    }

    private static List<ManifestRow> inRange(GenerationRequest request, NavigableMap<LocalDate, ManifestRow> onRecord) {
        return onRecord.values().stream()
                .filter(day -> request.dates().isEmpty()
                        ? !request.from().map(day.date()::isBefore).orElse(false)
                                && !request.to().map(day.date()::isAfter).orElse(false)
                        : request.dates().contains(day.date()))
                .toList();
    }

    private static Set<LocalDate> wantedDays(GenerationRequest request, MarketSource data) {
        DateIndex rows = data.dates();
        if (rows.isEmpty()) {
            throw new InvalidInputException("the database has no prices in or before the range" + range(request)
                    + "; import some first, or choose another range");
        }
        return request.dates().isEmpty() ? tradingDays(request, data) : explicitDays(request, rows);
    }

    private static Set<LocalDate> explicitDays(GenerationRequest request, DateIndex rows) {
        for (LocalDate date : request.dates()) {
            if (date.isBefore(rows.date(0)) || date.isAfter(rows.date(rows.size() - 1))) {
                throw new InvalidInputException("no data for " + date + ": prices go from " + rows.date(0) + " to "
                        + rows.date(rows.size() - 1));
            }
        }
        return new TreeSet<>(request.dates());
    }

    private static Set<LocalDate> tradingDays(GenerationRequest request, MarketSource data) {
        DateIndex rows = data.dates();
        Set<LocalDate> days = new TreeSet<>();
        int first = request.from().map(rows::ceiling).orElse(0);
        int last = request.to().map(rows::floor).orElse(rows.size() - 1);
        for (int row = first; row <= last; row++) {
            if (data.isTradingDay(row)) {
                days.add(rows.date(row));
            }
        }
        if (days.isEmpty()) {
            throw new InvalidInputException("no trading day" + range(request) + ": prices go from " + rows.date(0)
                    + " to " + rows.date(rows.size() - 1) + "; choose a range within, or name days with --dates");
        }
        return days;
    }

    private static String range(GenerationRequest request) {
        return request.from().map(d -> " from " + d).orElse("")
                + request.to().map(d -> " to " + d).orElse("");
    }
}
