package io.qvm.factor.rolling;

/**
 * Some neighbouring columns of a function's arguments.
 *
 * @param arguments series, rows by columns each
 * @param columns all columns of the series
 * @param from first column of the tile
 * @param width columns of the tile
 */
record Tile(double[][] arguments, int columns, int from, int width) {
    /** Most columns of a tile: the states of a block of rows stay in the second-level cache. */
    static final int WIDTH = 128;

    /** Position of a row's first value in the tile. */
    int at(int row) {
        return row * columns + from;
    }
}
