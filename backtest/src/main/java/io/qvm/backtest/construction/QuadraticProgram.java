package io.qvm.backtest.construction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.convex.ConvexSolver;

/**
 * A convex quadratic program: the x that minimises x'Qx / 2 - c'x, within linear equalities and inequalities.
 *
 * <p>Solved by ojAlgo's active-set solver; then the equations of the limits that hold are solved once more, which takes the
 * result to rounding.
 */
final class QuadraticProgram {
    /** A limit counts as reached if it is missed by less, relative to its size. */
    private static final double REACHED = 1e-7;

    /** Largest violation of a limit that polishing may leave. */
    private static final double ROUNDING = 1e-10;

    private final double[][] q;
    private final double[] c;
    private final List<double[]> equalities = new ArrayList<>();
    private final List<Double> equalTo = new ArrayList<>();
    private final List<double[]> inequalities = new ArrayList<>();
    private final List<Double> atMost = new ArrayList<>();

    /**
     * A solution.
     *
     * @param x the minimum
     * @param residual largest violation of the conditions of Karush, Kuhn and Tucker, which say that x is the minimum
     */
    record Solution(double[] x, double residual) {}

    /**
     * @param q symmetric, positive semidefinite
     */
    QuadraticProgram(double[][] q, double[] c) {
        this.q = q;
        this.c = c;
    }

    QuadraticProgram equal(double[] row, double value) {
        equalities.add(row);
        equalTo.add(value);
        return this;
    }

    QuadraticProgram atMost(double[] row, double value) {
        inequalities.add(row);
        atMost.add(value);
        return this;
    }

    /** Bounds of a variable. Equal bounds are an equality: as two inequalities they mislead an active-set solver. */
    QuadraticProgram within(int variable, double low, double high) {
        double[] row = new double[c.length];
        if (low == high) {
            row[variable] = 1;
            return equal(row, low);
        }
        row[variable] = -1;
        atMost(row, -low);
        if (high < Double.POSITIVE_INFINITY) {
            double[] up = new double[c.length];
            up[variable] = 1;
            atMost(up, high);
        }
        return this;
    }

    /** Whether some x keeps all limits, found by a linear program of its own. */
    boolean possible() {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        for (int i = 0; i < c.length; i++) {
            model.newVariable("x" + i).weight(0);
        }
        for (int k = 0; k < equalities.size(); k++) {
            double value = equalTo.get(k);
            expression(model, "equal" + k, equalities.get(k)).level(value);
        }
        for (int k = 0; k < inequalities.size(); k++) {
            double value = atMost.get(k);
            expression(model, "atMost" + k, inequalities.get(k)).upper(value);
        }
        return model.minimise().getState().isFeasible();
    }

    private static Expression expression(ExpressionsBasedModel model, String name, double[] row) {
        Expression expression = model.newExpression(name);
        for (int i = 0; i < row.length; i++) {
            if (row[i] != 0) {
                expression.set(i, row[i]);
            }
        }
        return expression;
    }

    /** Solves it; empty if the limits cannot hold together, or if the solver fails. */
    Optional<Solution> solve() {
        if (c.length == 0) {
            return Optional.of(new Solution(new double[0], 0));
        }
        ConvexSolver.Builder builder =
                ConvexSolver.newBuilder().objective(matrix(Arrays.asList(q), c.length), column(c));
        if (!equalities.isEmpty()) {
            builder.equalities(matrix(equalities, c.length), column(numbers(equalTo)));
        }
        builder.inequalities(matrix(inequalities, c.length), column(numbers(atMost)));
        Optimisation.Result result;
        try {
            result = builder.build().solve();
        } catch (RuntimeException e) {
            // The solver gives up on some programs that cannot be met by an exception instead of a state.
            return Optional.empty();
        }
        if (!result.getState().isFeasible()) {
            return Optional.empty();
        }
        double[] x = new double[c.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = result.doubleValue(i);
        }
        if (violation(x) > 1e-6) {
            return Optional.empty();
        }
        return Optional.of(polish(x));
    }

