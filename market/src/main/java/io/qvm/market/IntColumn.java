package io.qvm.market;

import java.util.Arrays;

/** A growing column of ints: in pieces, so that growing never copies what is there. */
final class IntColumn {
    private static final int PIECE = 1 << 14;

    private int[][] pieces = {new int[64]};
    private int size;

    void add(int value) {
        int piece = size >>> 14;
        int at = size & (PIECE - 1);
        if (at == 0 && piece > 0) {
            if (piece == pieces.length) {
                pieces = Arrays.copyOf(pieces, piece * 2);
            }
            pieces[piece] = new int[PIECE];
        } else if (at == pieces[piece].length) {
            pieces[piece] = Arrays.copyOf(pieces[piece], Math.min(PIECE, at * 2));
        }
        pieces[piece][at] = value;
        size++;
    }

    int get(int i) {
        return pieces[i >>> 14][i & (PIECE - 1)];
    }

    void set(int i, int value) {
        pieces[i >>> 14][i & (PIECE - 1)] = value;
    }

    int size() {
        return size;
    }

    /** The values at these places; the column is empty afterwards. */
    int[] take(int[] places, int count) {
        int[] taken = new int[count];
        for (int i = 0; i < count; i++) {
            taken[i] = get(places[i]);
        }
        clear();
        return taken;
    }

    void clear() {
        pieces = new int[][] {new int[64]};
        size = 0;
    }
}
