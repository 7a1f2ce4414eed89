package io.qvm.analysis.attribution;

import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Days of a run.
 *
 * @param first index of the first
 * @param end index after the last
 */
record Window(int first, int end) {
    static Window of(BacktestRun run, LocalDate from, LocalDate to) {
        DateIndex days = run.daily().dates();
        Window window = new Window(days.ceiling(from), days.floor(to) + 1);
        if (window.first >= window.end) {
            throw new InvalidInputException(
                    "the run has no trading day from " + from + " to " + to + "; it has " + days);
        }
        return window;
    }

    int size() {
        return end - first;
    }

    double[] cut(double[] daily) {
        return Arrays.copyOfRange(daily, first, end);
    }

    LocalDate from(BacktestRun run) {
        return run.daily().dates().date(first);
    }

    LocalDate to(BacktestRun run) {
        return run.daily().dates().date(end - 1);
    }
}
