package io.qvm.analysis.factor;

/**
 * How much of the market has a score.
 *
 * @param days score days
 * @param scored mean number of stocks with a score
 * @param share mean share of the stocks with a price that day that have a score
 * @param tradable mean share of the scores that could be bought at the next close
 * @param perDay number of scores on each score day
 */
public record ScoreCoverage(int days, double scored, double share, double tradable, int[] perDay) {}
