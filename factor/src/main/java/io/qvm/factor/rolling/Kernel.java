package io.qvm.factor.rolling;

/** Computes one function for a range of rows. */
interface Kernel {
    void run(Task task);

    /**
     * What is to be computed.
     *
     * @param arguments series, rows by columns each
     * @param columns tickers
     * @param blocks of the rows
     * @param firstRow first row with a result
     * @param window length of the window as it stands in the formula
     * @param reach rows from the oldest that a result depends on to its own
     * @param minCount values that must be there for a result
     * @param parameters further numbers of the function
     * @param out receives the results, rows by columns; no argument
     */
    record Task(
            double[][] arguments,
            int columns,
            RowBlocks blocks,
            int firstRow,
            int window,
            int reach,
            int minCount,
            double[] parameters,
            double[] out) {
        int rows() {
            return blocks.rows();
        }

        /** Makes results from {@code from} to before {@code to} missing where they are no finite numbers. */
        void dropInfinite(int from, int to) {
            for (int i = from; i < to; i++) {
                out[i] = Math.abs(out[i]) <= Double.MAX_VALUE ? out[i] : Double.NaN;
            }
        }
    }
}
