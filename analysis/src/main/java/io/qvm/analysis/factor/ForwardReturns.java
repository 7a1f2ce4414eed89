package io.qvm.analysis.factor;

import io.qvm.market.DateIndex;
import io.qvm.market.Instrument;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.TickerIndex;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a stock earns from the close of one trading day to the close of another, total returns from adjusted closes.
 *
 * <p>A stock is bought at a price of that very day; without one it cannot be bought and has no return. It is valued at its
 * last price until it has a new one: suspended stocks rest. A delisted stock earns what it did up to its last price and then
 * its delisting return, 0 if unknown; afterwards the money rests. Returns that reach beyond the last day are NaN.
 *
 * <p>Arrays are trading days by tickers, row by row. Building costs one pass over the prices, each horizon another.
 */
public final class ForwardReturns {
    private final DateIndex days;
    private final int tickers;
    private final double[] price;
    private final double[] value;

    private ForwardReturns(DateIndex days, int tickers, double[] price, double[] value) {
        this.days = days;
        this.tickers = tickers;
        this.price = price;
        this.value = value;
    }

    /**
     * Takes the prices of trading days.
     *
     * @param tickers columns; one that the market does not have is without prices
     * @param first no trading day before this one is needed, by the days of the market; 0 for all
     * @param end nor any from this one on
     */
    static ForwardReturns of(MarketData market, TickerIndex tickers, int first, int end) {
        int[] rows = IntStream.range(first, end).filter(market::isTradingDay).toArray();
        int n = tickers.size();
        int[] epochDays =
                Arrays.stream(rows).map(row -> market.dates().epochDay(row)).toArray();
        double[] price = new double[Math.multiplyExact(rows.length, n)];
        double[] value = new double[price.length];
        Panel closes = market.panel(MarketField.ADJUSTED_CLOSE);
        IntStream.range(0, n).parallel().forEach(c -> {
            int column = market.tickers().indexOf(tickers.ticker(c));
            Optional<Instrument> instrument = column < 0 ? Optional.empty() : market.instrument(column);
            long gone = instrument
                    .flatMap(Instrument::delistedOn)
                    .map(day -> day.toEpochDay())
                    .orElse(Long.MAX_VALUE);
            double atDelisting = instrument.map(Instrument::delistingReturn).orElse(Double.NaN);
            double delisting = Double.isNaN(atDelisting) ? 1 : 1 + atDelisting;
            double last = Double.NaN;
            for (int t = 0; t < rows.length; t++) {
                boolean listed = epochDays[t] < gone;
                double close = column < 0 || !listed ? Double.NaN : closes.get(rows[t], column);
                double paid = close > 0 ? close : Double.NaN;
                last = Double.isNaN(paid) ? last : paid;
                price[t * n + c] = paid;
                value[t * n + c] = listed ? last : last * delisting;
            }
        });
        return new ForwardReturns(DateIndex.of(epochDays), n, price, value);
    }

    /**
     * All trading days of a market.
     *
     * @throws InvalidInputException if the market has no adjusted closes or no trading day, which volumes tell
     */
    public static ForwardReturns of(MarketData market, TickerIndex tickers) {
        requireTradingDays(market);
        return of(market, tickers, 0, market.dates().size());
    }

    static void requireTradingDays(MarketData market) {
        if (!market.has(MarketField.ADJUSTED_CLOSE)) {
            throw new InvalidInputException("the market data have no adjusted_close; returns are computed from it");
        }
        if (IntStream.range(0, market.dates().size()).noneMatch(market::isTradingDay)) {
            throw new InvalidInputException(
                    "the market data have no trading day: no volume is above 0; equity_history needs volumes");
        }
    }

    /** Trading days. */
    public DateIndex days() {
        return days;
    }

    /** Return of a ticker from the close of one trading day, by its number, over so many more; NaN if there is none. */
    public double get(int from, int horizon, int column) {
        return from < 0 || from + horizon >= days.size()
                ? Double.NaN
                : value[(from + horizon) * tickers + column] / price[from * tickers + column] - 1;
    }

    /** Returns over a horizon from the close of every trading day, trading days by tickers. */
    public double[] over(int horizon) {
        double[] returns = new double[price.length];
        int reach = horizon * tickers;
        int last = Math.max(0, price.length - reach);
        for (int i = 0; i < last; i++) {
            returns[i] = value[i + reach] / price[i] - 1;
        }
        Arrays.fill(returns, last, returns.length, Double.NaN);
        return returns;
    }

    /** True if a stock has a price on a trading day. */
    boolean hasPrice(int day, int column) {
        return !Double.isNaN(price[day * tickers + column]);
    }
}
