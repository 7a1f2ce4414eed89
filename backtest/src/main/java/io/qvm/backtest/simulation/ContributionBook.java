package io.qvm.backtest.simulation;

import io.qvm.backtest.schedule.RunWindow;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Notes where each change of equity comes from, by month and column.
 *
 * <p>A month is kept in arrays by column and, when it is over, appended to growing arrays: only columns that were touched
 * take room.
 */
final class ContributionBook {
    private final double[] profit;
    private final double[] cost;
    private final ColumnSet touched;
    private final Growing months = new Growing();
    private final Growing starts = new Growing();
    private final Growing capital = new Growing();
    private final Growing interest = new Growing();
    private final Growing writtenOff = new Growing();
    private final Growing columns = new Growing();
    private final Growing profits = new Growing();
    private final Growing costs = new Growing();

    private int month = Integer.MIN_VALUE;
    private double capitalBefore;
    private double monthInterest;
    private double monthWrittenOff;
    private double dayChange;
    private double daySize;

    ContributionBook(int columns) {
        this.profit = new double[columns];
        this.cost = new double[columns];
        this.touched = new ColumnSet(columns);
    }

    /** Begins a day, and a month where one begins. */
    void open(RunWindow window, int k, double equityBefore) {
        LocalDate date = window.date(k);
        int monthOfDay = date.getYear() * 12 + date.getMonthValue() - 1;
        if (monthOfDay != month) {
            closeMonth();
            month = monthOfDay;
            capitalBefore = equityBefore;
        }
        dayChange = 0;
        daySize = 0;
    }

    void profit(int column, double amount) {
        touched.add(column);
        profit[column] += amount;
        count(amount);
    }

    void cost(int column, double amount) {
        touched.add(column);
        cost[column] += amount;
        count(-amount);
    }

    void interest(double amount) {
        monthInterest += amount;
        count(amount);
    }

    void writeOff(double amount) {
        monthWrittenOff += amount;
        count(amount);
    }

    private void count(double amount) {
        dayChange += amount;
        daySize += Math.abs(amount);
    }

    /** By how much all entries of the day change equity. */
    double dayChange() {
        return dayChange;
    }

    /** Sum of their sizes, the measure of rounding. */
    double daySize() {
        return daySize;
    }

    private void closeMonth() {
        if (month == Integer.MIN_VALUE) {
            return;
        }
        months.add(month);
        starts.add(columns.size);
        capital.add(capitalBefore);
        interest.add(monthInterest);
        writtenOff.add(monthWrittenOff);
        for (int i = 0; i < touched.size(); i++) {
            int c = touched.get(i);
            columns.add(c);
            profits.add(profit[c]);
            costs.add(cost[c]);
            profit[c] = 0;
            cost[c] = 0;
        }
        touched.clear();
        monthInterest = 0;
        monthWrittenOff = 0;
    }

    Contributions close() {
        closeMonth();
        starts.add(columns.size);
        return new Contributions(
                months.ints(),
                starts.ints(),
                columns.ints(),
                profits.doubles(),
                costs.doubles(),
                interest.doubles(),
                writtenOff.doubles(),
                capital.doubles());
    }

    /** An array that grows. Whole numbers of an int's size are exact in a double. */
    private static final class Growing {
        private double[] values = new double[64];
        private int size;

        void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        double[] doubles() {
            return Arrays.copyOf(values, size);
        }

        int[] ints() {
            int[] ints = new int[size];
            for (int i = 0; i < size; i++) {
                ints[i] = (int) values[i];
            }
            return ints;
        }
    }
}
