package io.qvm.factor;

import io.qvm.market.DateIndex;

/**
 * Days divided into the blocks that are evaluated at a time, long ones where windows reach far back, so that little is
 * evaluated twice. No result depends on it.
 */
final class DayBlocks {
    private static final int FEWEST_DAYS = 32;

    /** Values of one term in a block: few enough for the processor's cache, if windows allow. */
    private static final int MOST_VALUES = 1 << 20;

    private final DateIndex days;
    private final int length;

    DayBlocks(DateIndex days, PreparedMarket market) {
        this.days = days;
        int lookback = market.plan().lookback();
        int affordable = MOST_VALUES / Math.max(1, market.tickers());
        this.length = lookback <= 0
                ? FEWEST_DAYS
                : Math.max(FEWEST_DAYS, Math.max(lookback, Math.min(4 * lookback, affordable)));
    }

    int count() {
        return (days.size() + length - 1) / length;
    }

    /** Position of a block's first day. */
    int from(int block) {
        return block * length;
    }

    /** The days of a block. */
    DateIndex days(int block) {
        return days.slice(from(block), Math.min(days.size(), from(block) + length));
    }
}
