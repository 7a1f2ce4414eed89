package io.qvm.factor.rolling;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What each function means, by plain loops over a copy of one window.
 *
 * <p>Deviations are taken in two passes, from a mean that is itself relative to a value of the window, so that the level of
 * the values costs no digits.
 */
final class PlainDefinitions {
    private PlainDefinitions() {}

    /**
     * @param x window, oldest first, with NaN; for functions of one series also y
     * @param whole true if the window has all the rows that it reaches back to
     */
    static double of(
            RollingFunction function,
            double[] x,
            double[] y,
            int n,
            int minCount,
            boolean whole,
            double... parameters) {
        double today = x[x.length - 1];
        double[] values = Arrays.stream(x).filter(v -> !Double.isNaN(v)).toArray();
        int[] pairs = IntStream.range(0, x.length)
                .filter(i -> !Double.isNaN(x[i]) && !Double.isNaN(y[i]))
                .toArray();
        int[] places =
                IntStream.range(0, x.length).filter(i -> !Double.isNaN(x[i])).toArray();
        boolean shift = function == RollingFunction.REF || function == RollingFunction.DELTA;
        int there = function.series() == 2 ? pairs.length : values.length;
        if (!shift && there < minCount) {
            return Double.NaN;
        }
        double result = switch (function) {
            case REF -> whole ? x[0] : Double.NaN;
            case DELTA -> whole ? today - x[0] : Double.NaN;
            case SUM -> Arrays.stream(values).sum();
            case COUNT -> values.length;
            case MEAN -> mean(values);
            case VAR -> variance(values);
            case STD -> Math.sqrt(variance(values));
            case SKEW -> skew(values);
            case KURT -> kurt(values);
            case MIN -> Arrays.stream(values).min().orElse(Double.NaN);
            case MAX -> Arrays.stream(values).max().orElse(Double.NaN);
            case MEDIAN -> quantile(values, 0.5);
            case QUANTILE -> quantile(values, parameters[0]);
            case RANK -> rank(values, today);
            case SLOPE -> slope(x, places);
            case RSQUARE -> rsquare(x, places);
            case RESI -> residual(x, places);
            case WMA -> weighted(x, places, i -> n - (x.length - 1 - i));
            case EMA -> weighted(x, places, i -> Math.pow(1 - 2.0 / (n + 1), x.length - 1 - i));
            case CORR -> correlation(pick(x, pairs), pick(y, pairs));
            case COV -> products(pick(x, pairs), pick(y, pairs)) / (pairs.length - 1);
            case BETA -> products(pick(x, pairs), pick(y, pairs)) / products(pick(y, pairs), pick(y, pairs));
            case LAST -> values.length == 0 ? Double.NaN : values[values.length - 1];
            case DAYS_SINCE -> since(x, places, i -> x[i] != 0);
            case DAYS_SINCE_MAX -> sinceGreatest(x, places, 1);
            case DAYS_SINCE_MIN -> sinceGreatest(x, places, -1);
        };
        return Double.isFinite(result) ? result : Double.NaN;
    }

    private static double[] pick(double[] values, int[] places) {
        return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
    }

    private static double mean(double[] values) {
        return values.length == 0
                ? Double.NaN
                : values[0] + Arrays.stream(deviationsFromFirst(values)).sum() / values.length;
    }

    private static double[] deviationsFromFirst(double[] values) {
        return Arrays.stream(values).map(v -> v - values[0]).toArray();
    }

    private static double[] deviations(double[] values) {
        double[] d = deviationsFromFirst(values);
        double mean = Arrays.stream(d).sum() / d.length;
        return Arrays.stream(d).map(v -> v - mean).toArray();
    }

    private static double products(double[] x, double[] y) {
        double[] dx = deviations(x);
        double[] dy = deviations(y);
        return IntStream.range(0, x.length).mapToDouble(i -> dx[i] * dy[i]).sum();
    }

    private static double variance(double[] values) {
        return products(values, values) / (values.length - 1);
    }

    private static double power(double[] values, int exponent) {
        return Arrays.stream(deviations(values)).map(d -> Math.pow(d, exponent)).sum() / values.length;
    }

    private static double skew(double[] values) {
        double n = values.length;
        return n < 3
                ? Double.NaN
                : Math.sqrt(n * (n - 1)) / (n - 2) * power(values, 3) / Math.pow(power(values, 2), 1.5);
    }

    private static double kurt(double[] values) {
        double n = values.length;
        double excess = power(values, 4) / Math.pow(power(values, 2), 2) - 3;
        return n < 4 ? Double.NaN : (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6);
    }

    private static double quantile(double[] values, double share) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = (sorted.length - 1) * share;
        double low = sorted[(int) Math.floor(at)];
        return low + (sorted[(int) Math.ceil(at)] - low) * (at - Math.floor(at));
    }

    private static double rank(double[] values, double today) {
        double below = Arrays.stream(values).filter(v -> v < today).count();
        double same = Arrays.stream(values).filter(v -> v == today).count();
        return Double.isNaN(today) ? Double.NaN : (below + (same + 1) / 2) / values.length;
    }

    private static double slope(double[] x, int[] places) {
        double[] p = Arrays.stream(places).asDoubleStream().toArray();
        return places.length < 2 ? Double.NaN : products(pick(x, places), p) / products(p, p);
    }

    private static double rsquare(double[] x, int[] places) {
        double[] p = Arrays.stream(places).asDoubleStream().toArray();
        double[] there = pick(x, places);
        return places.length < 2
                ? Double.NaN
                : Math.pow(products(there, p), 2) / products(p, p) / products(there, there);
    }

    private static double residual(double[] x, int[] places) {
        double meanPlace = Arrays.stream(places).average().orElse(Double.NaN);
        double[] there = pick(x, places);
        double fromFirst = places.length == 0
                ? Double.NaN
                : Arrays.stream(deviationsFromFirst(there)).sum() / there.length;
        return x[x.length - 1]
                - (places.length == 0 ? 0 : there[0])
                - fromFirst
                - slope(x, places) * (x.length - 1 - meanPlace);
    }

    private static double weighted(double[] x, int[] places, IntToDoubleFunction weight) {
        double weights = Arrays.stream(places).mapToDouble(weight).sum();
        return Arrays.stream(places)
                        .mapToDouble(i -> weight.applyAsDouble(i) * x[i])
                        .sum()
                / weights;
    }

    private static double correlation(double[] x, double[] y) {
        return products(x, y) / Math.sqrt(products(x, x)) / Math.sqrt(products(y, y));
    }

    private static double sinceGreatest(double[] x, int[] places, double sign) {
        double greatest =
                Arrays.stream(places).mapToDouble(i -> sign * x[i]).max().orElse(Double.NaN);
        return since(x, places, i -> sign * x[i] == greatest);
    }

    private static double since(double[] x, int[] places, IntPredicate event) {
        int latest = Arrays.stream(places).filter(event).max().orElse(-1);
        return latest < 0 ? Double.NaN : x.length - 1 - latest;
    }
}
