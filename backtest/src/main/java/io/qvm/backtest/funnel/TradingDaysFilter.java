package io.qvm.backtest.funnel;

import io.qvm.backtest.rules.LiquidityRules;
import io.qvm.backtest.rules.UniverseRules;
import io.qvm.market.Instrument;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.time.LocalDate;

/**
 * The normal liquidity filter: a window of trading days that ends on the trading day before the rebalance.
 *
 * <p>ADTV is the sum of the traded value over the window divided by the window's days; a day without trade adds nothing to
 * the sum and still counts as a day, so that a stock that trades one day in three has a third of the ADTV of one that
 * trades the same amount daily. Where the data begin within the window, the window is shorter. Price and market
 * capitalisation are the last known ones on the day before the rebalance. Where the data have no traded values, close times
 * volume stands in.
 *
 * <p>One pass over the window's rows a rebalance, row by row: days x columns additions.
 */
public final class TradingDaysFilter implements LiquidityFilter {
    private final UniverseFilter universe;
    private final LiquidityRules rules;
    private final MarketData data;
    private final double[] tradedValue;
    private final long[] delistedOn;
    private final int columns;

    public TradingDaysFilter(UniverseRules universe, LiquidityRules rules, MarketData data) {
        this.universe = new UniverseFilter(universe, data);
        this.rules = rules;
        this.data = data;
        this.columns = data.tickers().size();
        this.tradedValue = tradedValue(data);
        this.delistedOn = new long[columns];
        for (int c = 0; c < columns; c++) {
            delistedOn[c] = data.instrument(c)
                    .flatMap(Instrument::delistedOn)
                    .map(LocalDate::toEpochDay)
                    .orElse(Long.MAX_VALUE);
        }
        if (rules.minPrice() > 0 && !data.has(MarketField.CLOSE)) {
            throw new InvalidInputException("liquidity.min_price needs closes as traded, which the market data lack");
        }
        if ((rules.minMarketCap() > 0 || rules.minAdtvShare() > 0) && !data.has(MarketField.MARKET_CAP)) {
            throw new InvalidInputException(
                    "liquidity." + (rules.minMarketCap() > 0 ? "min_market_cap" : "min_adtv_share")
                            + " needs market capitalisations, which the market data lack");
        }
    }

    private static double[] tradedValue(MarketData data) {
        if (data.has(MarketField.TRADED_VALUE)) {
            return data.panel(MarketField.TRADED_VALUE).values();
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

    @Override
    public LiquidityScreen screen(int row, boolean[] scored) {
        double[] sum = new double[columns];
        int[] traded = new int[columns];
        int days = 0;
        for (int r = row - 1; r >= 0 && days < rules.lookbackDays(); r--) {
            if (!data.isTradingDay(r)) {
                continue;
            }
            days++;
            for (int c = 0, i = r * columns; c < columns; c++, i++) {
                boolean trades = tradedValue[i] > 0;
                sum[c] += trades ? tradedValue[i] : 0;
                traded[c] += trades ? 1 : 0;
            }
        }
        ScreenBuilder screen = new ScreenBuilder(columns);
        int today = data.dates().epochDay(row);
        for (int c = 0; c < columns; c++) {
            if (scored[c]) {
                double adtv = days == 0 ? 0 : sum[c] / days;
                screen.candidate(c, adtv, traded[c]);
                apply(screen, c, row, today, adtv, days == 0 ? 0 : (double) traded[c] / days);
            }
        }
        return screen.finish(rules.maxNames());
    }

    private void apply(ScreenBuilder screen, int c, int row, int today, double adtv, double tradingShare) {
        double price = rules.minPrice() > 0 ? lastBefore(MarketField.CLOSE, row, c) : Double.POSITIVE_INFINITY;
        boolean needsCap = rules.minMarketCap() > 0 || rules.minAdtvShare() > 0;
        double cap = needsCap ? lastBefore(MarketField.MARKET_CAP, row, c) : Double.POSITIVE_INFINITY;
        if (delistedOn[c] <= today) {
            screen.fail(c, "delisted", Double.NaN, Double.NaN);
        } else if (universe.refuses(screen, c, today)) {
            return;
        } else if (tradingShare < rules.minTradingShare()) {
            screen.fail(c, "trading_share", tradingShare, rules.minTradingShare());
        } else if (adtv < rules.minAdtv()) {
            screen.fail(c, "adtv", adtv, rules.minAdtv());
        } else if (!(price >= rules.minPrice())) {
            screen.fail(c, Double.isNaN(price) ? "price_missing" : "price", price, rules.minPrice());
        } else if (!(cap >= rules.minMarketCap())) {
            screen.fail(c, Double.isNaN(cap) ? "market_cap_missing" : "market_cap", cap, rules.minMarketCap());
        } else if (rules.minAdtvShare() > 0 && adtv < rules.minAdtvShare() * cap) {
            screen.fail(c, "adtv_share", adtv / cap, rules.minAdtvShare());
        }
    }

    private double lastBefore(MarketField field, int row, int column) {
        return LastKnown.before(data, field, row, column);
    }
}
