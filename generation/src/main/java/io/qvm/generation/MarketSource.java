package io.qvm.generation;

import io.qvm.factor.FactorEngine;
import io.qvm.factor.MarketNeeds;
import io.qvm.market.DateIndex;
import io.qvm.market.MarketData;
import io.qvm.store.LoadRange;
import io.qvm.store.MarketOutline;
import io.qvm.store.RawStore;
import io.qvm.store.raw.MarketSlices;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where a run has its market from: in one piece, or, where that would take too much memory, in slices of days.
 *
 * <p>Each slice is loaded with the days before it that the model looks back to, so scores and digests are the same bits either
 * way. While one slice is worked on, the next one is
 * loaded.
 */
abstract class MarketSource {
    private static final int TRADING_DAYS_A_MONTH = 22;

    /** Works on some days with an engine whose data reach as far back as they need. */
    @FunctionalInterface
    interface Work {
        /** Whether to go on with the next slice. */
        boolean on(DateIndex days, FactorEngine engine);
    }

    /**
     * Opens the market of a run.
     *
     * @param loading runs a load, as often as it takes
     */
    static MarketSource open(
            RawStore raw, GenerationRequest request, SliceLength length, Function<Supplier<?>, ?> loading) {
        LoadRange range = (LoadRange) loading.apply(() -> rangeToLoad(raw, request));
        if (isLong(request)) {
            // Prices alone tell how large it is; whether it takes slices is known in a fraction of the time of all
            // tables.
            MarketOutline prices = (MarketOutline) loading.apply(() -> raw.outlineOfPrices(range));
            int lookback = lookback(request.model().needs());
            int rows = length.rows(prices.tickers().size(), lookback);
            if (rows + (long) lookback < prices.dates().size()) {
                MarketOutline outline = (MarketOutline) loading.apply(() -> raw.outline(range));
                MarketSlices slices = (MarketSlices) loading.apply(() -> raw.slices(outline));
                return new SlicedMarket(slices, outline, request.model(), rows, loading);
            }
        }
        MarketData data = (MarketData) loading.apply(() -> load(raw, range));
        return new WholeMarket(data, request.model(), request.threads());
    }

    /** All days with a price, in and before the range of the run. */
    abstract DateIndex dates();

    /** Whether the market traded on one of {@link #dates()}. */
    abstract boolean isTradingDay(int row);

    /** Tickers, items and sectors of the market, with prices of some days at least. */
    abstract MarketData sample();

    /** Hands out days, ascending, in slices. */
    abstract void forEachSlice(List<LocalDate> days, Work work);

    boolean isTradingDay(LocalDate day) {
        int row = dates().indexOf(day);
        return row >= 0 && isTradingDay(row);
    }

    String inWords() {
        MarketData sample = sample();
        return String.format(
                Locale.ROOT,
                "%s, %s, %,d facts",
                sample.tickers(),
                dates(),
                sample.facts().size());
    }

    /** A request for a year or less is not worth a look at what there is. */
    private static boolean isLong(GenerationRequest request) {
        return request.from().isEmpty()
                || request.to().isEmpty()
                || request.from().get().plusYears(1).isBefore(request.to().get());
    }

    /** Loads what the range needs; if it has nothing, everything, so that the error can say what there is. */
    private static MarketData load(RawStore raw, LoadRange range) {
        MarketData data = raw.load(range);
        return data.dates().isEmpty() ? raw.load(LoadRange.all()) : data;
    }

    /** About how many rows have to be loaded before a slice. */
    static int lookback(MarketNeeds needs) {
        MarketNeeds.Reach reach = needs.reach();
        return reach.tradingDays() + reach.months() * TRADING_DAYS_A_MONTH;
    }

    private static LoadRange rangeToLoad(RawStore raw, GenerationRequest request) {
        Optional<LocalDate> first = request.dates().isEmpty()
                ? request.from()
                : request.dates().stream().min(Comparator.naturalOrder());
        // With explicit days the end stays open, so that a day after the last price is told from one that is scored.
        Optional<LocalDate> last = request.dates().isEmpty() ? request.to() : Optional.empty();
        return RangeToLoad.of(request.model().needs(), first, last, raw::tradingDayBefore);
    }

    static List<LocalDate> sorted(Collection<LocalDate> days) {
        return days.stream().sorted().distinct().toList();
    }
}
