package io.qvm.store.check;

import io.qvm.market.MarketField;
import io.qvm.store.check.Checks.PriceJumps;
import io.qvm.store.check.Checks.PriceSpikes;

/**
 * Moves of prices from row to row that no corporate action explains.
 *
 * <p>The adjusted close should never jump. The close as traded may, where the adjusted close is smooth or a split of about
 * that ratio is on record. A jump that the next row takes back is a spike: one wrong bar, not two moves.
 */
final class PriceMoveChecks {
    private final CheckedMarket m;
    private final Findings findings;
    private final Splits splits;
    private final PriceJumps jumpSettings;
    private final PriceSpikes spikeSettings;
    private final Hits jumps;
    private final Hits spikes;
    private final Hits large;
    private final Trading trading;

    private PriceMoveChecks(CheckedMarket market, Findings findings, Splits splits) {
        this.m = market;
        this.findings = findings;
        this.splits = splits;
        this.jumpSettings = findings.settings().priceJumps();
        this.spikeSettings = findings.settings().priceSpikes();
        this.jumps = findings.begin(Check.PRICE_JUMPS);
        this.spikes = findings.begin(Check.PRICE_SPIKES);
        this.large = findings.begin(Check.LARGE_MOVES);
        this.trading = new Trading(market);
    }

    static void run(CheckedMarket market, Findings findings, Splits splits) {
        PriceMoveChecks checks = new PriceMoveChecks(market, findings, splits);
        long moves = 0;
        for (int column = 0; column < market.columns; column++) {
            moves += checks.ticker(column);
        }
        findings.end(checks.jumps, moves);
        findings.end(checks.spikes, moves);
        findings.end(checks.large, moves);
    }

    private long ticker(int column) {
        long moves = 0;
        double[] adjusted = m.values(MarketField.ADJUSTED_CLOSE);
        double[] close = m.values(MarketField.CLOSE);
        Series first = new Series(adjusted);
        Series second = new Series(close);
        boolean closeOnly = !m.has(MarketField.ADJUSTED_CLOSE);
        for (int row = m.firstRow[column]; row >= 0 && row <= m.lastRow[column]; row++) {
            int cell = m.cell(row, column);
            boolean hasAdjusted = Moves.isPositive(adjusted[cell]);
            boolean hasClose = Moves.isPositive(close[cell]);
            if (hasAdjusted) {
                moves += judge(first, column, row, false);
            }
            if (hasClose) {
                boolean explained = hasAdjusted && first.before == second.before;
                moves += closeOnly ? 1 : 0;
                if (!explained) {
                    judge(second, column, row, true);
                }
                second.before = row;
            }
            if (hasAdjusted) {
                first.before = row;
            }
        }
        return moves;
    }

    /** A series of one ticker and the row of its last positive value. */
    private static final class Series {
        private final double[] values;
        private int before = -1;
        private int spike = -1;

        Series(double[] values) {
            this.values = values;
        }
    }

    private int judge(Series series, int column, int row, boolean asTraded) {
        int before = series.before;
        if (before < 0
                || trading.rowsWithoutTrade(column, row) > jumpSettings.maxGapDays()
                || row - before > jumpSettings.maxGapDays()
                || (m.firstRow[column] > m.from && before - m.firstRow[column] < jumpSettings.newListingDays())) {
            return 0;
        }
        double from = series.values[m.cell(before, column)];
        double to = series.values[m.cell(row, column)];
        double distance = Moves.distance(to / from);
        if (series.spike == before) {
            return 1;
        }
        if (distance > Math.log1p(spikeSettings.minMove())
                && isSpike(series, column, before, row)
                && !trading.surges(column, row, jumpSettings.newsFactor())) {
            series.spike = row;
            spikes.row(column, row, () -> Moves.move(from, to) + " and back");
            touchSpike(column, row);
            return 1;
        }
        if (distance > Math.log1p(jumpSettings.maxMove()) && trading.surges(column, row, jumpSettings.newsFactor())) {
            large.row(column, row, () -> Moves.move(from, to));
            return 1;
        }
        if (distance > Math.log1p(jumpSettings.maxMove())) {
            int dayBefore = m.dates.epochDay(before);
            int day = m.dates.epochDay(row);
            double tolerance = jumpSettings.splitTolerance();
            boolean split = splits.explain(m.ticker(column), dayBefore, day, to / from, tolerance);
            if (!(asTraded && split)) {
                String note =
                        split ? ", the split of that day is not in the adjusted close" : Moves.splitHint(to / from);
                jumps.row(column, row, () -> (asTraded ? "close " : "adjusted close ") + Moves.move(from, to) + note);
                jumps.touchMomentum(column, row);
            }
        }
        return 1;
    }

    private void touchSpike(int column, int row) {
        // A wrong price matters where momentum starts or ends on it: a month, and 2, 4, 7 and 13 months later.
        int day = m.dates.epochDay(row);
        spikes.touchDay(column, row);
        for (int months : new int[] {1, 2, 4, 7, 13}) {
            int later = Math.round(months * 30.44f);
            spikes.touch(column, day + later - 2, day + later + 2);
        }
    }

    /** True if the next value is back near the one before. */
    private boolean isSpike(Series series, int column, int before, int row) {
        double from = series.values[m.cell(before, column)];
        double at = series.values[m.cell(row, column)];
        int limit = Math.min(m.lastRow[column], row + jumpSettings.maxGapDays());
        for (int next = row + 1; next <= limit; next++) {
            double after = series.values[m.cell(next, column)];
            if (Moves.isPositive(after)) {
                return Moves.distance(after / from) <= Math.log1p(spikeSettings.neighbours())
                        && Moves.distance(after / at) > Math.log1p(spikeSettings.minMove());
            }
        }
        return false;
    }
}
