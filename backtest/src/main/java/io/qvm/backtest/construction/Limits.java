package io.qvm.backtest.construction;

import io.qvm.backtest.rules.ConstraintRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Linear limits of the weights of one rebalance.
 *
 * @param total sum of the weights
 * @param caps largest weight by stock
 * @param sectorOf number of each stock's sector, -1 for none
 * @param maxSector largest sum of a sector
 * @param sectorRange least and largest sum by sector, from the distance to the benchmark; empty for none
 * @param turnover limit of changes against earlier weights; empty for none
 */
record Limits(
        double total,
        double[] caps,
        int[] sectorOf,
        double maxSector,
        Optional<double[][]> sectorRange,
        Optional<Turnover> turnover) {
    /**
     * How much may change.
     *
     * @param previous earlier weight of each stock
     * @param most sum of absolute changes of these stocks
     * @param sold weight of other stocks, all of which is sold
     */
    record Turnover(double[] previous, double most, double sold) {
        /** Sum of absolute changes to these weights. */
        double of(double[] weights) {
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += Math.abs(weights[i] - previous[i]);
            }
            return sum;
        }
    }

    /** Long only, fully invested. */
    static Limits none(int n) {
        double[] caps = new double[n];
        Arrays.fill(caps, 1);
        int[] sectors = new int[n];
        Arrays.fill(sectors, -1);
        return new Limits(1, caps, sectors, 1, Optional.empty(), Optional.empty());
    }

    /**
     * Limits of a rebalance; the total is the largest that caps and minimum cash leave, so that these never conflict.
     */
    static Limits of(ConstraintRules rules, PortfolioConstruction.Candidates candidates, double capital) {
        int[] columns = candidates.columns();
        int n = columns.length;
        double[] caps = new double[n];
        int[] sectorOf = new int[n];
        for (int i = 0; i < n; i++) {
            double adtv = candidates.adtv()[columns[i]];
            double byAdtv =
                    rules.maxAdtvShare().isPresent() ? rules.maxAdtvShare().get() * (adtv > 0 ? adtv : 0) / capital : 1;
            caps[i] = Math.min(position(rules), byAdtv);
            sectorOf[i] = candidates.sectorOf()[columns[i]];
        }
        double total = Math.min(1 - rules.minCash(), most(caps, sectorOf, rules.maxSector()));
        Limits limits = new Limits(total, caps, sectorOf, rules.maxSector(), Optional.empty(), Optional.empty());
        if (rules.maxSectorDeviation().isPresent()) {
            limits = limits.withSectorRange(
                    Optional.of(range(rules.maxSectorDeviation().get(), total, candidates)));
        }
        if (rules.maxTurnover().isPresent()
                && Arrays.stream(candidates.previous()).anyMatch(w -> w > 0)) {
            double[] previous = new double[n];
            double kept = 0;
            for (int i = 0; i < n; i++) {
                previous[i] = candidates.previous()[columns[i]];
                kept += previous[i];
            }
            double sold = Arrays.stream(candidates.previous()).sum() - kept;
            limits = limits.withTurnover(
                    Optional.of(new Turnover(previous, 2 * rules.maxTurnover().get() - sold, sold)));
        }
        return limits;
    }

    /** The position cap that the rules give, the least number of names counted in. */
    static double position(ConstraintRules rules) {
        return Math.min(rules.maxPosition(), 1.0 / rules.minNames());
    }

    private static double most(double[] caps, int[] sectorOf, double maxSector) {
        int sectors = Arrays.stream(sectorOf).max().orElse(-1) + 1;
        double[] sums = new double[sectors];
        double most = 0;
        for (int i = 0; i < caps.length; i++) {
            if (sectorOf[i] < 0) {
                most += caps[i];
            } else {
                sums[sectorOf[i]] += caps[i];
            }
        }
        for (double sum : sums) {
            most += Math.min(sum, maxSector);
        }
        return most;
    }

    /** Range of each sector's sum around its share of the liquid universe's market capitalisation. */
    private static double[][] range(double deviation, double total, PortfolioConstruction.Candidates candidates) {
        int sectors = Arrays.stream(candidates.sectorOf()).max().orElse(-1) + 1;
        double[] share = new double[sectors];
        double all = 0;
        for (int c : candidates.universe()) {
            double cap = candidates.marketCap()[c];
            if (cap > 0) {
                all += cap;
                if (candidates.sectorOf()[c] >= 0) {
                    share[candidates.sectorOf()[c]] += cap;
                }
            }
        }
        double[][] range = new double[sectors][2];
        for (int s = 0; s < sectors; s++) {
            double middle = all > 0 ? share[s] / all : 0;
            range[s][0] = all > 0 ? Math.max(0, middle - deviation) * total : 0;
            range[s][1] = all > 0 ? (middle + deviation) * total : total;
        }
        return range;
    }

    /** Whether some weights keep all of them. */
    boolean possible() {
        int size = variables();
        return apply(new QuadraticProgram(new double[size][size], new double[size]))
                .possible();
    }

    Limits withSectorRange(Optional<double[][]> range) {
        return new Limits(total, caps, sectorOf, maxSector, range, turnover);
    }

    Limits withTurnover(Optional<Turnover> other) {
        return new Limits(total, caps, sectorOf, maxSector, sectorRange, other);
    }

    /** The same for weights that are multiplied by a further variable, the last one, instead of summing to the total. */
    QuadraticProgram homogeneous(QuadraticProgram program) {
        int n = caps.length;
        int size = n + 1;
        double[] sum = ones(size, n);
        sum[n] = -total;
        program.equal(sum, 0);
        for (int i = 0; i < n; i++) {
            if (caps[i] == 0) {
                program.within(i, 0, 0);
                continue;
            }
            program.within(i, 0, Double.POSITIVE_INFINITY);
            double[] row = new double[size];
            row[i] = 1;
            row[n] = -caps[i];
            program.atMost(row, 0);
        }
        for (SectorLimit limit : sectorLimits()) {
            double[] row = Arrays.copyOf(limit.row(), size);
            row[n] = -limit.most();
            program.atMost(row, 0);
        }
        return program;
    }

    /** Adds these limits to a program over the weights, followed by the absolute changes if turnover is limited. */
    QuadraticProgram apply(QuadraticProgram program) {
        int n = caps.length;
        int size = variables();
        program.equal(ones(size, n), total);
        for (int i = 0; i < n; i++) {
            program.within(i, 0, caps[i]);
        }
        for (SectorLimit limit : sectorLimits()) {
            program.atMost(Arrays.copyOf(limit.row(), size), limit.most());
        }
        turnover.ifPresent(changes -> {
            double[] sum = new double[size];
            for (int i = 0; i < n; i++) {
                double[] up = new double[size];
                up[i] = 1;
                up[n + i] = -1;
                program.atMost(up, changes.previous()[i]);
                double[] down = new double[size];
                down[i] = -1;
                down[n + i] = -1;
                program.atMost(down, -changes.previous()[i]);
                sum[n + i] = 1;
            }
            program.atMost(sum, changes.most());
        });
        return program;
    }

    /** Number of variables of a program with these limits. */
    int variables() {
        return turnover.isPresent() ? 2 * caps.length : caps.length;
    }

    private record SectorLimit(double[] row, double most) {}

    private List<SectorLimit> sectorLimits() {
        int n = caps.length;
        List<SectorLimit> limits = new ArrayList<>();
        int sectors = sectorRange.map(r -> r.length).orElse(0);
        sectors = Math.max(sectors, Arrays.stream(sectorOf).max().orElse(-1) + 1);
        for (int s = 0; s < sectors; s++) {
            double[] row = new double[n];
            boolean any = false;
            for (int i = 0; i < n; i++) {
                row[i] = sectorOf[i] == s ? 1 : 0;
                any |= sectorOf[i] == s;
            }
            double[] range = sectorRange.isPresent() && s < sectorRange.get().length
                    ? sectorRange.get()[s]
                    : new double[] {0, total};
            if (any && Math.min(maxSector, range[1]) < total) {
                limits.add(new SectorLimit(row, Math.min(maxSector, range[1])));
            }
            if (range[0] > 0) {
                double[] negative = Arrays.stream(row).map(v -> -v).toArray();
                limits.add(new SectorLimit(negative, -range[0]));
            }
        }
        return limits;
    }

    private static double[] ones(int size, int n) {
        double[] ones = new double[size];
        Arrays.fill(ones, 0, n, 1);
        return ones;
    }
}
