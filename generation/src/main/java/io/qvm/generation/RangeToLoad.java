package io.qvm.generation;

import io.qvm.factor.MarketNeeds;
import io.qvm.store.LoadRange;
import java.time.LocalDate;
import java.util.Optional;

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
        return new LoadRange(
                first.map(day -> needs.tradingDays() == 0 ? day : calendar.before(day, needs.tradingDays()))
                        .map(day -> day.minusMonths(needs.months())),
                last,
                needs.fields(),
                first.filter(day -> !needs.fieldsOfAnyAge().isEmpty())
                        .map(day -> new LoadRange.Carried(day, needs.fieldsOfAnyAge())));
    }
}
