package io.qvm.backtest.simulation;

import java.util.Arrays;

/**
 * Cash and shares, by column of the market data.
 *
 * <p>Equity is always summed from scratch: cash, then positions by column. Whatever makes it change is told to the
 * {@link ContributionBook} in the same breath, so that the two can be compared at the end of every day.
 *
 * <p>Cash includes proceeds of sales that have not settled yet; {@link #settledCash()} is what can pay for something. Below
 * zero it is borrowed.
 */
final class Account {
    /** So long before the first day that nothing of it is on its way. */
    private static final int NEVER = Integer.MIN_VALUE / 2;

    private final double[] shares;
    private final double[] price;
    private final ColumnSet held;
    private final ContributionBook book;
    /** Proceeds by day of sale modulo the settlement days. */
    private final double[] due;

    private double cash;
    private double unsettled;
    private int lastSale = NEVER;

    Account(int columns, double cash, int settlementDays, ContributionBook book) {
        this.shares = new double[columns];
        this.price = new double[columns];
        this.held = new ColumnSet(columns);
        this.due = new double[settlementDays];
        this.book = book;
        this.cash = cash;
        Arrays.fill(price, Double.NaN);
    }

    double cash() {
        return cash;
    }

    /** True if proceeds of a sale are still on their way at the close of a day. */
    boolean awaitsProceeds(int k) {
        return k - lastSale < due.length;
    }

    double settledCash() {
        return cash - unsettled;
    }

    /** Columns with shares. */
    ColumnSet held() {
        return held;
    }

    double shares(int column) {
        return shares[column];
    }

    /** Last known price of a stock. */
    double price(int column) {
        return price[column];
    }

    /** Value of a position. */
    double value(int column) {
        return shares[column] * price[column];
    }

    /** Value of all positions at their last known prices. */
    double invested() {
        double sum = 0;
        for (int i = 0; i < held.size(); i++) {
            int c = held.get(i);
            sum += shares[c] * price[c];
        }
        return sum;
    }

    /** Lets proceeds settle that are due on a day. */
    void settle(int k) {
        if (due.length > 0) {
            due[k % due.length] = 0;
            unsettled = 0;
            for (double proceeds : due) {
                unsettled += proceeds;
            }
        }
    }

    /** Takes notice of a price above zero. */
    void mark(int column, double newPrice) {
        if (shares[column] != 0) {
            book.profit(column, shares[column] * (newPrice - price[column]));
        }
        price[column] = newPrice;
    }

    void earn(double interest) {
        cash += interest;
        book.interest(interest);
    }

    /** Buys (positive) or sells (negative) at the last known price. */
    void trade(int k, int column, double quantity, double cost) {
        double paid = quantity * price[column] + cost;
        cash -= paid;
        if (quantity < 0 && due.length > 0) {
            due[k % due.length] -= paid;
            unsettled -= paid;
            lastSale = k;
        }
        shares[column] += quantity;
        book.cost(column, cost);
        if (shares[column] == 0) {
            held.remove(column);
        } else {
            held.add(column);
        }
    }

    /** Turns a position into cash at its last known price times {@code 1 + ret}. */
    void leave(int column, double ret) {
        cash += shares[column] * price[column] * (1 + ret);
        book.profit(column, shares[column] * price[column] * ret);
        shares[column] = 0;
        held.remove(column);
    }

    /** Receives cash per share; the position's price goes down by it, where it can. */
    void dividend(int column, double amount) {
        cash += shares[column] * amount;
        book.profit(column, shares[column] * amount);
        if (price[column] > amount) {
            mark(column, price[column] - amount);
        }
    }

    /** Multiplies the shares and divides their price. */
    void split(int column, double ratio) {
        double before = value(column);
        shares[column] *= ratio;
        price[column] /= ratio;
        book.profit(column, value(column) - before);
    }

    /** Turns cash into shares, fractions included, at the last known price, free of charge; returns how many. */
    double reinvest(int column, double amount) {
        double bought = amount / price[column];
        cash -= amount;
        shares[column] += bought;
        book.profit(column, bought * price[column] - amount);
        return bought;
    }

    /** Gives up what is owed beyond the value of all positions; there must be none left. */
    void writeOffDebt() {
        book.writeOff(-cash);
        cash = 0;
        unsettled = 0;
        lastSale = NEVER;
        Arrays.fill(due, 0);
    }
}
