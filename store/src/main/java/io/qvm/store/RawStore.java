package io.qvm.store;

import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.store.db.Database;
import io.qvm.store.db.Schema;
import io.qvm.store.preset.Preset;
import io.qvm.store.preset.Presets;
import io.qvm.store.raw.MarketDataReader;
import io.qvm.store.raw.MarketSlices;
import java.util.Optional;

/**
 * Raw data, read whole ranges at a time.
 *
 * <p>Without a preset it reads the canonical tables that an import filled; with one, a user's own tables in place. It
 * never writes.
 */
public final class RawStore {
    private final Database database;
    private final Preset preset;

    private RawStore(Database database, Preset preset) {
        this.database = database;
        this.preset = preset;
    }

    /**
     * Raw data of a database.
     *
     * @throws InvalidInputException if there is no preset and the database has no canonical tables
     */
    public static RawStore of(Database database, Optional<Preset> preset) {
        if (preset.isEmpty() && !Schema.hasTable(database, "equity_history")) {
            throw new InvalidInputException(database.url() + " holds no raw data; fill it with 'qvm import --db "
                    + database.url() + " --from DIR', or name the layout of your own tables with --preset");
        }
        return new RawStore(database, preset.orElseGet(Presets::canonical));
    }

    /**
     * Loads instruments, prices and index levels of a range, and all facts; corporate actions if the range asks for them
     * and the preset has them.
     *
     * @throws InvalidInputException if a query fails, a key is missing or occurs twice
     */
    public MarketData load(LoadRange range) {
        return MarketDataReader.read(database, preset, range);
    }

    /** Which days and tickers a range has, without its numbers: a light query. */
    public MarketOutline outline(LoadRange range) {
        return MarketDataReader.outline(database, preset, range);
    }

    /**
     * Prepares to load days of a range some at a time; loads instruments, index levels and all facts.
     *
     * @param outline of the range
     */
    public MarketSlices slices(MarketOutline outline) {
        return MarketSlices.open(database, preset, outline);
    }
}
