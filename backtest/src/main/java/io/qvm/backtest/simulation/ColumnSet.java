package io.qvm.backtest.simulation;

import java.util.Arrays;

/** Some columns, ascending. Asking is O(1), a change O(size): sets of positions are small. */
final class ColumnSet {
    private final boolean[] in;
    private final int[] ascending;
    private int size;

    ColumnSet(int columns) {
        this.in = new boolean[columns];
        this.ascending = new int[columns];
    }

    int size() {
        return size;
    }

    boolean contains(int column) {
        return in[column];
    }

    /** The i-th smallest. */
    int get(int i) {
        return ascending[i];
    }

    void add(int column) {
        if (in[column]) {
            return;
        }
        in[column] = true;
        int at = -Arrays.binarySearch(ascending, 0, size, column) - 1;
        System.arraycopy(ascending, at, ascending, at + 1, size - at);
        ascending[at] = column;
        size++;
    }

    void remove(int column) {
        if (!in[column]) {
            return;
        }
        in[column] = false;
        int at = Arrays.binarySearch(ascending, 0, size, column);
        size--;
        System.arraycopy(ascending, at + 1, ascending, at, size - at);
    }

    void clear() {
        for (int i = 0; i < size; i++) {
            in[ascending[i]] = false;
        }
        size = 0;
    }

    /** Copies this set's columns and returns how many there are. */
    int copy(int[] into) {
        System.arraycopy(ascending, 0, into, 0, size);
        return size;
    }

    /** Merges this set's columns with another's, ascending, and returns how many there are. */
    int union(ColumnSet other, int[] into) {
        int n = 0;
        int i = 0;
        int j = 0;
        while (i < size || j < other.size) {
            int a = i < size ? ascending[i] : Integer.MAX_VALUE;
            int b = j < other.size ? other.ascending[j] : Integer.MAX_VALUE;
            into[n++] = Math.min(a, b);
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }
        return n;
    }
}
