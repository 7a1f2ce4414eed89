package io.qvm.factor;

import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Who is in the universe, in which groups, and who is listed and traded on a day. */
final class Universe {
    private final MarketData data;
    private final ModelSpec.Universe rule;
    private final int recentDays;
    private final boolean[] members;
    private final long[] listedOn;
    private final long[] delistedOn;
    private final int[] sectorGroups;
    private final int[] comparisonGroups;
    private final int comparisonGroupCount;
    private final Map<Integer, String> comparisonGroupNames = new HashMap<>();
    private final Optional<AsOfRows> valuationRows;
    private final Optional<AsOfRows> trades;
    private final Optional<AsOfRows> prices;

    Universe(MarketData data, FactorModel model) {
        this.data = data;
        this.rule = model.spec().universe();
        int tickers = data.tickers().size();
        this.recentDays = rule.tradedWithinDays().orElse(Integer.MAX_VALUE);
        this.members = new boolean[tickers];
        this.listedOn = new long[tickers];
        this.delistedOn = new long[tickers];
        this.sectorGroups = new int[tickers];
        this.comparisonGroups = new int[tickers];
        Optional<Set<String>> only = rule.tickers().map(HashSet::new);
        boolean bySector = model.spec().normalization().within() == ModelSpec.Within.SECTOR;
        Map<String, Integer> sectorIds = new TreeMap<>();
        for (int column = 0; column < tickers; column++) {
            String ticker = data.tickers().ticker(column);
            Optional<String> sector = data.sector(column);
            members[column] = data.instrument(column).isPresent()
                    && only.map(set -> set.contains(ticker)).orElse(true);
            listedOn[column] = epochDay(data.instrument(column).flatMap(Instrument::listedOn), Long.MIN_VALUE);
            delistedOn[column] = epochDay(data.instrument(column).flatMap(Instrument::delistedOn), Long.MAX_VALUE);
            sectorGroups[column] = model.groupOf(sector);
            int sectorId = sector.map(s -> sectorIds.computeIfAbsent(s, x -> sectorIds.size()))
                    .orElse(Normalizer.NO_GROUP);
            comparisonGroups[column] = bySector || sectorId == Normalizer.NO_GROUP ? sectorId : sectorGroups[column];
        }
        if (bySector) {
            sectorIds.forEach((name, id) -> comparisonGroupNames.put(id, name));
        } else {
            for (int group = 0; group < model.groups().size(); group++) {
                comparisonGroupNames.put(group, model.groups().get(group));
            }
        }
        this.comparisonGroupCount = bySector ? sectorIds.size() : model.groups().size();
        this.valuationRows = rule.valuationRow()
                ? Optional.of(new AsOfRows(data.dates(), data.tickers(), data.valuationRows()::has))
                : Optional.empty();
        boolean mustTrade = rule.tradedWithinDays().isPresent();
        this.trades = mustTrade ? Optional.of(trades(data)) : Optional.empty();
        this.prices = mustTrade ? Optional.of(positive(data, MarketField.ADJUSTED_CLOSE)) : Optional.empty();
    }

    /** True for tickers that exist for the model at all. */
    boolean[] members() {
        return members;
    }

    /** Position of each ticker's sector group in the model's list. */
    int[] sectorGroups() {
        return sectorGroups;
    }

    /** Number of the group that each ticker is compared with, or {@link Normalizer#NO_GROUP}. */
    int[] comparisonGroups() {
        return comparisonGroups;
    }

    /** Name of a group that tickers are compared with. */
    String comparisonGroupName(int group) {
        return comparisonGroupNames.getOrDefault(group, "universe");
    }

    int comparisonGroupCount() {
        return comparisonGroupCount;
    }

    /** Says of each ticker, from {@code offset} on, whether it can be scored on a day as far as master and market data go. */
    void findEligible(LocalDate day, int floorRow, boolean[] out, int offset) {
        long epochDay = day.toEpochDay();
        for (int column = 0; column < members.length; column++) {
            out[offset + column] = isEligible(column, epochDay, floorRow);
        }
    }

    private boolean isEligible(int column, long day, int floorRow) {
        return members[column]
                && (!rule.dropDelisted() || isListed(column, day))
                && (valuationRows.isEmpty() || valuationRows.get().upTo(floorRow, column) >= 0)
                && (trades.isEmpty() || isRecent(trades.get(), column, day, floorRow))
                && (prices.isEmpty() || isRecent(prices.get(), column, day, floorRow));
    }

    /** Why a ticker is not scored on a day as far as master and market data go; empty if it is. */
    Optional<String> whyNotEligible(int column, LocalDate day, int floorRow) {
        if (isEligible(column, day.toEpochDay(), floorRow)) {
            return Optional.empty();
        }
        if (!members[column]) {
            return Optional.of("it is not in the universe of the model");
        }
        if (rule.dropDelisted() && !isListed(column, day.toEpochDay())) {
            Instrument instrument = data.instrument(column).orElseThrow();
            return Optional.of("it was not listed: listed on "
                    + instrument.listedOn().map(LocalDate::toString).orElse("an unknown date") + ", delisted on "
                    + instrument.delistedOn().map(LocalDate::toString).orElse("no date"));
        }
        if (!valuationRows.map(rows -> rows.upTo(floorRow, column) >= 0).orElse(true)) {
            return Optional.of("there is no row with its market capitalisation up to the day");
        }
        return Optional.of("it has no trade with a price within "
                + rule.tradedWithinDays().map(String::valueOf).orElse("?") + " calendar days");
    }

    private boolean isListed(int column, long day) {
        return listedOn[column] <= day && day < delistedOn[column];
    }

    private boolean isRecent(AsOfRows rows, int column, long day, int floorRow) {
        int row = rows.upTo(floorRow, column);
        return row >= 0 && day - data.dates().epochDay(row) <= recentDays;
    }

    private static long epochDay(Optional<LocalDate> date, long otherwise) {
        return date.isPresent() ? date.get().toEpochDay() : otherwise;
    }

    /** Rows with a trade; where the data tells neither volume nor traded value, rows of the price table. */
    private static AsOfRows trades(MarketData data) {
        if (data.has(MarketField.VOLUME)) {
            return positive(data, MarketField.VOLUME);
        }
        if (data.has(MarketField.TRADED_VALUE)) {
            return positive(data, MarketField.TRADED_VALUE);
        }
        RowMask rows = data.priceRows();
        return new AsOfRows(data.dates(), data.tickers(), rows::has);
    }

    private static AsOfRows positive(MarketData data, MarketField field) {
        Panel panel = data.panel(field);
        return new AsOfRows(data.dates(), data.tickers(), (row, column) -> panel.get(row, column) > 0);
    }
}
