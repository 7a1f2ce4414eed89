package io.qvm.factor.rolling;

import io.qvm.market.DateIndex;

/**
 * Rows of a series divided by weeks and by months: short windows are put together from weeks, long ones from months.
 *
 * @param weeks for windows of at most {@value #LONGEST_BY_WEEK} rows, which often lie within one month
 * @param months for longer ones, which are put together from four times fewer blocks
 */
public record RowCalendar(RowBlocks weeks, RowBlocks months) {
    private static final int LONGEST_BY_WEEK = 21;

    /** The divisions of rows with these dates. */
    public static RowCalendar of(DateIndex dates) {
        return new RowCalendar(RowBlocks.byWeek(dates), RowBlocks.byMonth(dates));
    }

    /** Number of rows. */
    public int rows() {
        return weeks.rows();
    }

    /** The blocks that windows of so many rows are put together from; which they are follows from the length alone. */
    RowBlocks blocks(int reach) {
        return reach <= LONGEST_BY_WEEK ? weeks : months;
    }
}
