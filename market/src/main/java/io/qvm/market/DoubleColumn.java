package io.qvm.market;

import java.util.Arrays;

/** A growing column of doubles: in pieces, so that growing never copies what is there. */
final class DoubleColumn {
    private static final int PIECE = 1 << 14;

    private double[][] pieces = {new double[64]};
    private int size;

    void add(double value) {
        int piece = size >>> 14;
        int at = size & (PIECE - 1);
        if (at == 0 && piece > 0) {
            if (piece == pieces.length) {
                pieces = Arrays.copyOf(pieces, piece * 2);
            }
            pieces[piece] = new double[PIECE];
        } else if (at == pieces[piece].length) {
            pieces[piece] = Arrays.copyOf(pieces[piece], Math.min(PIECE, at * 2));
        }
        pieces[piece][at] = value;
        size++;
    }

    double get(int i) {
        return pieces[i >>> 14][i & (PIECE - 1)];
    }

    /** The values at these places; the column is empty afterwards. */
    double[] take(int[] places, int count) {
        double[] taken = new double[count];
        for (int i = 0; i < count; i++) {
            taken[i] = get(places[i]);
        }
        clear();
        return taken;
    }

    void clear() {
        pieces = new double[][] {new double[64]};
        size = 0;
    }
}
