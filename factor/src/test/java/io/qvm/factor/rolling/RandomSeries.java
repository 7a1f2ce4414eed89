package io.qvm.factor.rolling;

import io.qvm.market.DateIndex;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Two random series on trading days that begin within a month: walks, noise on a great level, few distinct values,
 * stretches of one value, conditions, in every column another, with gaps.
 */
record RandomSeries(DateIndex dates, int columns, double[] x, double[] y) {
    static final int COLUMNS = 11;

    static RandomSeries of(long seed, int rows) {
        Random random = new Random(seed);
        int[] days = IntStream.iterate((int) LocalDate.of(2019, 3, 11).toEpochDay(), day -> day + 1)
                .filter(day -> LocalDate.ofEpochDay(day).getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0)
                .filter(day -> random.nextInt(12) > 0)
                .limit(rows)
                .toArray();
        double[] x = values(random, rows);
        double[] y = values(random, rows);
        for (int i = 0; i < y.length; i++) {
            // Some correlation, where the two have the same scale.
            y[i] = random.nextInt(3) == 0 ? y[i] + x[i] : y[i];
        }
        return new RandomSeries(DateIndex.of(days), COLUMNS, x, y);
    }

    private static double[] values(Random random, int rows) {
        double[] values = new double[rows * COLUMNS];
        for (int column = 0; column < COLUMNS; column++) {
            double gaps = new double[] {0, 0.15, 0.7, 0}[random.nextInt(4)];
            double walk = 100;
            for (int row = 0; row < rows; row++) {
                walk *= Math.exp(0.02 * random.nextGaussian());
                boolean stretch = row / 40 % 2 == 1;
                double value = switch (column % 6) {
                    case 0 -> walk;
                    case 1 -> 1e9 + random.nextGaussian();
                    case 2 -> random.nextInt(4) - 1;
                    case 3 -> stretch ? 0.1 : walk / 1000;
                    case 4 -> random.nextInt(25) == 0 ? 1 : 0;
                    default -> Math.scalb(random.nextGaussian(), random.nextInt(60) - 30);
                };
                values[row * COLUMNS + column] = random.nextDouble() < gaps ? Double.NaN : value;
            }
        }
        return values;
    }

    int rows() {
        return dates.size();
    }

    double[][] arguments(RollingFunction function) {
        return function.series() == 2 ? new double[][] {x, y} : new double[][] {x};
    }

    /** The rows from {@code from} to before {@code to}. */
    RandomSeries slice(int from, int to) {
        return new RandomSeries(
                dates.slice(from, to),
                columns,
                Arrays.copyOfRange(x, from * columns, to * columns),
                Arrays.copyOfRange(y, from * columns, to * columns));
    }

    /** The same rows from {@code from} to {@code to}, both included, in the midst of extreme values. */
    RandomSeries poisonedOutside(int from, int to, Random random) {
        double[] badX = x.clone();
        double[] badY = y.clone();
        double[] poison = {1e300, -1e300, Double.NaN, Double.MAX_VALUE, Double.MIN_VALUE, 1e9, 0};
        for (int i = 0; i < x.length; i++) {
            if (i < from * columns || i >= (to + 1) * columns) {
                badX[i] = poison[random.nextInt(poison.length)];
                badY[i] = poison[random.nextInt(poison.length)];
            }
        }
        return new RandomSeries(dates, columns, badX, badY);
    }

    double[] apply(RollingFunction function, int firstRow, int window, int minCount) {
        double[] out = new double[x.length];
        Arrays.fill(out, -777);
        double[] parameters = new double[function.parameters()];
        Arrays.fill(parameters, 0.3);
        function.apply(
                arguments(function), columns, RowCalendar.of(dates), firstRow, window, minCount, parameters, out);
        return out;
    }
}
