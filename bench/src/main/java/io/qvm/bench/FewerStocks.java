package io.qvm.bench;

import io.qvm.market.FactHistory;
import io.qvm.market.FactorScores;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import io.qvm.market.ScoreColumn;
import io.qvm.market.TickerIndex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every so-and-so-many-th stock of a market, for measuring how time grows with stocks.
 *
 * @param data prices of these stocks, without facts
 * @param scores theirs
 */
record FewerStocks(MarketData data, FactorScores scores) {
    static FewerStocks of(MarketData data, FactorScores scores, int every) {
        List<String> names = new ArrayList<>();
        List<Optional<Instrument>> instruments = new ArrayList<>();
        for (int c = 0; c < data.tickers().size(); c += every) {
            names.add(data.tickers().ticker(c));
            instruments.add(data.instrument(c));
        }
        TickerIndex tickers = TickerIndex.of(names);
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        for (MarketField field : MarketField.values()) {
            if (data.has(field)) {
                panels.put(field, part(data.panel(field), tickers));
            }
        }
        Map<ScoreColumn, Panel> columns = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            columns.put(column, part(scores.panel(column), tickers));
        }
        MarketData part = new MarketData(
                data.dates(),
                tickers,
                instruments,
                panels,
                part(data.priceRows(), data, tickers),
                part(data.valuationRows(), data, tickers),
                FactHistory.builder(tickers).build(),
                data.indices());
        return new FewerStocks(part, new FactorScores(scores.strategyVersion(), columns));
    }

    private static Panel part(Panel panel, TickerIndex tickers) {
        Panel part = Panel.missing(panel.dates(), tickers);
        for (int c = 0; c < tickers.size(); c++) {
            int from = panel.tickers().indexOf(tickers.ticker(c));
            for (int r = 0; from >= 0 && r < panel.dates().size(); r++) {
                part.values()[r * tickers.size() + c] = panel.get(r, from);
            }
        }
        return part;
    }

    private static RowMask part(RowMask rows, MarketData data, TickerIndex tickers) {
        BitSet part = new BitSet();
        for (int r = 0; r < data.dates().size(); r++) {
            for (int c = 0; c < tickers.size(); c++) {
                part.set(r * tickers.size() + c, rows.has(r, data.tickers().indexOf(tickers.ticker(c))));
            }
        }
        return new RowMask(tickers.size(), part);
    }
}
