package io.qvm.generation;

/** How many rows of days a run works on at a time. */
@FunctionalInterface
interface SliceLength {
    /** Cells of dates by tickers that are loaded at a time: half a gigabyte for a model of three market fields. */
    int CELLS = 6_000_000;

    /** As many as memory has room for, but not fewer than have to be loaded along with them. */
    SliceLength DEFAULT = (tickers, lookback) -> Math.max(lookback, CELLS / Math.max(1, tickers) - lookback);

    /**
     * Rows of a slice, without those before it that are loaded along with it.
     *
     * @param lookback rows before a slice
     */
    int rows(int tickers, int lookback);
}
