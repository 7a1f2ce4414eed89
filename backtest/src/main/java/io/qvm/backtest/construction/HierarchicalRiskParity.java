package io.qvm.backtest.construction;

import java.util.ArrayList;
import java.util.List;

/**
 * Hierarchical risk parity (Lopez de Prado 2016, Building diversified portfolios that outperform out of sample): a tree by
 * single linkage on the distances between columns of the correlation distance matrix, its leaves in order, and capital split
 * from the top by inverse cluster variance.
 *
 * <p>Equal distances are joined in the order of the stocks.
 */
final class HierarchicalRiskParity {
    private HierarchicalRiskParity() {}

    /**
     * Weights with sum 1.
     *
     * @param covariance positive definite
     */
    static double[] weights(double[][] covariance) {
        int n = covariance.length;
        double[] weights = new double[n];
        java.util.Arrays.fill(weights, 1);
        List<List<Integer>> open = new ArrayList<>();
        open.add(order(covariance));
        while (!open.isEmpty()) {
            List<Integer> cluster = open.remove(0);
            if (cluster.size() < 2) {
                continue;
            }
            List<Integer> left = cluster.subList(0, cluster.size() / 2);
            List<Integer> right = cluster.subList(cluster.size() / 2, cluster.size());
            double ofLeft = variance(covariance, left);
            double ofRight = variance(covariance, right);
            double share = ofRight / (ofLeft + ofRight);
            left.forEach(i -> weights[i] *= share);
            right.forEach(i -> weights[i] *= 1 - share);
            open.add(left);
            open.add(right);
        }
        return weights;
    }

    /** Variance of a cluster under inverse-variance weights. */
    private static double variance(double[][] covariance, List<Integer> cluster) {
        double sum = 0;
        for (int i : cluster) {
            sum += 1 / covariance[i][i];
        }
        double variance = 0;
        for (int i : cluster) {
            for (int j : cluster) {
                variance += covariance[i][j] / (covariance[i][i] * sum) / (covariance[j][j] * sum);
            }
        }
        return variance;
    }

    /** Leaves of the tree from left to right. */
    static List<Integer> order(double[][] covariance) {
        int n = covariance.length;
        double[][] distance = distance(covariance);
        List<List<Integer>> clusters = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            clusters.add(List.of(i));
        }
        while (clusters.size() > 1) {
            int a = 0;
            int b = 1;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < clusters.size(); i++) {
                for (int j = i + 1; j < clusters.size(); j++) {
                    double gap = gap(distance, clusters.get(i), clusters.get(j));
                    if (gap < least) {
                        least = gap;
                        a = i;
                        b = j;
                    }
                }
            }
            List<Integer> joined = new ArrayList<>(clusters.get(a));
            joined.addAll(clusters.remove(b));
            clusters.remove(a);
            clusters.add(joined);
        }
        return clusters.isEmpty() ? List.of() : clusters.get(0);
    }

    private static double gap(double[][] distance, List<Integer> a, List<Integer> b) {
        double least = Double.POSITIVE_INFINITY;
        for (int i : a) {
            for (int j : b) {
                least = Math.min(least, distance[i][j]);
            }
        }
        return least;
    }

    /** Euclidean distance between the columns of sqrt((1 - correlation) / 2). */
    private static double[][] distance(double[][] covariance) {
        int n = covariance.length;
        double[][] d = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double correlation = covariance[i][j] / Math.sqrt(covariance[i][i] * covariance[j][j]);
                d[i][j] = i == j ? 0 : Math.sqrt(Math.max(0, (1 - correlation) / 2));
            }
        }
        double[][] out = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += (d[k][i] - d[k][j]) * (d[k][i] - d[k][j]);
                }
                out[i][j] = Math.sqrt(sum);
            }
        }
        return out;
    }
}
