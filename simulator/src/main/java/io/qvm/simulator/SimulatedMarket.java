package io.qvm.simulator;

import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A whole simulated market.
 *
 * <p>All numbers are decimals short enough to survive being written and read: prices have 2 decimals, adjusted prices 6,
 * shares and statement values none. So files and {@link #toMarketData()} hold the same bits.
 *
 * @param settings what it was made from
 * @param data instruments, prices, statements and the index {@link #INDEX}
 * @param corporateActions splits and cash dividends, by ticker and date
 */
public record SimulatedMarket(SimulationSettings settings, MarketData data, List<CorporateAction> corporateActions) {
    /** The capitalisation-weighted total-return index of all listed stocks. */
    public static final String INDEX = "MARKET";

    public SimulatedMarket {
        corporateActions = List.copyOf(corporateActions);
    }

    /** What both stages work on, without going through files or a database. */
    public MarketData toMarketData() {
        return data;
    }

    /** One line for people: how much there is of what. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%,d stocks, %,d trading days (%s to %s), %,d price rows, %,d facts, %,d corporate actions, seed %d",
                data.tickers().size(),
                data.dates().size(),
                data.dates().date(0),
                data.dates().date(data.dates().size() - 1),
                Arrays.stream(data.panel(MarketField.CLOSE).values())
                        .filter(close -> !Double.isNaN(close))
                        .count(),
                data.facts().size(),
                corporateActions.size(),
                settings.seed());
    }
}
