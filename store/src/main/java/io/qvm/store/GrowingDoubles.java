package io.qvm.store;

import java.util.Arrays;

/** A list of doubles without an object per value. */
final class GrowingDoubles {
    private double[] values = new double[1 << 14];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    double get(int i) {
        return values[i];
    }
}
