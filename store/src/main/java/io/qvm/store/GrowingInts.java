package io.qvm.store;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A list of ints without an object per value. */
final class GrowingInts {
    private int[] values = new int[1 << 14];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    int get(int i) {
        return values[i];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    IntStream stream() {
        return Arrays.stream(values, 0, size);
    }
}
