package io.qvm.analysis.attribution;

import io.qvm.market.DateIndex;
import io.qvm.market.TickerIndex;
import java.util.Arrays;

/** Entries of {@link DailyContributions}, being collected day by day. */
final class Entries {
    private final int[] starts;
    private final double[] cash;
    private int[] columns = new int[1024];
    private double[] weights = new double[1024];
    private double[] contributions = new double[1024];
    private double[] costs = new double[1024];
    private int size;

    Entries(int days) {
        this.starts = new int[days + 1];
        this.cash = new double[days];
    }

    void add(int column, double weight, double contribution, double cost) {
        if (size == columns.length) {
            columns = Arrays.copyOf(columns, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
            contributions = Arrays.copyOf(contributions, 2 * size);
            costs = Arrays.copyOf(costs, 2 * size);
        }
        columns[size] = column;
        weights[size] = weight;
        contributions[size] = contribution;
        costs[size++] = cost;
    }

    /** Ends a day; what the stocks do not explain of its gross return is cash. */
    void close(int day, double gross) {
        double stocks = 0;
        for (int i = starts[day]; i < size; i++) {
            stocks += contributions[i];
        }
        cash[day] = gross - stocks;
        starts[day + 1] = size;
    }

    DailyContributions result(DateIndex days, TickerIndex tickers) {
        return new DailyContributions(
                days,
                tickers,
                starts,
                Arrays.copyOf(columns, size),
                Arrays.copyOf(weights, size),
                Arrays.copyOf(contributions, size),
                Arrays.copyOf(costs, size),
                cash);
    }
}
