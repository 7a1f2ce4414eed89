package io.qvm.factor.rolling;

import io.qvm.market.DateIndex;
import java.time.LocalDate;
import java.util.Arrays;

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
        int[] blockOf = new int[dates.size()];
        int[] starts = new int[dates.size() + 1];
        int blocks = 0;
        long monthEnd = Long.MIN_VALUE;
        for (int row = 0; row < dates.size(); row++) {
            if (dates.epochDay(row) > monthEnd) {
                LocalDate date = dates.date(row);
                monthEnd = date.withDayOfMonth(date.lengthOfMonth()).toEpochDay();
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

    int mostRows() {
        int most = 0;
        for (int block = 0; block < count(); block++) {
            most = Math.max(most, end(block) - start(block));
        }
        return most;
    }
}
