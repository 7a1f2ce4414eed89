package io.qvm.generation;

import io.qvm.factor.MarketNeeds;
import io.qvm.market.MarketField;
import io.qvm.store.LoadRange;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What has to be loaded for days on which scores or values of formulas are asked for. */
public final class RangeToLoad {
    private RangeToLoad() {}

    /** Knows on which days the market traded. */
    @FunctionalInterface
    public interface TradingCalendar {
        /** The trading day so many before the last one up to a day; the first of the data if there are not so many. */
        LocalDate before(LocalDate day, int tradingDays);
    }

    /**
     * The days that they can depend on, and what counts from before them.
     *
     * <p>The data's own calendar says where a number of trading days began, so that a market that was closed for months
     * shortens no window. Inside of these, returns and as-of values reach back calendar months.
     *
     * @param first first day that is asked for; empty for the first of the data
     * @param last last day to be loaded; empty for the last of the data
     * @param calendar asked only for formulas that look back trading days
     */
    public static LoadRange of(
            MarketNeeds needs, Optional<LocalDate> first, Optional<LocalDate> last, TradingCalendar calendar) {
        if (first.isEmpty()) {
            return new LoadRange(first, last, needs.fields().keySet());
        }
        LocalDate day = first.get();
        Map<Integer, LocalDate> begins = new HashMap<>();
        Function<MarketNeeds.Reach, LocalDate> begin = reach -> begins.computeIfAbsent(
                        reach.tradingDays(), days -> days == 0 ? day : calendar.before(day, days))
                .minusMonths(reach.months());
        LocalDate earliest = begin.apply(needs.reach());
        Map<MarketField, LocalDate> later = new EnumMap<>(MarketField.class);
        needs.fields().forEach((field, reach) -> later.put(field, begin.apply(reach)));
        later.values().removeIf(earliest::equals);
        return new LoadRange(
                Optional.of(earliest),
                last,
                needs.fields().keySet(),
                later,
                Optional.of(new LoadRange.Carried(day, needs.fieldsOfAnyAge()))
                        .filter(carried -> !carried.fields().isEmpty()));
    }
}
