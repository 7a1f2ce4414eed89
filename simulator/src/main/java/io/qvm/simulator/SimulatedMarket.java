package io.qvm.simulator;

import io.qvm.market.MarketData;
import java.util.List;

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
}
