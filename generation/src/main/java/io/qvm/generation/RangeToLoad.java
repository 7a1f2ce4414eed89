package io.qvm.generation;

import io.qvm.factor.MarketNeeds;
import io.qvm.store.LoadRange;
import java.time.LocalDate;
import java.util.Optional;

/** What has to be loaded for days on which scores or values of formulas are asked for. */
public final class RangeToLoad {
    private RangeToLoad() {}

    /**
     * The days that they can depend on, and what counts from before them.
     *
     * @param first first day that is asked for; empty for the first of the data
     * @param last last day to be loaded; empty for the last of the data
     */
    public static LoadRange of(MarketNeeds needs, Optional<LocalDate> first, Optional<LocalDate> last) {
        return new LoadRange(
                first.map(day -> day.minusMonths(needs.months())),
                last,
                needs.fields(),
                first.filter(day -> !needs.fieldsOfAnyAge().isEmpty())
                        .map(day -> new LoadRange.Carried(day, needs.fieldsOfAnyAge())));
    }
}
