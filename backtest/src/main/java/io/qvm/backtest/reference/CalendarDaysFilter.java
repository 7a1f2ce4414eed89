package io.qvm.backtest.reference;

import io.qvm.backtest.funnel.LiquidityFilter;
import io.qvm.backtest.funnel.LiquidityScreen;
import io.qvm.backtest.funnel.ScreenBuilder;
import io.qvm.backtest.rules.LiquidityRules;
import io.qvm.backtest.rules.UniverseRules;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.time.LocalDate;

/**
 * The reference engine's liquidity filter (its rules L1 to L4).
 *
 * <p>The window is that many calendar days and ends the day before. Only days with a traded value above zero count, for the
 * number of days and for their mean. Enough days are {@code floor(lookback_days x min_trading_share)}, although calendar days
 * hold fewer trading days. Every ticker of the market takes part, scored or not, listed in the master data or not.
 */
public final class CalendarDaysFilter implements LiquidityFilter {
    private final LiquidityRules rules;
    private final MarketData data;
    private final double[] tradedValue;
    private final int columns;

    public CalendarDaysFilter(UniverseRules universe, LiquidityRules rules, MarketData data) {
        if (rules.minPrice() > 0
                || rules.minMarketCap() > 0
                || rules.minAdtvShare() > 0
                || !universe.equals(UniverseRules.all())) {
            throw new InvalidInputException(
                    "universe, and liquidity.min_price, min_market_cap and min_adtv_share do not"
                            + " go with liquidity_window: calendar_days");
        }
        this.rules = rules;
        this.data = data;
        this.tradedValue = data.panel(MarketField.TRADED_VALUE).values();
        this.columns = data.tickers().size();
    }

    @Override
    public LiquidityScreen screen(int row, boolean[] scored) {
        LocalDate date = data.dates().date(row);
        int from = data.dates().ceiling(date.minusDays(rules.lookbackDays()));
        double[] sum = new double[columns];
        int[] traded = new int[columns];
        for (int r = from; r < row; r++) {
            for (int c = 0, i = r * columns; c < columns; c++, i++) {
                if (tradedValue[i] > 0) {
                    sum[c] += tradedValue[i];
                    traded[c]++;
                }
            }
        }
        int enough = (int) (rules.lookbackDays() * rules.minTradingShare());
        ScreenBuilder screen = new ScreenBuilder(columns);
        for (int c = 0; c < columns; c++) {
            if (traded[c] == 0 && !scored[c]) {
                continue;
            }
            double adtv = traded[c] == 0 ? 0 : sum[c] / traded[c];
            screen.candidate(c, adtv, traded[c]);
            if (traded[c] < Math.max(1, enough)) {
                screen.fail(c, "trading_days", traded[c], enough);
            } else if (adtv < rules.minAdtv()) {
                screen.fail(c, "adtv", adtv, rules.minAdtv());
            }
        }
        return screen.finish(rules.maxNames());
    }
}
