package io.qvm.backtest.funnel;

import io.qvm.backtest.rules.UniverseRules;
import io.qvm.config.NearestName;
import io.qvm.market.IndexMember;
import io.qvm.market.Instrument;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says which stocks may take part, by sector and by how long they have been listed. */
final class UniverseFilter {
    private static final int LONG_AGO = Integer.MIN_VALUE / 2;

    private final UniverseRules rules;
    private final String[] sectorRule;
    private final int[] listedOn;
    private final Map<Integer, List<IndexMember>> memberships;

    /**
     * Prepares the filter.
     *
     * @throws InvalidInputException if the rules name a sector that no stock has
     */
    UniverseFilter(UniverseRules rules, MarketData data) {
        this.rules = rules;
        int columns = data.tickers().size();
        this.sectorRule = new String[columns];
        this.listedOn = new int[columns];
        Set<String> wanted = new HashSet<>(rules.sectors());
        Set<String> unwanted = new HashSet<>(rules.excludeSectors());
        TreeSet<String> known = new TreeSet<>();
        for (int c = 0; c < columns; c++) {
            String sector = data.sector(c).orElse("");
            known.add(sector);
            boolean in = wanted.isEmpty() || wanted.contains(sector);
            sectorRule[c] = !in ? "sector_not_included" : unwanted.contains(sector) ? "sector_excluded" : "";
            listedOn[c] = rules.minListingDays() == 0 ? LONG_AGO : listing(data, c);
        }
        this.memberships = memberships(rules, data);
        Stream.concat(wanted.stream(), unwanted.stream())
                .filter(sector -> !known.contains(sector))
                .sorted()
                .findFirst()
                .ifPresent(sector -> {
                    throw new InvalidInputException("universe names the sector '" + sector + "', which no stock has"
                            + NearestName.hint(sector, known));
                });
    }

    private static Map<Integer, List<IndexMember>> memberships(UniverseRules rules, MarketData data) {
        if (rules.index().isEmpty()) {
            return Map.of();
        }
        String symbol = rules.index().get();
        return data
                .indexMembers(symbol)
                .orElseThrow(() -> new InvalidInputException("universe.index: the data do not know the members of '"
                        + symbol + "'; they know those of " + data.indicesWithMembers() + "; import index_members"))
                .stream()
                .collect(Collectors.groupingBy(IndexMember::column));
    }

    /** Day of the listing; without one, that of the first price, unless the data begin with it. */
    private static int listing(MarketData data, int column) {
        return data.instrument(column)
                .flatMap(Instrument::listedOn)
                .map(LocalDate::toEpochDay)
                .map(Math::toIntExact)
                .orElseGet(() -> {
                    for (int row = 0; row < data.dates().size(); row++) {
                        if (data.panel(MarketField.ADJUSTED_CLOSE).get(row, column) > 0) {
                            return row == 0 ? LONG_AGO : data.dates().epochDay(row);
                        }
                    }
                    return Integer.MAX_VALUE;
                });
    }

    /** Turns a candidate down if it may not take part on a day. */
    boolean refuses(ScreenBuilder screen, int column, int epochDay) {
        if (!sectorRule[column].isEmpty()) {
            screen.fail(column, sectorRule[column], Double.NaN, Double.NaN);
            return true;
        }
        if (rules.index().isPresent()
                && memberships.getOrDefault(column, List.of()).stream()
                        .noneMatch(m -> m.from() <= epochDay && epochDay <= m.to())) {
            screen.fail(column, "not_in_index", Double.NaN, Double.NaN);
            return true;
        }
        long age = (long) epochDay - listedOn[column];
        if (rules.minListingDays() > 0 && age < rules.minListingDays()) {
            screen.fail(column, "listing_age", Math.max(0, age), rules.minListingDays());
            return true;
        }
        return false;
    }
}
