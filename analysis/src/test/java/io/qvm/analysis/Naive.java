package io.qvm.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The definitions again, in decimal arithmetic and without any cleverness, to check the fast ones against. */
final class Naive {
    private static final MathContext MC = new MathContext(40);

    private Naive() {}

    static double[] randomReturns(long seed, int n) {
        Random random = new Random(seed);
        double[] r = new double[n];
        for (int i = 0; i < n; i++) {
            r[i] = 0.0004 + 0.012 * random.nextGaussian() * (random.nextInt(20) == 0 ? 3 : 1);
        }
        return r;
    }

    static BigDecimal sum(List<BigDecimal> x) {
        return x.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static List<BigDecimal> decimals(double[] x) {
        List<BigDecimal> list = new ArrayList<>();
        for (double v : x) {
            list.add(new BigDecimal(v));
        }
        return list;
    }

    static BigDecimal mean(List<BigDecimal> x) {
        return sum(x).divide(BigDecimal.valueOf(x.size()), MC);
    }

    static BigDecimal covariance(List<BigDecimal> x, List<BigDecimal> y) {
        BigDecimal mx = mean(x);
        BigDecimal my = mean(y);
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < x.size(); i++) {
            total = total.add(x.get(i).subtract(mx).multiply(y.get(i).subtract(my)));
        }
        return total.divide(BigDecimal.valueOf(x.size() - 1), MC);
    }

    static BigDecimal std(List<BigDecimal> x) {
        return covariance(x, x).sqrt(MC);
    }

    /** The p-th moment around the mean divided by n. */
    static BigDecimal moment(List<BigDecimal> x, int p) {
        BigDecimal m = mean(x);
        return mean(x.stream().map(v -> v.subtract(m).pow(p)).toList());
    }

    static BigDecimal growth(List<BigDecimal> r) {
        return r.stream().map(BigDecimal.ONE::add).reduce(BigDecimal.ONE, (a, b) -> a.multiply(b, MC));
    }

    static List<BigDecimal> minus(List<BigDecimal> x, List<BigDecimal> y) {
        List<BigDecimal> d = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            d.add(x.get(i).subtract(y.get(i)));
        }
        return d;
    }

    /** All pairs of days, the earlier one including the start at 1. */
    static double maxDrawdown(double[] r) {
        List<Double> values = new ArrayList<>(List.of(1.0));
        for (double v : r) {
            values.add(values.get(values.size() - 1) * (1 + v));
        }
        double worst = 0;
        for (int t = 0; t < values.size(); t++) {
            for (int s = 0; s <= t; s++) {
                worst = Math.min(worst, values.get(t) / values.get(s) - 1);
            }
        }
        return worst;
    }

    static double quantile(double[] x, double p) {
        List<Double> sorted = new ArrayList<>();
        for (double v : x) {
            sorted.add(v);
        }
        Collections.sort(sorted);
        for (int i = 0; i < sorted.size() - 1; i++) {
            double from = i / (double) (sorted.size() - 1);
            double to = (i + 1) / (double) (sorted.size() - 1);
            if (p >= from && p <= to) {
                return sorted.get(i) + (p - from) / (to - from) * (sorted.get(i + 1) - sorted.get(i));
            }
        }
        return sorted.get(0);
    }
}
