package io.qvm.generation;

import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The days that a run computes, in batches.
 *
 * @param batches consecutive days, in ascending order
 * @param skipped days of the range that are there already
 */
record GenerationPlan(List<DateIndex> batches, int skipped) {

    /**
     * Plans a run.
     *
     * @param completed days that the version has
     * @throws InvalidInputException if the range has no day to score
     */
    static GenerationPlan of(GenerationRequest request, MarketData data, Set<LocalDate> completed) {
        Set<LocalDate> wanted = wantedDays(request, data);
        List<LocalDate> missing = new ArrayList<>(wanted);
        if (request.mode() == GenerationMode.INCREMENTAL) {
            missing.removeAll(completed);
        }
        List<DateIndex> batches = new ArrayList<>();
        for (int i = 0; i < missing.size(); i += request.batchDays()) {
            batches.add(DateIndex.ofDates(missing.subList(i, Math.min(missing.size(), i + request.batchDays()))));
        }
        return new GenerationPlan(batches, wanted.size() - missing.size());
    }

    int days() {
        return batches.stream().mapToInt(DateIndex::size).sum();
    }

    boolean computes(LocalDate day) {
        return batches.stream().anyMatch(batch -> batch.indexOf(day) >= 0);
    }

    private static Set<LocalDate> wantedDays(GenerationRequest request, MarketData data) {
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

    private static Set<LocalDate> tradingDays(GenerationRequest request, MarketData data) {
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
