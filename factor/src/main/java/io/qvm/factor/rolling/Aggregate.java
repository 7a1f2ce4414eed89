package io.qvm.factor.rolling;

/**
 * What has to be known of consecutive rows to compute a function of them: a monoid of states that can be merged.
 *
 * <p>A state holds {@link #components()} numbers for each column of a tile, one array per component, so that loops over
 * columns run through plain arrays. The first component of each is the number of values that are there. Merges avoid
 * branches where that is easy: which values are missing can't be predicted.
 */
interface Aggregate {
    /**
     * Added to a count before dividing by it: changes no count but zero, and makes zero divided by zero zero, without a
     * branch.
     */
    double TINY = Double.MIN_NORMAL;

    /** Makes an aggregate for a function. */
    interface Factory {
        /**
         * @param window length of the window as it stands in the formula
         * @param minCount values that must be there for a result
         */
        Aggregate of(int window, int minCount);
    }

    /** Numbers per column. */
    int components();

    /** The state of a single row. */
    void load(Tile tile, int row, double[][] state);

    /**
     * The state of the rows of two others.
     *
     * @param older state of {@code olderRows} rows
     * @param newer state of the {@code newerRows} rows that follow
     * @param out receives the state of both; may be one of them
     */
    void merge(double[][] older, int olderRows, double[][] newer, int newerRows, int width, double[][] out);

    /**
     * The results of a window.
     *
     * @param state of the window
     * @param rows of the window, fewer than asked for at the begin of the data
     * @param row its newest row
     * @param out rows by columns
     */
    void finish(double[][] state, int rows, Tile tile, int row, double[] out);
}
