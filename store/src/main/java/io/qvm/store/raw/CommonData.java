package io.qvm.store.raw;

import io.qvm.market.FactHistory;
import io.qvm.market.IndexHistory;
import io.qvm.market.Instrument;
import io.qvm.market.TickerIndex;
import java.util.Map;

/** What is the same for every slice of days of a market: who there is, and all facts. */
record CommonData(
        Map<String, Instrument> instruments,
        TickerIndex tickers,
        FactHistory facts,
        Map<String, IndexHistory> indices) {}
