package io.qvm.analysis.attribution;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * Allocation, selection and interaction by sector over a window, see {@link BrinsonPeriod}.
 *
 * <p>Effects are those of single days, with the weights that the account had at their beginning, linked by {@link Linking#carino(double[],
 * double[])}. Cash is a sector of its own, which the comparison does not have. All effects of all sectors, less the costs,
 * are {@code portfolioReturn - comparisonReturn}.
 *
 * @param model how allocation is measured
 * @param comparison against what
 * @param from first trading day of the window
 * @param to its last
 * @param portfolioReturn compounded net return
 * @param comparisonReturn compounded return of the comparison
 * @param sectors ascending by name, cash last; only what either side had
 * @param costs linked costs of trading, not negative
 * @param residual what the effects and costs do not explain: rounding
 * @param months the same effects month by month, each linked within itself
 */
public record BrinsonAttribution(
        BrinsonModel model,
        Comparison comparison,
        LocalDate from,
        LocalDate to,
        double portfolioReturn,
        double comparisonReturn,
        List<Sector> sectors,
        double costs,
        double residual,
        List<Month> months) {

    /**
     * One sector, or cash.
     *
     * @param name sector
     * @param portfolioWeight mean weight over the days
     * @param comparisonWeight the same of the comparison
     * @param portfolioReturn compounded over the days on which it was held, NaN if never
     * @param comparisonReturn the same of the comparison
     * @param allocation linked, as are the others
     * @param selection by stocks within the sector
     * @param interaction of the two
     */
    public record Sector(
            String name,
            double portfolioWeight,
            double comparisonWeight,
            double portfolioReturn,
            double comparisonReturn,
            double allocation,
            double selection,
            double interaction) {
        /** Allocation, selection and interaction together. */
        public double total() {
            return allocation + selection + interaction;
        }
    }

    /**
     * One month, all sectors together.
     *
     * @param month calendar month; at the window's ends only the days within it
     * @param portfolioReturn net
     * @param comparisonReturn of the comparison
     * @param allocation sum over sectors
     * @param selection sum over sectors
     * @param interaction sum over sectors
     * @param costs not negative
     */
    public record Month(
            YearMonth month,
            double portfolioReturn,
            double comparisonReturn,
            double allocation,
            double selection,
            double interaction,
            double costs) {}

    public BrinsonAttribution {
        sectors = List.copyOf(sectors);
        months = List.copyOf(months);
    }

    /** Sum over sectors. */
    public double allocation() {
        return sectors.stream().mapToDouble(Sector::allocation).sum();
    }

    /** Sum over sectors. */
    public double selection() {
        return sectors.stream().mapToDouble(Sector::selection).sum();
    }

    /** Sum over sectors. */
    public double interaction() {
        return sectors.stream().mapToDouble(Sector::interaction).sum();
    }
}
