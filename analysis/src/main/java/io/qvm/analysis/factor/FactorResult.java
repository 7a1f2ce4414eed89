package io.qvm.analysis.factor;

import java.util.List;

/**
 * One factor, evaluated.
 *
 * @param name {@code quality}, {@code value}, {@code momentum}, {@code qvm} or the model's own
 * @param horizons one result per horizon
 * @param ages rank information coefficient of the main horizon when the scores are acted on so many trading days late
 * @param sectors by sector, most stocks first
 * @param years by year of the score day
 * @param coverage how much of the market has a score
 * @param returns daily returns of the top portfolio less the bottom one
 */
public record FactorResult(
        String name,
        List<HorizonResult> horizons,
        List<GroupResult> ages,
        List<GroupResult> sectors,
        List<GroupResult> years,
        ScoreCoverage coverage,
        FactorReturns returns) {

    /** The result of a horizon. */
    public HorizonResult horizon(int tradingDays) {
        return horizons.stream()
                .filter(h -> h.horizon() == tradingDays)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no horizon of " + tradingDays + " trading days"));
    }
}
