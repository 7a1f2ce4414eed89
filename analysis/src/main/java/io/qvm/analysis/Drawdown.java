package io.qvm.analysis;

import java.time.LocalDate;
import java.util.Optional;

/**
 * One fall from a peak and, if it came, the way back.
 *
 * @param start last day at the peak; the day before the first return if the fall begins with it
 * @param trough day of the lowest value
 * @param recovery first day back at the peak or above, empty while it lasts
 * @param depth value at the trough over value at the peak, less 1; below 0
 * @param tradingDays returns from the peak to the recovery, or to the last day while it lasts
 * @param tradingDaysToTrough returns from the peak to the trough
 */
public record Drawdown(
        LocalDate start,
        LocalDate trough,
        Optional<LocalDate> recovery,
        double depth,
        int tradingDays,
        int tradingDaysToTrough) {}
