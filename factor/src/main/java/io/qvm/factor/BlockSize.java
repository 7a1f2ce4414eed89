package io.qvm.factor;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Divides days into the blocks that are evaluated at a time. No result depends on it. */
final class BlockSize {
    private static final int FEWEST_DAYS = 32;

    /** Values of one term in a block: few enough for the processor's cache, if windows allow. */
    private static final int MOST_VALUES = 1 << 20;

    private BlockSize() {}

    /**
     * Days of a block.
     *
     * @param from position of the first
     * @param to position after the last
     */
    record Range(int from, int to) {}

    /** Blocks of so many days, in order: long ones where windows reach far back, so that little is evaluated twice. */
    static Stream<Range> divide(int days, PreparedMarket market) {
        int lookback = market.plan().lookback();
        int affordable = MOST_VALUES / Math.max(1, market.tickers());
        int length = lookback <= 0
                ? FEWEST_DAYS
                : Math.max(FEWEST_DAYS, Math.max(lookback, Math.min(4 * lookback, affordable)));
        int blocks = (days + length - 1) / length;
        return IntStream.range(0, blocks)
                .mapToObj(block -> new Range(block * length, Math.min(days, (block + 1) * length)));
    }
}
