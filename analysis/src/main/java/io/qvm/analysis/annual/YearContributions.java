package io.qvm.analysis.annual;

import io.qvm.analysis.attribution.ContributionAnalysis;
import io.qvm.analysis.attribution.ContributionAnalysis.Line;
import io.qvm.market.DateIndex;
import io.qvm.market.run.BacktestRun;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Contributions of a year beside the weights that were decided in it. */
final class YearContributions {
    private static final Comparator<YearContribution> BEST_FIRST =
            Comparator.comparingDouble((YearContribution c) -> -c.net()).thenComparing(YearContribution::name);

    private final List<YearContribution> stocks = new ArrayList<>();

    YearContributions(BacktestRun run, DateIndex days, Portfolios portfolios, int year) {
        if (run.contributions().isEmpty()) {
            return;
        }
        ContributionAnalysis analysis = ContributionAnalysis.of(run, YearMonth.of(year, 1), YearMonth.of(year, 12));
        Map<String, Portfolios.InForce> inForce = portfolios.inForce(days);
        for (Line line : analysis.stocks()) {
            Portfolios.InForce held = inForce.getOrDefault(line.name(), new Portfolios.InForce(0, 0));
            stocks.add(new YearContribution(
                    line.name(), line.sector(), line.profit(), line.cost(), held.weight(), held.days()));
        }
        if (analysis.cash() != 0) {
            stocks.add(new YearContribution(
                    YearContribution.CASH, YearContribution.CASH, analysis.cash(), 0, Double.NaN, 0));
        }
        stocks.sort(BEST_FIRST);
    }

    /** By stock, cash among them, largest net contribution first. */
    List<YearContribution> stocks() {
        return List.copyOf(stocks);
    }

    /** By sector, largest net contribution first; days are those of all its stocks together. */
    List<YearContribution> sectors() {
        Map<String, YearContribution> bySector = new HashMap<>();
        for (YearContribution c : stocks) {
            bySector.merge(
                    c.sector(),
                    new YearContribution(c.sector(), c.sector(), c.profit(), c.cost(), c.averageWeight(), c.daysHeld()),
                    (a, b) -> new YearContribution(
                            a.name(),
                            a.sector(),
                            a.profit() + b.profit(),
                            a.cost() + b.cost(),
                            a.averageWeight() + b.averageWeight(),
                            a.daysHeld() + b.daysHeld()));
        }
        return bySector.values().stream().sorted(BEST_FIRST).toList();
    }
}
