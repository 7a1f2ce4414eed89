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
 * capitalisation are the last known ones on the day before the rebalance.
 */
public final class TradingDaysFilter implements LiquidityFilter {
    private final UniverseFilter universe;
    private final LiquidityRules rules;
    private final MarketData data;
    private final LiquidityWindows windows;
    private final long[] delistedOn;
    private final int columns;

    public TradingDaysFilter(UniverseRules universe, LiquidityRules rules, MarketData data, LiquidityWindows windows) {
        this.universe = new UniverseFilter(universe, data);
        this.rules = rules;
        this.data = data;
        this.columns = data.tickers().size();
        this.windows = windows;
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

    @Override
    public LiquidityScreen screen(int row, boolean[] scored) {
        LiquidityWindows.Window window = windows.before(row, rules.lookbackDays());
        int days = window.days();
        ScreenBuilder screen = new ScreenBuilder(columns);
        int today = data.dates().epochDay(row);
        for (int c = 0; c < columns; c++) {
            if (scored[c]) {
                double adtv = window.adtv()[c];
                screen.candidate(c, adtv, window.traded()[c]);
                apply(screen, c, row, today, adtv, days == 0 ? 0 : (double) window.traded()[c] / days);
            }
        }
        return screen.finish(rules.maxNames(), window.byAdtv());
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
