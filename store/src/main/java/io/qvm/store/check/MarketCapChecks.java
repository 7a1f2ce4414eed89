package io.qvm.store.check;

import io.qvm.market.MarketField;
import io.qvm.store.check.Checks.MarketCapJumps;
import java.util.Locale;

/**
 * Market caps: missing, not positive, unlike close x shares, or jumping on their own.
 *
 * <p>A jump is explained by the move of a price, of the share count, or of both together: a split moves close and shares
 * against each other and leaves the cap alone.
 */
final class MarketCapChecks {
    private final CheckedMarket m;
    private final Findings findings;
    private final Splits splits;
    private final double[] cap;
    private final double[] close;
    private final double[] adjusted;
    private final double[] shares;

    private MarketCapChecks(CheckedMarket market, Findings findings, Splits splits) {
        this.m = market;
        this.findings = findings;
        this.splits = splits;
        this.cap = market.values(MarketField.MARKET_CAP);
        this.close = market.values(MarketField.CLOSE);
        this.adjusted = market.values(MarketField.ADJUSTED_CLOSE);
        this.shares = market.values(MarketField.SHARES_OUTSTANDING);
    }

    static void run(CheckedMarket market, Findings findings, Splits splits) {
        MarketCapChecks checks = new MarketCapChecks(market, findings, splits);
        if (market.has(MarketField.MARKET_CAP)) {
            checks.levels();
            checks.jumps();
        } else {
            for (Check check : new Check[] {
                Check.MISSING_MARKET_CAPS,
                Check.NON_POSITIVE_MARKET_CAPS,
                Check.MARKET_CAP_MISMATCH,
                Check.MARKET_CAP_JUMPS
            }) {
                findings.skip(check, "no market caps");
            }
        }
        checks.shareJumps();
    }

    private void levels() {
        double[] volume = m.values(MarketField.VOLUME);
        double allowed = Math.log(findings.settings().marketCapMismatch().maxFactor());
        Hits missing = findings.begin(Check.MISSING_MARKET_CAPS);
        Hits bad = findings.begin(Check.NON_POSITIVE_MARKET_CAPS);
        Hits mismatch = findings.begin(Check.MARKET_CAP_MISMATCH);
        long traded = 0;
        long there = 0;
        long comparable = 0;
        for (int column = 0; column < m.columns; column++) {
            for (int row = m.firstRow[column]; row >= 0 && row <= m.lastRow[column]; row++) {
                int cell = m.cell(row, column);
                double value = cap[cell];
                if (volume[cell] > 0) {
                    traded++;
                    if (Double.isNaN(value)) {
                        missing.row(column, row, () -> "no market cap");
                        missing.touchDay(column, row);
                    }
                }
                there += Double.isNaN(value) ? 0 : 1;
                if (value <= 0) {
                    bad.row(column, row, () -> Moves.number(value));
                    bad.touchDay(column, row);
                }
                double expected = close[cell] * shares[cell];
                if (Moves.isPositive(value) && Moves.isPositive(expected)) {
                    comparable++;
                    if (Moves.distance(value / expected) > allowed) {
                        mismatch.row(
                                column,
                                row,
                                () -> String.format(
                                        Locale.ROOT,
                                        "%s, close x shares %s (x %.4g)",
                                        Moves.number(value),
                                        Moves.number(expected),
                                        value / expected));
                        mismatch.touchDay(column, row);
                    }
                }
            }
        }
        findings.end(missing, traded);
        findings.end(bad, there);
        if (comparable > 0) {
            findings.end(mismatch, comparable);
        } else {
            findings.skip(Check.MARKET_CAP_MISMATCH, "needs close as traded and shares outstanding");
        }
    }

