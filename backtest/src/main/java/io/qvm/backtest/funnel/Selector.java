package io.qvm.backtest.funnel;

import io.qvm.backtest.rules.SelectionRules;
import java.util.Arrays;

/**
 * Cuts through the ranking: the best by number or quantile, with a buffer for what is held and with limits by sector.
 *
 * <p>Who is held and still good enough is taken first, in order of rank; then newcomers in order of rank, as long as there
 * are places.
 */
final class Selector {
    private final SelectionRules rules;
    private final int[] sectorOf;
    private final int sectors;

    Selector(SelectionRules rules, int[] sectorOf) {
        this.rules = rules;
        this.sectorOf = sectorOf;
        this.sectors = Arrays.stream(sectorOf).max().orElse(-1) + 1;
    }

    /**
     * What was selected.
     *
     * @param columns the selected ones, by rank
     * @param rule per place of the ranking: why it was or was not selected
     * @param observed number that the rule looked at, NaN if there is none
     * @param limit number that it was compared with
     * @param cutoff smallest signal that a percentile lets through, NaN if it did not decide
     */
    record Selection(int[] columns, String[] rule, double[] observed, double[] limit, double cutoff) {}

    /**
     * Selects.
     *
     * @param order ranked columns, best first
     * @param signal by column
     * @param held by column, whether the last rebalance selected it
     */
    Selection select(int[] order, double[] signal, boolean[] held) {
        return new Pass(order, signal, held).select();
    }

    /** The smallest signal that the percentile lets through; NaN if it does not decide. */
    private double cutoff(int[] order, double[] signal) {
        if (order.length < rules.minScored() || !rules.byPercentile(order.length)) {
            return Double.NaN;
        }
        double[] ascending =
                Arrays.stream(order).mapToDouble(c -> signal[c]).sorted().toArray();
        return Quantile.ofSorted(ascending, ascending.length, rules.percentile());
    }

    private final class Pass {
        private final int[] order;
        private final double[] signal;
        private final boolean[] held;
        private final double cutoff;
        private final boolean[] in;
        private final String[] rule;
        private final double[] observed;
        private final double[] limit;
        private final int places;
        private final int[] seats;
        private final int[] taken;
        private int count;

        Pass(int[] order, double[] signal, boolean[] held) {
            this.order = order;
            this.signal = signal;
            this.held = held;
            this.cutoff = cutoff(order, signal);
            int n = order.length;
            this.in = new boolean[n];
            this.rule = new String[n];
            this.observed = new double[n];
            this.limit = new double[n];
            Arrays.fill(observed, Double.NaN);
            Arrays.fill(limit, Double.NaN);
            this.places = n < rules.minScored() ? 0 : Double.isNaN(cutoff) ? Math.min(rules.topN(), n) : n;
            this.seats = seats();
            this.taken = new int[sectors + 1];
        }

        Selection select() {
            rules.holdUntilRank().ifPresent(this::keep);
            for (int p = 0; p < order.length; p++) {
                if (!in[p]) {
                    consider(p);
                }
            }
            int[] columns = new int[count];
            int at = 0;
            for (int p = 0; p < order.length; p++) {
                if (in[p]) {
                    columns[at++] = order[p];
                }
            }
            return new Selection(columns, rule, observed, limit, cutoff);
        }

        private void keep(int until) {
            for (int p = 0; p < Math.min(until, order.length); p++) {
                if (held[order[p]] && count < places && seatFree(p)) {
                    boolean buffered = p >= rules.topN();
                    take(p, buffered ? "hold_until_rank" : "selected", buffered ? p + 1 : Double.NaN, until);
                }
            }
        }

        private void consider(int p) {
            if (order.length < rules.minScored()) {
                note(p, "min_scored", order.length, rules.minScored());
            } else if (!Double.isNaN(cutoff) && !(signal[order[p]] >= cutoff)) {
                note(p, "percentile", signal[order[p]], cutoff);
            } else if (count >= places) {
                boolean heldByOthers = p < rules.topN() && rules.holdUntilRank().isPresent();
                note(p, heldByOthers ? "places_held" : "rank", p + 1, rules.topN());
            } else if (!seatFree(p)) {
                int sector = sector(p);
                note(p, rules.sectorBalanced() ? "sector_seats" : "max_per_sector", taken[sector] + 1, seats[sector]);
            } else {
                take(p, "selected", Double.NaN, Double.NaN);
            }
        }

        private void take(int p, String by, double number, double bound) {
            in[p] = true;
            count++;
            taken[sector(p)]++;
            note(p, by, number, Double.isNaN(number) ? Double.NaN : bound);
        }

        private void note(int p, String by, double number, double bound) {
            rule[p] = by;
            observed[p] = number;
            limit[p] = bound;
        }

        private boolean seatFree(int p) {
            return taken[sector(p)] < seats[sector(p)];
        }

        /** The last number stands for stocks without sector. */
        private int sector(int p) {
            int sector = sectorOf[order[p]];
            return sector < 0 ? sectors : sector;
        }

        private int[] seats() {
            int[] seats = new int[sectors + 1];
            Arrays.fill(seats, rules.maxPerSector().orElse(Integer.MAX_VALUE));
            seats[sectors] = Integer.MAX_VALUE;
            return rules.sectorBalanced() ? balanced() : seats;
        }

        /** Places by sector in proportion to its ranked stocks, by largest remainders; equal ones to the larger sector. */
        private int[] balanced() {
            int[] members = new int[sectors + 1];
            for (int p = 0; p < order.length; p++) {
                members[sector(p)]++;
            }
            int[] seats = new int[sectors + 1];
            double[] remainder = new double[sectors + 1];
            int left = places;
            for (int s = 0; s <= sectors; s++) {
                double share = order.length == 0 ? 0 : (double) places * members[s] / order.length;
                seats[s] = (int) share;
                remainder[s] = share - seats[s];
                left -= seats[s];
            }
            for (; left > 0; left--) {
                int best = 0;
                for (int s = 1; s <= sectors; s++) {
                    boolean better = remainder[s] > remainder[best]
                            || (remainder[s] == remainder[best] && members[s] > members[best]);
                    best = better ? s : best;
                }
                seats[best]++;
                remainder[best] = -1;
            }
            return seats;
        }
    }
}
