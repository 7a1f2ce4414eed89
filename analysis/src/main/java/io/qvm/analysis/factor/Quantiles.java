package io.qvm.analysis.factor;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which portfolio each stock belongs to on each score day: equal parts by score, 0 the lowest.
 *
 * <p>A stock of rank k among n, equal scores sharing the mean of their ranks, is in portfolio {@code floor((k - 1/2) q / n)}:
 * equal scores are never torn apart. Only the scores of the day decide, not whether a return is known later. Days with fewer
 * than q stocks have no portfolios.
 */
final class Quantiles {
    /** Stands for a stock without a score. */
    static final byte NONE = -1;

    private final byte[] of;
    private final int columns;
    private final int quantiles;

    private Quantiles(byte[] of, int columns, int quantiles) {
        this.of = of;
        this.columns = columns;
        this.quantiles = quantiles;
    }

    static Quantiles of(OrderedRows scores, int quantiles) {
        int columns = scores.columns();
        byte[] of = new byte[scores.rows() * columns];
        Arrays.fill(of, NONE);
        IntStream.range(0, scores.rows()).parallel().forEach(row -> {
            int n = scores.count(row);
            for (int start = 0; start < n && n >= quantiles; ) {
                double value = scores.value(row, scores.column(row, start));
                int end = start;
                while (end < n && scores.value(row, scores.column(row, end)) == value) {
                    end++;
                }
                double rank = (start + 1 + end) / 2.0;
                byte quantile = (byte) Math.min(quantiles - 1, (int) ((rank - 0.5) * quantiles / n));
                for (int k = start; k < end; k++) {
                    of[row * columns + scores.column(row, k)] = quantile;
                }
                start = end;
            }
        });
        return new Quantiles(of, columns, quantiles);
    }

    int quantiles() {
        return quantiles;
    }

    byte of(int row, int column) {
        return of[row * columns + column];
    }

    /**
     * Mean returns of the portfolios of a row, equally weighted, over members that have a return.
     *
     * @param returns a matrix with the same columns
     * @param at where its row begins
     * @return one per portfolio, NaN if no member has a return
     */
    double[] means(int row, double[] returns, int at) {
        double[] sum = new double[quantiles];
        int[] members = new int[quantiles];
        for (int c = 0; c < columns; c++) {
            byte quantile = of(row, c);
            double r = quantile == NONE ? Double.NaN : returns[at + c];
            if (!Double.isNaN(r)) {
                sum[quantile] += r;
                members[quantile]++;
            }
        }
        for (int q = 0; q < quantiles; q++) {
            sum[q] = members[q] == 0 ? Double.NaN : sum[q] / members[q];
        }
        return sum;
    }

    /** Share of the top portfolio's members on a row that were not in it on another; NaN if either is empty. */
    double topTurnover(int row, int earlier) {
        int now = 0;
        int before = 0;
        int both = 0;
        for (int c = 0; c < columns; c++) {
            boolean in = of(row, c) == quantiles - 1;
            boolean was = of(earlier, c) == quantiles - 1;
            now += in ? 1 : 0;
            before += was ? 1 : 0;
            both += in && was ? 1 : 0;
        }
        return now == 0 || before == 0 ? Double.NaN : 1 - both / (double) now;
    }
}