    private void jumps() {
        MarketCapJumps settings = findings.settings().marketCapJumps();
        double allowed = Math.log(settings.maxFactor());
        Hits hits = findings.begin(Check.MARKET_CAP_JUMPS);
        long moves = 0;
        for (int column = 0; column < m.columns; column++) {
            int before = -1;
            int open = -1;
            double openMove = 0;
            for (int row = m.firstRow[column]; row >= 0 && row <= m.lastRow[column]; row++) {
                int cell = m.cell(row, column);
                if (!Moves.isPositive(cap[cell])) {
                    continue;
                }
                if (before >= 0 && row - before <= settings.maxGapDays()) {
                    moves++;
                    int last = m.cell(before, column);
                    double move = Math.log(cap[cell] / cap[last]);
                    if (Math.abs(move) > allowed && unexplained(move, last, cell) > allowed) {
                        double from = cap[last];
                        double to = cap[cell];
                        hits.row(column, row, () -> Moves.move(from, to) + beside(last, cell));
                        boolean back = open >= 0 && Math.abs(move + openMove) < allowed;
                        if (back) {
                            touch(hits, column, open, row - 1);
                        }
                        open = back ? -1 : row;
                        openMove = move;
                    }
                }
                before = row;
            }
            if (open >= 0) {
                touch(hits, column, open, m.lastRow[column]);
            }
        }
        findings.end(hits, moves);
    }

    private void touch(Hits hits, int column, int first, int last) {
        hits.touch(column, m.dates.epochDay(first), m.dates.epochDay(last));
    }

    /** What is left of a move of the market cap, in logarithms, after the best explanation. */
    private double unexplained(double move, int last, int cell) {
        double byClose = log(close, last, cell);
        double byAdjusted = log(adjusted, last, cell);
        double byShares = log(shares, last, cell);
        double rest = Math.abs(move);
        for (double explanation :
                new double[] {byClose, byAdjusted, byShares, byClose + byShares, byAdjusted + byShares}) {
            rest = Double.isNaN(explanation) ? rest : Math.min(rest, Math.abs(move - explanation));
        }
        return rest;
    }

    private static double log(double[] values, int last, int cell) {
        double ratio = values[cell] / values[last];
        return Moves.isPositive(ratio) ? Math.log(ratio) : Double.NaN;
    }

    private String beside(int last, int cell) {
        double[] price = m.prices();
        double ratio = price[cell] / price[last];
        double count = shares[cell] / shares[last];
        return (Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, ", price %+.1f %%", (ratio - 1) * 100))
                + (Double.isNaN(count) ? "" : String.format(Locale.ROOT, ", shares %+.1f %%", (count - 1) * 100));
    }

    private void shareJumps() {
        if (!m.has(MarketField.SHARES_OUTSTANDING)) {
            findings.skip(Check.SHARE_JUMPS, "no shares outstanding");
            return;
        }
        double allowed = Math.log(findings.settings().shareJumps().maxFactor());
        Hits hits = findings.begin(Check.SHARE_JUMPS);
        long moves = 0;
        for (int column = 0; column < m.columns; column++) {
            int before = -1;
            for (int row = m.firstRow[column]; row >= 0 && row <= m.lastRow[column]; row++) {
                int cell = m.cell(row, column);
                if (!Moves.isPositive(shares[cell])) {
                    continue;
                }
                if (before >= 0) {
                    moves++;
                    int last = m.cell(before, column);
                    double move = Math.log(shares[cell] / shares[last]);
                    if (Math.abs(move) > allowed && !isSplit(column, before, row, last, cell, move)) {
                        double from = shares[last];
                        double to = shares[cell];
                        hits.row(column, row, () -> Moves.move(from, to));
                        hits.touch(column, m.dates.epochDay(row), m.dates.epochDay(row) + 365);
                    }
                }
                before = row;
            }
        }
        findings.end(hits, moves);
    }

    private boolean isSplit(int column, int before, int row, int last, int cell, double move) {
        double byClose = log(close, last, cell);
        boolean inPrice = !Double.isNaN(byClose) && Math.abs(byClose + move) < 0.35;
        return inPrice
                || splits.explain(
                        m.ticker(column), m.dates.epochDay(before), m.dates.epochDay(row), Math.exp(-move), 0.2);
    }
}
