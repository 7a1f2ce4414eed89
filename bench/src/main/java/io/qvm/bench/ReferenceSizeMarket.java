package io.qvm.bench;

import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import io.qvm.simulator.SimulationSettings;
import io.qvm.simulator.Simulator;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** A simulated market as large as the reference installation: 714 stocks, ten years. */
final class ReferenceSizeMarket {
    static final int STOCKS = 714;

    private ReferenceSizeMarket() {}

    static MarketData simulate() {
        return Simulator.simulate(SimulationSettings.of(7, STOCKS, LocalDate.of(2014, 1, 1), 10))
                .toMarketData();
    }

    /** A market that only stands in until the real one is made. */
    static MarketData empty() {
        return Simulator.simulate(SimulationSettings.small(1)).toMarketData();
    }

    /** Scores of every stock on every day on which it has a price: noise that changes slowly, as scores do. */
    static FactorScores noise(MarketData data, String version) {
        int columns = data.tickers().size();
        Map<ScoreColumn, Panel> panels = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            SplittableRandom random = new SplittableRandom(column.ordinal());
            double[] level = new double[columns];
            double[] values = Panel.missing(data.dates(), data.tickers()).values();
            for (int row = 0; row < data.dates().size(); row++) {
                for (int c = 0; c < columns; c++) {
                    level[c] = 0.99 * level[c] + 0.1 * random.nextDouble(-1, 1);
                    if (data.priceRows().has(row, c)) {
                        values[row * columns + c] = level[c];
                    }
                }
            }
            panels.put(column, new Panel(data.dates(), data.tickers(), values));
        }
        return new FactorScores(version, panels);
    }
}
