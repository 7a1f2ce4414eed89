package io.qvm.factor.rolling;

import io.qvm.market.DateIndex;

public final class RowBlocks {
    private RowBlocks() {}

    public static RowBlocks byMonth(DateIndex dates) {
        return new RowBlocks();
    }
}
