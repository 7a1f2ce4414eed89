package io.qvm.market.check;

/**
 * What is known of the stocks in one calendar year.
 *
 * @param year the year
 * @param tradingDays days on which the market traded
 * @param priced tickers with a price
 * @param capped of these, with a market cap
 * @param fullYear of these, with facts of four consecutive quarters (or a trailing sum) that became known in the year
 * @param dated of these, with a fact published in the year whose date the source gives
 * @param ended tickers whose prices end in the year, long before the data do
 * @param stockDays price rows on trading days
 * @param stockDaysInDoubt of these, touched by a warning or an error
 * @param stockDaysInError of these, touched by an error
 */
public record YearCoverage(
        int year,
        int tradingDays,
        int priced,
        int capped,
        int fullYear,
        int dated,
        int ended,
        long stockDays,
        long stockDaysInDoubt,
        long stockDaysInError) {}
