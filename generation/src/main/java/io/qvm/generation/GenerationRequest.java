package io.qvm.generation;

import io.qvm.factor.FactorModel;
import io.qvm.market.InvalidInputException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What to generate.
 *
 * @param model the factor model; its name is the version of the scores
 * @param from first day, empty for the first day of the data
 * @param to last day, empty for the last day of the data
 * @param dates if not empty: exactly these days, whether the market traded or not, instead of the trading days from
 *     {@code from} to {@code to}
 * @param mode which of these days are computed
 * @param batchDays days per transaction, at least 1
 * @param threads threads that score, at least 1; the result does not depend on it
 * @param codeVersion version of this program, for the manifest
 */
public record GenerationRequest(
        FactorModel model,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        List<LocalDate> dates,
        GenerationMode mode,
        int batchDays,
        int threads,
        String codeVersion) {

    public GenerationRequest {
        dates = List.copyOf(dates);
        if (batchDays < 1) {
            throw new InvalidInputException("a batch must have at least 1 day, was " + batchDays);
        }
        if (threads < 1) {
            throw new InvalidInputException("at least 1 thread is needed, was " + threads);
        }
        if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
            throw new InvalidInputException(
                    "the range is empty: from " + from.get() + " is after to " + to.get() + "; exchange them");
        }
    }
}
