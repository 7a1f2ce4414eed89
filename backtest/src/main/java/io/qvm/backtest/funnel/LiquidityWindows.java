package io.qvm.backtest.funnel;

import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Traded values over windows of trading days that end before a row. Each window is summed once and kept, so that many
 * strategies on one market share them; threads may share this.
 *
 * <p>Where the data have no traded values, close times volume stands in. A day without trade adds nothing.
 */
public final class LiquidityWindows {
    private final MarketData data;
    private final int columns;
    /** Rows by columns; 0 where nothing was traded. */
    private final double[] value;
    /** Rows by columns: trading days with trade up to and including the row. */
    private final int[] tradedUpTo;

    private final Map<Long, Window> windows = new ConcurrentHashMap<>();

    /**
     * One window.
     *
     * @param adtv traded value divided by the window's days, by column; 0 where nothing was traded
     * @param byAdtv all columns, the largest ADTV first, equal ones by column
     * @param traded days with trade by column
     * @param days market trading days, fewer than asked for at the begin of the data
     */
    record Window(double[] adtv, int[] byAdtv, int[] traded, int days) {}

    /**
     * Prepares windows.
     *
     * @throws InvalidInputException if the data have neither traded values nor closes and volumes
     */
    public LiquidityWindows(MarketData data) {
        this.data = data;
        this.columns = data.tickers().size();
        this.value = tradedValue(data);
        this.tradedUpTo = new int[value.length];
        for (int r = 0; r < data.dates().size(); r++) {
            boolean counts = data.isTradingDay(r);
            for (int c = 0, i = r * columns; c < columns; c++, i++) {
                boolean trades = value[i] > 0;
                value[i] = trades ? value[i] : 0;
                tradedUpTo[i] = (r == 0 ? 0 : tradedUpTo[i - columns]) + (trades && counts ? 1 : 0);
            }
        }
    }

    private static double[] tradedValue(MarketData data) {
        if (data.has(MarketField.TRADED_VALUE)) {
            return data.panel(MarketField.TRADED_VALUE).values().clone();
        }
        if (!data.has(MarketField.CLOSE) || !data.has(MarketField.VOLUME)) {
            throw new InvalidInputException(
                    "the liquidity filter needs traded values, or closes and volumes; the market data have neither");
        }
        double[] close = data.panel(MarketField.CLOSE).values();
        double[] volume = data.panel(MarketField.VOLUME).values();
        double[] value = new double[close.length];
        for (int i = 0; i < value.length; i++) {
            value[i] = close[i] * volume[i];
        }
        return value;
    }

    /** The window of so many trading days that ends on the row before. */
    Window before(int row, int lookbackDays) {
        return windows.computeIfAbsent((long) lookbackDays << 32 | row, key -> sum(row, lookbackDays));
    }

    private Window sum(int row, int lookbackDays) {
        double[] sum = new double[columns];
        int days = 0;
        int first = row;
        for (int r = row - 1; r >= 0 && days < lookbackDays; r--) {
            if (!data.isTradingDay(r)) {
                continue;
            }
            days++;
            first = r;
            int offset = r * columns;
            for (int c = 0; c < columns; c++) {
                sum[c] += value[offset + c];
            }
        }
        int[] traded = new int[columns];
        for (int c = 0; c < columns && days > 0; c++) {
            traded[c] = tradedUpTo[(row - 1) * columns + c] - (first == 0 ? 0 : tradedUpTo[(first - 1) * columns + c]);
        }
        for (int c = 0; c < columns && days > 0; c++) {
            sum[c] /= days;
        }
        int[] all = IntStream.range(0, columns).toArray();
        return new Window(sum, Ranking.descending(all, sum), traded, days);
    }
}
