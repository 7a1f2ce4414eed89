package io.qvm.backtest.simulation;

import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.util.Optional;

/**
 * What the market did before a trade: traded values, volatility, moves of price. Nothing of a later day is looked at.
 *
 * <p>Windows are trading days of the market before the asked row. A question costs O(window).
 */
final class TradingHistory {
    /** Two series that move apart by more than this have a split or a dividend between them. */
    private static final double ROUNDING = 5e-4;

    private final MarketData data;
    private final int columns;
    private final Optional<Prices> traded;
    private final Optional<Prices> adjusted;
    private final Optional<CorporateActionBook> actions;
    private final double[] value;
    private final double[] volume;

    /** Prepares a history; actions serve where there are no adjusted closes. */
    TradingHistory(MarketData data, Optional<CorporateActionBook> actions) {
        this.data = data;
        this.actions = actions;
        this.columns = data.tickers().size();
        this.traded = Optional.of(MarketField.CLOSE).filter(data::has).map(f -> new Prices(data, f));
        this.adjusted =
                Optional.of(MarketField.ADJUSTED_CLOSE).filter(data::has).map(f -> new Prices(data, f));
        boolean hasValue = data.has(MarketField.TRADED_VALUE);
        boolean hasVolume = data.has(MarketField.VOLUME) && (traded.isPresent() || adjusted.isPresent());
        this.value = hasValue ? data.panel(MarketField.TRADED_VALUE).values() : new double[0];
        this.volume = !hasValue && hasVolume ? data.panel(MarketField.VOLUME).values() : new double[0];
    }

    /** True if traded values are known, or can be made of prices and volumes. */
    boolean hasTradedValues() {
        return value.length > 0 || volume.length > 0;
    }

    /**
     * Traded value of the last trading days before a row, divided by their number; a day without trade counts zero. NaN if
     * there is no such day or nothing is known of traded values.
     */
    double averageTradedValue(int row, int column, int window) {
        double sum = 0;
        int days = 0;
        for (int r = before(row); r >= 0 && days < window; r = before(r)) {
            double day = tradedValue(r, column);
            sum += day > 0 ? day : 0;
            days++;
        }
        return hasTradedValues() && days > 0 ? sum / days : Double.NaN;
    }

    private double tradedValue(int row, int column) {
        if (value.length > 0) {
            return value[row * columns + column];
        }
        return volume.length > 0 ? volume[row * columns + column] * asTraded().at(row, column) : Double.NaN;
    }

    /**
     * Sample standard deviation of a stock's daily total returns on the last trading days before a row, a return from the
     * last known close, however old. NaN with fewer than two.
     */
    double volatility(int row, int column, int window) {
        int from = row;
        for (int days = 0; days < window && before(from) >= 0; days++) {
            from = before(from);
        }
        int last = known(series(), from, column);
        int n = 0;
        double mean = 0;
        double squares = 0;
        for (int r = from; r < row; r++) {
            if (!data.isTradingDay(r) || Double.isNaN(series().at(r, column))) {
                continue;
            }
            if (last >= 0) {
                // Welford (1962): stable in one pass.
                double ret = growth(last, r, column) - 1;
                n++;
                double off = ret - mean;
                mean += off / n;
                squares += off * (ret - mean);
            }
            last = r;
        }
        return n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
    }

    /**
     * A stock's move on a row as the exchange measures it: from the last known close as traded, which goes down by a
     * dividend and is divided by a split on the ex-day. Without closes as traded, of the adjusted ones. NaN if it cannot be
     * told.
     */
    double move(int row, int column) {
        if (traded.isEmpty() || Double.isNaN(traded.get().at(row, column))) {
            return moveOfAdjusted(row, column);
        }
        int last = known(traded.get(), row, column);
        if (last < 0) {
            return Double.NaN;
        }
        double asTraded = traded.get().at(row, column) / traded.get().at(last, column) - 1;
        double total = growth(last, row, column) - 1;
        return Math.abs(total - asTraded) > ROUNDING ? total : asTraded;
    }

    private double moveOfAdjusted(int row, int column) {
        if (adjusted.isEmpty()) {
            return Double.NaN;
        }
        int last = known(adjusted.get(), row, column);
        return last < 0
                ? Double.NaN
                : adjusted.get().at(row, column) / adjusted.get().at(last, column) - 1;
    }

    /** Total return factor between two rows with prices; NaN where a price lacks. */
    private double growth(int from, int to, int column) {
        if (adjusted.isPresent()) {
            return adjusted.get().at(to, column) / adjusted.get().at(from, column);
        }
        double before = series().at(from, column);
        int fromDay = data.dates().epochDay(from);
        int toDay = data.dates().epochDay(to);
        double reference =
                actions.map(book -> book.putEx(before, column, fromDay, toDay)).orElse(before);
        return series().at(to, column) / reference;
    }

    /** Money that changed hands: adjusted closes understate it by later splits, and serve only where there are no others. */
    private Prices asTraded() {
        return traded.or(() -> adjusted).orElseThrow();
    }

    private Prices series() {
        return adjusted.or(() -> traded).orElseThrow();
    }

    /** Last trading day before a row with a price; -1 if there is none. */
    private int known(Prices prices, int row, int column) {
        int r = before(row);
        while (r >= 0 && Double.isNaN(prices.at(r, column))) {
            r = before(r);
        }
        return r;
    }

    /** Last trading day before a row; -1 if there is none. */
    private int before(int row) {
        int r = row - 1;
        while (r >= 0 && !data.isTradingDay(r)) {
            r--;
        }
        return r;
    }
}
