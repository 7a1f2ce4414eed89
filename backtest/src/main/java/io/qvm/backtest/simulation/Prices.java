package io.qvm.backtest.simulation;

import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import java.util.Arrays;

/**
 * Prices that a simulation may use, and what happens to a stock.
 *
 * <p>A price is a close above zero, adjusted or as traded; anything else counts as none. A stock can be traded on a day if it has a price
 * and, where the data have volumes, a volume above zero, and is not delisted.
 */
final class Prices {
    private final Panel panel;
    private final Panel volume;
    private final boolean hasVolume;
    private final int rows;
    private final int columns;
    private final int[] delistedOn;
    private final double[] delistingReturn;

    /** Adjusted closes. */
    Prices(MarketData data) {
        this(data, MarketField.ADJUSTED_CLOSE);
    }

    /** One of the two closes. */
    Prices(MarketData data, MarketField field) {
        if (!data.has(field)) {
            throw new InvalidInputException("the simulation needs "
                    + (field == MarketField.ADJUSTED_CLOSE ? "adjusted closes" : "closes as traded")
                    + ", which the market data lack");
        }
        this.panel = data.panel(field);
        this.volume = data.panel(MarketField.VOLUME);
        this.hasVolume = data.has(MarketField.VOLUME);
        this.rows = data.dates().size();
        this.columns = data.tickers().size();
        this.delistedOn = new int[columns];
        this.delistingReturn = new double[columns];
        Arrays.fill(delistedOn, Integer.MAX_VALUE);
        Arrays.fill(delistingReturn, Double.NaN);
        for (int c = 0; c < columns; c++) {
            int column = c;
            data.instrument(c).ifPresent(instrument -> {
                instrument.delistedOn().ifPresent(day -> delistedOn[column] = Math.toIntExact(day.toEpochDay()));
                delistingReturn[column] = instrument.delistingReturn();
            });
        }
    }

    int columns() {
        return columns;
    }

    /** Price at a row, NaN if there is none. */
    double at(int row, int column) {
        // A portfolio looks at few stocks on many days: ticker by ticker these lie side by side.
        double price = panel.byTicker()[column * rows + row];
        return price > 0 && price < Double.POSITIVE_INFINITY ? price : Double.NaN;
    }

    /** Prices of some columns at a row, in their order: reads that wait for memory together rather than in turn. */
    void at(int row, int[] some, int count, double[] into) {
        for (int i = 0; i < count; i++) {
            into[i] = at(row, some[i]);
        }
    }

    boolean isDelisted(int column, int epochDay) {
        return delistedOn[column] <= epochDay;
    }

    /** From the last price to what holders received; NaN if the data do not say. */
    double delistingReturn(int column) {
        return delistingReturn[column];
    }

    boolean canTrade(int row, int column, int epochDay) {
        return !isDelisted(column, epochDay)
                && !Double.isNaN(at(row, column))
                && (!hasVolume || volume.get(row, column) > 0);
    }
}
