package io.qvm.market;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that both stages may know, loaded once for a whole range.
 *
 * <p>Rows of the panels are all dates on which the price tables have any row; a <em>trading day</em> is one of them on
 * which some instrument has a volume above zero. Columns are all tickers that occur in the price tables or among the
 * instruments; a ticker without instrument is traded but not part of the universe.
 */
public final class MarketData {
    private final DateIndex dates;
    private final TickerIndex tickers;
    private final List<Optional<Instrument>> instruments;
    private final Map<MarketField, Panel> panels;
    private final RowMask priceRows;
    private final RowMask valuationRows;
    private final FactHistory facts;
    private final Map<String, IndexHistory> indices;
    private final Optional<List<CorporateAction>> corporateActions;
    private final Map<String, List<IndexMember>> indexMembers;
    private final boolean[] tradingDay;

    /**
     * Puts loaded data together, corporate actions not known.
     *
     * @param instruments one entry per ticker of {@code tickers}, in that order
     * @param panels fields that the source has; others read as all missing
     * @param priceRows where the source has a price row, even one whose price is NULL
     * @param valuationRows where the source has a row for market capitalisation and traded value
     */
    public MarketData(
            DateIndex dates,
            TickerIndex tickers,
            List<Optional<Instrument>> instruments,
            Map<MarketField, Panel> panels,
            RowMask priceRows,
            RowMask valuationRows,
            FactHistory facts,
            Map<String, IndexHistory> indices) {
        this(dates, tickers, instruments, panels, priceRows, valuationRows, facts, indices, Optional.empty(), Map.of());
    }

    /**
     * The same with corporate actions.
     *
     * @param corporateActions in any order; empty if they are not known, which is not the same as none
     * @param indexMembers by the index's symbol; without entry its members are not known
     */
    public MarketData(
            DateIndex dates,
            TickerIndex tickers,
            List<Optional<Instrument>> instruments,
            Map<MarketField, Panel> panels,
            RowMask priceRows,
            RowMask valuationRows,
            FactHistory facts,
            Map<String, IndexHistory> indices,
            Optional<List<CorporateAction>> corporateActions,
            Map<String, List<IndexMember>> indexMembers) {
        if (instruments.size() != tickers.size()) {
            throw new IllegalArgumentException(
                    tickers.size() + " tickers, but " + instruments.size() + " instrument entries");
        }
        this.dates = dates;
        this.tickers = tickers;
        this.instruments = List.copyOf(instruments);
        this.panels = panels.isEmpty() ? Map.of() : new EnumMap<>(panels);
        this.priceRows = priceRows;
        this.valuationRows = valuationRows;
        this.facts = facts;
        this.indices = Map.copyOf(indices);
        this.corporateActions = corporateActions.map(
                actions -> actions.stream().sorted(CorporateAction.ORDER).toList());
        this.indexMembers = Map.copyOf(indexMembers);
        this.tradingDay = findTradingDays(dates, panel(MarketField.VOLUME));
    }

    public DateIndex dates() {
        return dates;
    }

    public TickerIndex tickers() {
        return tickers;
    }

    /** The instrument of a column; empty if the ticker is traded but listed in no master data. */
    public Optional<Instrument> instrument(int column) {
        return instruments.get(column);
    }

    /** Sector of a column; empty if not classified or not in the master data. */
    public Optional<String> sector(int column) {
        return instruments.get(column).flatMap(Instrument::sector);
    }

    /** Values of a field, all missing if the source does not have it. */
    public Panel panel(MarketField field) {
        Panel panel = panels.get(field);
        return panel != null ? panel : Panel.missing(dates, tickers);
    }

    public boolean has(MarketField field) {
        return panels.containsKey(field);
    }

    public RowMask priceRows() {
        return priceRows;
    }

    public RowMask valuationRows() {
        return valuationRows;
    }

    public FactHistory facts() {
        return facts;
    }

    /** Levels of an index by its symbol, if the source has it. */
    public Optional<IndexHistory> index(String symbol) {
        return Optional.ofNullable(indices.get(symbol));
    }

    /** All indices by symbol. */
    public Map<String, IndexHistory> indices() {
        return indices;
    }

    /** Splits and dividends by day, then by column; empty if they are not known, e.g. because they were not loaded. */
    public Optional<List<CorporateAction>> corporateActions() {
        return corporateActions;
    }

    /** The same data with these corporate actions, in any order. */
    public MarketData withCorporateActions(List<CorporateAction> actions) {
        return new MarketData(
                dates,
                tickers,
                instruments,
                panels,
                priceRows,
                valuationRows,
                facts,
                indices,
                Optional.of(actions),
                indexMembers);
    }

    /** Who belonged to an index, and when; empty if that is not known. */
    public Optional<List<IndexMember>> indexMembers(String symbol) {
        return Optional.ofNullable(indexMembers.get(symbol));
    }

    /** Symbols of the indices whose members are known, ascending. */
    public List<String> indicesWithMembers() {
        return indexMembers.keySet().stream().sorted().toList();
    }

    /** The same data with members of indices, by symbol. */
    public MarketData withIndexMembers(Map<String, List<IndexMember>> members) {
        return new MarketData(
                dates,
                tickers,
                instruments,
                panels,
                priceRows,
                valuationRows,
                facts,
                indices,
                corporateActions,
                members);
    }

    /** True if some instrument had a volume above zero on this row's date. */
    public boolean isTradingDay(int row) {
        return tradingDay[row];
    }

    private static boolean[] findTradingDays(DateIndex dates, Panel volume) {
        boolean[] trading = new boolean[dates.size()];
        double[] values = volume.values();
        int columns = volume.tickers().size();
        for (int i = 0; i < values.length; i++) {
            if (values[i] > 0) {
                trading[i / columns] = true;
            }
        }
        return trading;
    }
}
