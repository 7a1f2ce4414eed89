package io.qvm.analysis.attribution;

import io.qvm.analysis.SectorWeights;
import io.qvm.analysis.Statistics;
import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.Contribution;
import io.qvm.market.run.Holding;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What each stock and each sector added to the return of a window.
 *
 * <p>Parts of single months (or days, from {@link Attribution}) are linked by {@link Linking#carino}: all profits and the cash
 * line, less the costs, sum to {@code totalReturn}.
 *
 * @param from first trading day of the window
 * @param to its last
 * @param totalReturn compounded net return of the window
 * @param stocks largest net contribution first; every stock that was held or traded
 * @param sectors the same summed by sector
 * @param cash interest on cash and on what was borrowed
 * @param costs of all trading, not negative: the sum over the stocks
 * @param residual daily net returns, compounded, less all lines: rounding
 */
public record ContributionAnalysis(
        LocalDate from,
        LocalDate to,
        double totalReturn,
        List<Line> stocks,
        List<Line> sectors,
        double cash,
        double costs,
        double residual) {
    private static final Comparator<Line> BEST_FIRST =
            Comparator.comparingDouble((Line line) -> -line.net()).thenComparing(Line::name);

    /**
     * One stock or sector.
     *
     * @param name ticker, or the sector itself
     * @param sector {@link SectorWeights#UNCLASSIFIED} if there is none
     * @param profit prices, dividends and delisting, before costs; 0.01 is one percentage point of the window's return
     * @param cost of trading, not negative
     */
    public record Line(String name, String sector, double profit, double cost) {
        /** Profit less cost. */
        public double net() {
            return profit - cost;
        }
    }

    public ContributionAnalysis {
        stocks = List.copyOf(stocks);
        sectors = List.copyOf(sectors);
    }

    /**
     * Of the whole run.
     *
     * @throws InvalidInputException as {@link #of(BacktestRun, YearMonth, YearMonth)}
     */
    public static ContributionAnalysis of(BacktestRun run) {
        DateIndex days = run.daily().dates();
        if (days.isEmpty()) {
            throw new InvalidInputException("run of " + run.strategyName() + " has no days to attribute");
        }
        return of(run, YearMonth.from(days.date(0)), YearMonth.from(days.date(days.size() - 1)));
    }

    /**
     * Of some months of a run, from what the run itself keeps.
     *
     * @param from first month
     * @param to last month, the same for one month
     * @throws InvalidInputException if the run keeps no contributions, as in constant-weight mode, or has no day in these
     *     months
     */
    public static ContributionAnalysis of(BacktestRun run, YearMonth from, YearMonth to) {
        if (run.contributions().isEmpty() && !run.holdings().isEmpty()) {
            throw new InvalidInputException("run of " + run.strategyName()
                    + " keeps no contributions by month; with market data they are computed day by day");
        }
        int[] days = IntStream.range(0, run.daily().dates().size())
                .filter(k -> isWithin(run.daily().dates().date(k), from, to))
                .toArray();
        if (days.length == 0) {
            throw new InvalidInputException("run of " + run.strategyName() + " has no day from " + from + " to " + to
                    + "; it has " + run.daily().dates());
        }
        Map<LocalDate, List<Contribution>> months = new TreeMap<>();
        for (Contribution part : run.contributions()) {
            if (isWithin(part.month(), from, to)) {
                months.computeIfAbsent(part.month(), month -> new ArrayList<>()).add(part);
            }
        }
        double[] returns = months.values().stream()
                .mapToDouble(parts ->
                        parts.stream().mapToDouble(c -> c.profit() - c.cost()).sum())
                .toArray();
        double[] factors = Linking.carino(returns);
        Sums sums = new Sums(sectors(run.holdings()));
        int month = 0;
        for (List<Contribution> parts : months.values()) {
            double factor = factors[month++];
            for (Contribution part : parts) {
                if (part.ticker().equals(Contribution.CASH)) {
                    sums.cash += factor * part.profit();
                } else {
                    sums.add(part.ticker(), factor * part.profit(), factor * part.cost());
                }
            }
        }
        double[] net = IntStream.of(days).mapToDouble(k -> run.daily().net()[k]).toArray();
        return sums.close(
                run.daily().dates().date(days[0]),
                run.daily().dates().date(days[days.length - 1]),
                Statistics.compound(net));
    }

    private static boolean isWithin(LocalDate date, YearMonth from, YearMonth to) {
        YearMonth month = YearMonth.from(date);
        return !month.isBefore(from) && !month.isAfter(to);
    }

    /** The stocks that added most, net; fewer if fewer added anything. */
    public List<Line> best(int atMost) {
        return stocks.stream().filter(line -> line.net() > 0).limit(atMost).toList();
    }

    /** The stocks that cost most, net, the worst first; fewer if fewer cost anything. */
    public List<Line> worst(int atMost) {
        return stocks.stream()
                .sorted(BEST_FIRST.reversed())
                .filter(line -> line.net() < 0)
                .limit(atMost)
                .toList();
    }

    /** Sector of each stock that was ever selected; the newest holding decides. */
    static Map<String, String> sectors(List<Holding> holdings) {
        Map<String, String> sectors = new HashMap<>();
        Map<String, LocalDate> since = new HashMap<>();
        for (Holding holding : holdings) {
            LocalDate known = since.get(holding.ticker());
            if (known == null || !holding.date().isBefore(known)) {
                since.put(holding.ticker(), holding.date());
                sectors.put(holding.ticker(), sectorName(holding.sector()));
            }
        }
        return sectors;
    }

    static String sectorName(String sector) {
        return sector.isBlank() ? SectorWeights.UNCLASSIFIED : sector;
    }

    /** Linked parts being summed. */
    static final class Sums {
        private final Map<String, String> sectors;
        private final Map<String, double[]> stocks = new TreeMap<>();
        double cash;

        Sums(Map<String, String> sectors) {
            this.sectors = sectors;
        }

        void add(String ticker, double profit, double cost) {
            double[] sum = stocks.computeIfAbsent(ticker, t -> new double[2]);
            sum[0] += profit;
            sum[1] += cost;
        }

        ContributionAnalysis close(LocalDate from, LocalDate to, double totalReturn) {
            List<Line> lines = new ArrayList<>();
            Map<String, double[]> bySector = new TreeMap<>();
            double costs = 0;
            double all = cash;
            for (Map.Entry<String, double[]> stock : stocks.entrySet()) {
                String sector = sectors.getOrDefault(stock.getKey(), SectorWeights.UNCLASSIFIED);
                double profit = stock.getValue()[0];
                double cost = stock.getValue()[1];
                lines.add(new Line(stock.getKey(), sector, profit, cost));
                double[] sum = bySector.computeIfAbsent(sector, s -> new double[2]);
                sum[0] += profit;
                sum[1] += cost;
                costs += cost;
                all += profit - cost;
            }
            lines.sort(BEST_FIRST);
            List<Line> sectorLines = new ArrayList<>();
            bySector.forEach((name, sum) -> sectorLines.add(new Line(name, name, sum[0], sum[1])));
            sectorLines.sort(BEST_FIRST);
            return new ContributionAnalysis(from, to, totalReturn, lines, sectorLines, cash, costs, totalReturn - all);
        }
    }
}
