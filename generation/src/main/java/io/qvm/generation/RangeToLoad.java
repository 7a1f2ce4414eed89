package io.qvm.generation;

import io.qvm.factor.FactorModel;
import io.qvm.store.LoadRange;
import java.time.LocalDate;
import java.util.Optional;

/** What has to be loaded to score days with a model. */
public final class RangeToLoad {
    private RangeToLoad() {}

    /**
     * The days that scores can depend on, and what counts from before them.
     *
     * @param first first day to be scored; empty for the first of the data
     * @param last last day to be loaded; empty for the last of the data
     */
    public static LoadRange of(FactorModel model, Optional<LocalDate> first, Optional<LocalDate> last) {
        return new LoadRange(
                first.map(day -> day.minusMonths(model.priceHistoryMonths())),
                last,
                model.marketFields(),
                first.filter(day -> !model.fieldsOfAnyAge().isEmpty())
                        .map(day -> new LoadRange.Carried(day, model.fieldsOfAnyAge())));
    }
}
