package io.qvm.analysis.attribution;

import io.qvm.market.DateIndex;
import io.qvm.market.TickerIndex;

/**
 * What each stock weighed at the beginning of each day of a run, and what it added to the day's return.
 *
 * <p>Entries lie day after day, within a day by column; those of the k-th day are {@code starts[k]} to before {@code
 * starts[k + 1]}. On every day, contributions and cash sum to the gross return, and costs to the cost.
 *
 * @param days trading days of the run
 * @param tickers columns
 * @param starts first entry of each day, and one more: the number of entries
 * @param columns stock of each entry
 * @param weights share of capital at the day's beginning; 0 for a stock bought at its close
 * @param contributions weight x return, before costs
 * @param costs of trading the stock that day, share of capital at the day's beginning
 * @param cash by day: interest, and what a ruined account did not pay
 */
public record DailyContributions(
        DateIndex days,
        TickerIndex tickers,
        int[] starts,
        int[] columns,
        double[] weights,
        double[] contributions,
        double[] costs,
        double[] cash) {}
