package io.qvm.store.raw;

import io.qvm.market.FactHistory;
import io.qvm.market.MarketData;
import io.qvm.market.TickerIndex;
import io.qvm.store.LoadRange;
import io.qvm.store.MarketOutline;
import io.qvm.store.db.Database;
import io.qvm.store.preset.Preset;

/**
 * A market too large to be held at once: facts are loaded once, prices for some days at a time.
 *
 * <p>All slices have the same tickers, in the same columns, and share the facts.
 */
public final class MarketSlices {
    private final Database database;
    private final Preset preset;
    private final CommonData common;

    private MarketSlices(Database database, Preset preset, CommonData common) {
        this.database = database;
        this.preset = preset;
        this.common = common;
    }

    /** Loads what the slices share. */
    public static MarketSlices open(Database database, Preset preset, MarketOutline outline) {
        return new MarketSlices(database, preset, MarketDataReader.common(database, preset, outline));
    }

    public TickerIndex tickers() {
        return common.tickers();
    }

    public FactHistory facts() {
        return common.facts();
    }

    /** Loads the days of a range. */
    public MarketData load(LoadRange range) {
        return MarketDataReader.read(database, preset, range, common);
    }
}