    private Solution polish(double[] x) {
        List<Integer> active = new ArrayList<>();
        for (int i = 0; i < inequalities.size(); i++) {
            if (atMost.get(i) - dot(inequalities.get(i), x) <= REACHED * (1 + Math.abs(atMost.get(i)))) {
                active.add(i);
            }
        }
        Solution best = new Solution(x, residual(x, active));
        // A limit that is reached without pressing has a multiplier below zero: it is let go, one after the other.
        for (int round = 0; round <= inequalities.size(); round++) {
            double[] solved = kkt(active);
            double[] next = Arrays.copyOf(solved, c.length);
            Solution candidate = new Solution(next, residual(next, active));
            // A point outside the limits is no solution, however close to stationary it is.
            if (violation(next) <= Math.max(ROUNDING, violation(best.x())) && candidate.residual() < best.residual()) {
                best = candidate;
            }
            int worst = -1;
            double least = -1e-12;
            for (int i = 0; i < active.size(); i++) {
                double multiplier = solved[c.length + equalities.size() + i];
                if (multiplier < least) {
                    least = multiplier;
                    worst = i;
                }
            }
            if (worst < 0) {
                break;
            }
            active.remove(worst);
        }
        return best;
    }

    /** Solves the equations of stationarity and of the limits that hold: x, then the multipliers. */
    private double[] kkt(List<Integer> active) {
        int n = c.length;
        int m = equalities.size() + active.size();
        double[][] matrix = new double[n + m][n + m];
        double[] right = new double[n + m];
        for (int i = 0; i < n; i++) {
            System.arraycopy(q[i], 0, matrix[i], 0, n);
            right[i] = c[i];
        }
        for (int k = 0; k < m; k++) {
            boolean equality = k < equalities.size();
            double[] row = equality ? equalities.get(k) : inequalities.get(active.get(k - equalities.size()));
            right[n + k] = equality ? equalTo.get(k) : atMost.get(active.get(k - equalities.size()));
            for (int i = 0; i < n; i++) {
                matrix[n + k][i] = row[i];
                matrix[i][n + k] = row[i];
            }
        }
        // By singular values, since limits that hold may say the same twice.
        SingularValue<Double> decomposition = SingularValue.R064.make(n + m, n + m);
        decomposition.decompose(matrix(Arrays.asList(matrix), n + m));
        MatrixStore<Double> solution = decomposition.getSolution(column(right));
        double[] out = new double[n + m];
        for (int i = 0; i < out.length; i++) {
            out[i] = solution.doubleValue(i, 0);
        }
        return out;
    }

    /** Largest violation of stationarity, of the limits, of the multipliers' signs, at the best multipliers for x. */
    private double residual(double[] x, List<Integer> active) {
        int n = c.length;
        List<double[]> rows = new ArrayList<>(equalities);
        active.forEach(i -> rows.add(inequalities.get(i)));
        double[] gradient = new double[n];
        for (int i = 0; i < n; i++) {
            gradient[i] = dot(q[i], x) - c[i];
        }
        double worst = violation(x);
        if (!rows.isEmpty()) {
            double[][] transposed = new double[n][rows.size()];
            for (int k = 0; k < rows.size(); k++) {
                for (int i = 0; i < n; i++) {
                    transposed[i][k] = rows.get(k)[i];
                }
            }
            double[] negative = Arrays.stream(gradient).map(g -> -g).toArray();
            SingularValue<Double> decomposition = SingularValue.R064.make(n, rows.size());
            decomposition.decompose(matrix(Arrays.asList(transposed), rows.size()));
            MatrixStore<Double> multipliers = decomposition.getSolution(column(negative));
            for (int k = 0; k < rows.size(); k++) {
                double multiplier = multipliers.doubleValue(k, 0);
                for (int i = 0; i < n; i++) {
                    gradient[i] += multiplier * rows.get(k)[i];
                }
                if (k >= equalities.size()) {
                    worst = Math.max(worst, -multiplier);
                }
            }
        }
        for (double g : gradient) {
            worst = Math.max(worst, Math.abs(g));
        }
        return worst;
    }

    private double violation(double[] x) {
        double worst = 0;
        for (int i = 0; i < equalities.size(); i++) {
            worst = Math.max(worst, Math.abs(dot(equalities.get(i), x) - equalTo.get(i)));
        }
        for (int i = 0; i < inequalities.size(); i++) {
            worst = Math.max(worst, dot(inequalities.get(i), x) - atMost.get(i));
        }
        return worst;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] numbers(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static R064Store matrix(List<double[]> rows, int columns) {
        R064Store store = R064Store.FACTORY.make(rows.size(), columns);
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < columns; j++) {
                store.set(i, j, rows.get(i)[j]);
            }
        }
        return store;
    }

    private static R064Store column(double[] values) {
        R064Store store = R064Store.FACTORY.make(values.length, 1);
        for (int i = 0; i < values.length; i++) {
            store.set(i, 0, values[i]);
        }
        return store;
    }
}
