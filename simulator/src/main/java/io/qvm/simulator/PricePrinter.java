package io.qvm.simulator;

import io.qvm.market.MarketField;
import java.util.Arrays;
import java.util.Optional;

/** Turns true prices into rows: cents, volumes, days without a trade, holes, and adjusted prices in the end. */
final class PricePrinter {
    private static final double DAILY_TURNOVER = 0.0028;

    private final SimulationSettings settings;
    private final Company company;
    private final PriceRows rows;
    private final int column;
    private final RandomStream random;
    /** By row: what to multiply all earlier prices by. */
    private final double[] adjustment;

    private double close = Double.NaN;
    private double mood;

    PricePrinter(SimulationSettings settings, Company company, PriceRows rows, int column) {
        this.settings = settings;
        this.company = company;
        this.rows = rows;
        this.column = column;
        this.random = new RandomStream(settings.seed(), RandomStream.Purpose.ROWS, company.number());
        this.adjustment = new double[rows.dates.size()];
        Arrays.fill(adjustment, 1);
    }

    /** Last printed close. */
    double close() {
        return close;
    }

    /** A day of trading, or of none if the stock is one that hardly trades. */
    void print(int row, double price, double shares, double shock, double size, Optional<CorporateAction> action) {
        action.ifPresent(a -> adjustment[row] = a.adjustment(close));
        boolean idle = random.chance(company.idleShare());
        mood = 0.9 * mood + 0.25 * random.normal();
        if (idle && action.isEmpty() && row > company.firstRow()) {
            repeat(row, shares);
            return;
        }
        double open = cents(price * StrictMath.exp(0.6 * shock * random.normal()));
        close = cents(price);
        double high = cents(Math.max(open, close) * (1 + 0.5 * shock * Math.abs(random.normal())));
        double low = cents(Math.min(open, close) * (1 - Math.min(0.5, 0.5 * shock * Math.abs(random.normal()))));
        double turnover = DAILY_TURNOVER
                * (company.idleShare() > 0 ? 0.25 : 1)
                * StrictMath.exp(mood + 0.35 * random.normal())
                * (0.7 + 0.4 * size);
        double volume = Math.max(1, Math.rint(Math.min(0.2, turnover) * shares));
        fill(row, open, Math.max(high, Math.max(open, close)), Math.min(low, Math.min(open, close)), volume, shares);
    }

    /** A day without a trade, for which the vendor repeats the last price. */
    void repeat(int row, double shares) {
        if (!Double.isNaN(close)) {
            fill(row, close, close, close, 0, shares);
        }
    }

    private void fill(int row, double open, double high, double low, double volume, double shares) {
        int at = rows.at(row, column);
        rows.mark(row, column);
        rows.of(MarketField.OPEN)[at] = open;
        rows.of(MarketField.HIGH)[at] = high;
        rows.of(MarketField.LOW)[at] = low;
        rows.of(MarketField.CLOSE)[at] = close;
        rows.of(MarketField.VOLUME)[at] = volume;
        rows.of(MarketField.TRADED_VALUE)[at] = cents(volume * (open + high + low + close) / 4, volume);
        if (!random.chance(0.0004 * settings.nastiness())) {
            rows.of(MarketField.SHARES_OUTSTANDING)[at] = shares;
            rows.of(MarketField.MARKET_CAP)[at] = Math.rint(close * 100) * shares / 100;
        }
    }

    /** Writes the adjusted prices, from the last row, whose adjusted price is its price, back to the first. */
    void adjust() {
        double[] adjusted = rows.of(MarketField.ADJUSTED_CLOSE);
        double[] closes = rows.of(MarketField.CLOSE);
        double factor = 1;
        for (int row = company.endRow() - 1; row >= company.firstRow(); row--) {
            int at = rows.at(row, column);
            adjusted[at] = Math.rint(closes[at] * factor * 1e6) / 1e6;
            factor *= adjustment[row];
        }
    }

    private static double cents(double price) {
        return Math.max(1, Math.rint(price * 100)) / 100;
    }

    private static double cents(double value, double volume) {
        return volume > 0 ? cents(value) : 0;
    }
}
