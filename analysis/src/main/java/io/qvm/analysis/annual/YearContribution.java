package io.qvm.analysis.annual;

/**
 * What one stock, or one sector, added to a year's return.
 *
 * <p>In points of the year's return, linked as {@link io.qvm.analysis.attribution.ContributionAnalysis} does: over all stocks
 * and cash they add up to the return of the calendar year's days.
 *
 * @param name ticker or sector; {@link #CASH} for interest
 * @param sector of a stock; the name itself for a sector
 * @param profit changes of price, dividends and delistings, before costs
 * @param cost of trading, never negative
 * @param averageWeight mean over the year's days of the weight decided last, before the overlay; NaN for cash
 * @param daysHeld trading days on which it was in the decided portfolio
 */
public record YearContribution(
        String name, String sector, double profit, double cost, double averageWeight, int daysHeld) {
    /** Name of what is not in stocks. */
    public static final String CASH = "Cash";

    /** Profit less cost. */
    public double net() {
        return profit - cost;
    }

    /** True for interest on cash and on what was borrowed. */
    public boolean isCash() {
        return name.equals(CASH) && sector.equals(CASH);
    }
}
