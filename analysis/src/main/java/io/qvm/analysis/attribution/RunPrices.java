package io.qvm.analysis.attribution;

import io.qvm.market.DateIndex;
import io.qvm.market.Instrument;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import java.util.Arrays;
import java.util.Optional;

/**
 * Closes on the days of a run, and what becomes of a delisted stock.
 *
 * <p>A close above zero is a price; anything else counts as none.
 */
final class RunPrices {
    private final DateIndex days;
    private final int[] rows;
    private final MarketData market;
    private final double[] adjusted;
    private final int[] delistedOn;
    private final double[] delistingReturn;

    /**
     * @param unknownDelistingReturn what a delisting pays where the data do not say
     * @throws InvalidInputException if the market lacks a day of the run, or adjusted closes
     */
    RunPrices(DateIndex days, MarketData market, double unknownDelistingReturn) {
        if (!market.has(MarketField.ADJUSTED_CLOSE)) {
            throw new InvalidInputException("the market data have no adjusted_close; attribution values stocks by it");
        }
        this.days = days;
        this.market = market;
        this.rows = new int[days.size()];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = market.dates().indexOf(days.date(k));
            if (rows[k] < 0) {
                throw new InvalidInputException(
                        "the market data lack " + days.date(k) + ", a day of the run; they have " + market.dates()
                                + "; give the database that the run was made from");
            }
        }
        this.adjusted = market.panel(MarketField.ADJUSTED_CLOSE).values();
        int columns = market.tickers().size();
        this.delistedOn = new int[columns];
        this.delistingReturn = new double[columns];
        Arrays.fill(delistedOn, Integer.MAX_VALUE);
        Arrays.fill(delistingReturn, unknownDelistingReturn);
        for (int c = 0; c < columns; c++) {
            Optional<Instrument> instrument = market.instrument(c);
            if (instrument.isPresent()) {
                Optional<java.time.LocalDate> gone = instrument.get().delistedOn();
                delistedOn[c] = gone.isPresent() ? Math.toIntExact(gone.get().toEpochDay()) : Integer.MAX_VALUE;
                double known = instrument.get().delistingReturn();
                delistingReturn[c] = Double.isNaN(known) ? unknownDelistingReturn : known;
            }
        }
    }

    DateIndex days() {
        return days;
    }

    MarketData market() {
        return market;
    }

    int columns() {
        return delistedOn.length;
    }

    int row(int k) {
        return rows[k];
    }

    /** Adjusted close of the k-th day, NaN if there is none. */
    double at(int k, int column) {
        return valid(adjusted[rows[k] * delistedOn.length + column]);
    }

    /** Any close. */
    static double at(Panel closes, int row, int column) {
        return valid(closes.get(row, column));
    }

    /** Newest adjusted close before the k-th day, whether the run has its day or not; NaN if there is none. */
    double lastBefore(int k, int column) {
        for (int row = rows[k] - 1; row >= 0; row--) {
            double price = valid(adjusted[row * delistedOn.length + column]);
            if (!Double.isNaN(price)) {
                return price;
            }
        }
        return Double.NaN;
    }

    boolean isDelisted(int k, int column) {
        return delistedOn[column] <= days.epochDay(k);
    }

    double delistingReturn(int column) {
        return delistingReturn[column];
    }

    private static double valid(double price) {
        return price > 0 && price < Double.POSITIVE_INFINITY ? price : Double.NaN;
    }
}
