package io.qvm.backtest.simulation;

import java.util.Arrays;

/**
 * Cash and shares, by column of the market data.
 *
 * <p>Equity is always summed from scratch: cash, then positions by column. Every trade checks that it created or destroyed
 * nothing but its cost, and that cash and shares stay above zero.
 */
final class Account {
    /** Relative to equity: rounding of thousands of additions stays far below. */
    private static final double ROUNDING = 1e-9;

    private final double[] shares;
    private final double[] price;
    private double cash;

    Account(int columns, double cash) {
        this.shares = new double[columns];
        this.price = new double[columns];
        Arrays.fill(price, Double.NaN);
        this.cash = cash;
    }

    double cash() {
        return cash;
    }

    double shares(int column) {
        return shares[column];
    }

    /** Last known price of a stock. */
    double price(int column) {
        return price[column];
    }

    /** Takes notice of a price above zero. */
    void mark(int column, double newPrice) {
        price[column] = newPrice;
    }

    void earn(double interest) {
        cash += interest;
    }

    /** Buys (positive) or sells (negative) at the last known price. */
    void trade(int column, double quantity, double cost) {
        cash -= quantity * price[column] + cost;
        shares[column] += quantity;
    }

    /** Turns a position into cash at its last known price times {@code 1 + ret}. */
    void leave(int column, double ret) {
        cash += shares[column] * price[column] * (1 + ret);
        shares[column] = 0;
    }

    /** Value of all positions at their last known prices. */
    double invested() {
        double sum = 0;
        for (int c = 0; c < shares.length; c++) {
            if (shares[c] != 0) {
                sum += shares[c] * price[c];
            }
        }
        return sum;
    }

    int positions() {
        int count = 0;
        for (double held : shares) {
            count += held != 0 ? 1 : 0;
        }
        return count;
    }

    /** Refuses to go on if the account does not add up; that would be a fault of this program. */
    void check(String day, double expectedEquity) {
        double equity = cash + invested();
        double tolerance = ROUNDING * Math.max(Math.abs(expectedEquity), 1);
        if (!(Math.abs(equity - expectedEquity) <= tolerance)) {
            throw new IllegalStateException(
                    "account does not add up on " + day + ": " + equity + " instead of " + expectedEquity);
        }
        if (cash < -tolerance) {
            throw new IllegalStateException("cash below zero on " + day + ": " + cash);
        }
        for (double held : shares) {
            if (held < 0) {
                throw new IllegalStateException("shares below zero on " + day + ": " + held);
            }
        }
    }
}
