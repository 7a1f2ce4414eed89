package io.qvm.factor.rolling;

import io.qvm.market.DateIndex;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Rows divided into consecutive blocks by something absolute, so that two ranges of rows agree about the blocks that both
 * hold whole.
 */
public final class RowBlocks {
    private final int[] blockOf;
    private final int[] starts;

    private RowBlocks(int[] blockOf, int[] starts) {
        this.blockOf = blockOf;
        this.starts = starts;
    }

    /** Divides rows by the calendar month of their dates. */
    public static RowBlocks byMonth(DateIndex dates) {
        return divide(dates, date -> date.withDayOfMonth(date.lengthOfMonth()));
    }

    /** Divides rows by weeks, from Monday to Sunday. */
    public static RowBlocks byWeek(DateIndex dates) {
        return divide(dates, date -> date.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY)));
    }

    private static RowBlocks divide(DateIndex dates, UnaryOperator<LocalDate> lastDay) {
        int[] blockOf = new int[dates.size()];
        int[] starts = new int[dates.size() + 1];
        int blocks = 0;
        long end = Long.MIN_VALUE;
        for (int row = 0; row < dates.size(); row++) {
            if (dates.epochDay(row) > end) {
                end = lastDay.apply(dates.date(row)).toEpochDay();
                starts[blocks++] = row;
            }
            blockOf[row] = blocks - 1;
        }
        starts[blocks] = dates.size();
        return new RowBlocks(blockOf, Arrays.copyOf(starts, blocks + 1));
    }

    /** Number of rows. */
    public int rows() {
        return blockOf.length;
    }

    /** Number of blocks. */
    public int count() {
        return starts.length - 1;
    }

    int blockOf(int row) {
        return blockOf[row];
    }

    /** First row of a block. */
    int start(int block) {
        return starts[block];
    }

    /** Row after the last of a block. */
    int end(int block) {
        return starts[block + 1];
    }

    /** Most blocks that a window of so many rows has rows of. */
    int mostTouched(int window) {
        int most = 1;
        for (int row = 0; row < rows(); row++) {
            most = Math.max(most, blockOf[row] - blockOf[Math.max(0, row - window + 1)] + 1);
        }
        return most;
    }

    int mostRows() {
        int most = 0;
        for (int block = 0; block < count(); block++) {
            most = Math.max(most, end(block) - start(block));
        }
        return most;
    }
}
