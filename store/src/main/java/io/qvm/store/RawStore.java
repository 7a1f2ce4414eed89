package io.qvm.store;

import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.store.db.Database;
import io.qvm.store.db.Schema;
import io.qvm.store.preset.Preset;
import io.qvm.store.preset.Presets;
import io.qvm.store.raw.MarketDataReader;
import io.qvm.store.raw.MarketSlices;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Raw data, read whole ranges at a time.
 *
 * <p>Without a preset it reads the canonical tables that an import filled; with one, a user's own tables in place. It
 * never writes.
 */
public final class RawStore {
    private static final String PRICES = "equity_history";
    private static final int USUAL_TRADING_DAYS_A_MONTH = 18;

    private final Database database;
    private final Preset preset;

    private RawStore(Database database, Preset preset) {
        this.database = database;
        this.preset = preset;
    }

    /**
     * Raw data of a database.
     *
     * @throws InvalidInputException if there is no preset and the database has no canonical table of prices
     */
    public static RawStore of(Database database, Optional<Preset> preset) {
        if (preset.isEmpty() && !Schema.hasTable(database, PRICES)) {
            List<String> others = Schema.RAW_TABLES.keySet().stream()
                    .filter(table -> !table.equals(PRICES) && Schema.hasTable(database, table))
                    .sorted()
                    .toList();
            String what = others.isEmpty()
                    ? " holds no raw data; fill it"
                    : " has " + String.join(", ", others) + " but lacks the table " + PRICES + "; fill it";
            throw new InvalidInputException(database.url() + what + " with 'qvm import --db " + database.url()
                    + " --from DIR', or name the layout of your own tables with --preset");
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

    /** Characters of the longest ticker among the instruments; 0 if there are none. */
    int longestTicker() {
        return MarketDataReader.longestTicker(database, preset);
    }

    /** Which days and tickers a range has among the prices: enough to tell how large it is. */
    public MarketOutline outlineOfPrices(LoadRange range) {
        return MarketDataReader.outlineOfPrices(database, preset, range);
    }

    /** Which days and tickers a range has, without its numbers: a light query. */
    public MarketOutline outline(LoadRange range) {
        return MarketDataReader.outline(database, preset, range);
    }

    /**
     * The trading day so many before the last one up to a day; the first day with a row if there are not so many.
     *
     * <p>Looks at a few months first, and at all days only if the market was closed for most of them.
     */
    public LocalDate tradingDayBefore(LocalDate day, int tradingDays) {
        LocalDate guess = day.minusMonths(2 + tradingDays / USUAL_TRADING_DAYS_A_MONTH);
        MarketOutline near = outline(new LoadRange(Optional.of(guess), Optional.of(day)));
        return Optional.of(near)
                .filter(outline -> !outline.tradingRows().isEmpty())
                .flatMap(outline -> outline.tradingDayBefore(day, tradingDays))
                .orElseGet(() -> {
                    MarketOutline all = outline(new LoadRange(Optional.empty(), Optional.of(day)));
                    return all.tradingDayBefore(day, tradingDays)
                            .orElse(all.dates().isEmpty() ? day : all.dates().date(0));
                });
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
