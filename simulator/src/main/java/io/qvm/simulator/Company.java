package io.qvm.simulator;

import io.qvm.market.Instrument;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The fixed facts of one company, hidden ones included.
 *
 * @param number key of its random streams; not its column
 * @param instrument what the master data says
 * @param sector what it really is, even if the master data does not say
 * @param firstRow first trading day
 * @param endRow first row after its last trading day
 * @param bankrupt true if it ends in ruin
 * @param fiscalYearEnd month in which its fiscal year ends
 * @param size total book value to start with, relative to the market's median
 * @param quality hidden quality to start with, standard normal over companies
 * @param beta sensitivity to the market
 * @param volatility annual volatility of its own
 * @param idleShare share of days without a single trade, 0 for most
 * @param splits true if it will split its shares
 * @param crisis true if losses will eat its equity up, without killing it
 * @param suspensions when it is not traded
 */
record Company(
        int number,
        Instrument instrument,
        Sector sector,
        int firstRow,
        int endRow,
        boolean bankrupt,
        int fiscalYearEnd,
        double size,
        double quality,
        double beta,
        double volatility,
        double idleShare,
        boolean splits,
        boolean crisis,
        List<Suspension> suspensions) {

    /**
     * A halt of trading.
     *
     * @param fromRow first row without trade
     * @param toRow first row with trade again
     * @param silent true if the vendor sends no rows meanwhile, false if it repeats the last price with volume 0
     */
    record Suspension(int fromRow, int toRow, boolean silent) {
        boolean covers(int row) {
            return row >= fromRow && row < toRow;
        }
    }

    String ticker() {
        return instrument.ticker();
    }

    Optional<LocalDate> listedOn() {
        return instrument.listedOn();
    }

    Optional<Suspension> suspensionAt(int row) {
        for (Suspension suspension : suspensions) {
            if (suspension.covers(row)) {
                return Optional.of(suspension);
            }
        }
        return Optional.empty();
    }
}
