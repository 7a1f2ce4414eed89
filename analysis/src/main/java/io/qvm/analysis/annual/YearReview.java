package io.qvm.analysis.annual;

import io.qvm.analysis.CalendarReturns;
import io.qvm.analysis.Conventions;
import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.TrackRecord;
import io.qvm.analysis.attribution.Attribution;
import io.qvm.analysis.attribution.BrinsonAttribution;
import io.qvm.analysis.attribution.BrinsonModel;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Everything that a report on one calendar year of a run shows, computed once.
 *
 * @param year the year
 * @param whole the whole track record, for comparison
 * @param own the analysis of the year's days alone; growth begins at 1, and drawdowns at the year's first day
 * @param months in order, only those with days in the track record
 * @param stocks contributions by stock and of cash, largest first; empty if the run recorded none
 * @param sectors the same by sector
 * @param rebalances of the year, in order
 * @param effects allocation, selection and interaction by sector over the year's days; empty if nobody computed them
 */
public record YearReview(
        int year,
        RunAnalysis whole,
        RunAnalysis own,
        List<MonthReview> months,
        List<YearContribution> stocks,
        List<YearContribution> sectors,
        List<RebalanceReview> rebalances,
        Optional<BrinsonAttribution> effects) {

    /** The same review with effects by sector, computed from market data. */
    public YearReview with(Attribution attribution) {
        return new YearReview(
                year,
                whole,
                own,
                months,
                stocks,
                sectors,
                rebalances,
                Optional.of(attribution.brinson(
                        attribution.comparisons().get(0),
                        BrinsonModel.BRINSON_FACHLER,
                        own.run().start(),
                        own.run().end())));
    }

    /** The calendar years in which a track record has days. */
    public static Set<Integer> years(RunAnalysis analysis) {
        Set<Integer> years = new TreeSet<>();
        for (int i = 0; i < analysis.record().dates().size(); i++) {
            years.add(analysis.record().dates().date(i).getYear());
        }
        return years;
    }

    /**
     * Reviews a year.
     *
     * @throws InvalidInputException if the track record has no day in the year
     */
    public static YearReview of(RunAnalysis whole, int year) {
        TrackRecord record = whole.record();
        int[] rows = IntStream.range(0, record.dates().size())
                .filter(i -> record.dates().date(i).getYear() == year)
                .toArray();
        if (rows.length == 0) {
            Set<Integer> years = years(whole);
            throw new InvalidInputException(
                    years.isEmpty()
                            ? "run of " + whole.run().strategyName() + " never held a position, so no year of it can be"
                                    + " reported; check that the strategy's scores cover the range"
                            : "the track record has no day in " + year + "; its years are " + first(years) + " to "
                                    + last(years));
        }
        TrackRecord slice = record.slice(rows[0], rows[rows.length - 1] + 1);
        Conventions conventions = whole.conventions();
        RunAnalysis own = RunAnalysis.of(cut(whole.run(), slice, year), slice, conventions);
        Portfolios portfolios = new Portfolios(whole.run().holdings());
        YearContributions contributions = new YearContributions(whole.run(), slice.dates(), portfolios, year);
        return new YearReview(
                year,
                whole,
                own,
                months(own),
                contributions.stocks(),
                contributions.sectors(),
                new RebalanceReviews(whole.run(), record, portfolios).of(year),
                Optional.empty());
    }

    private static int first(Set<Integer> years) {
        return years.iterator().next();
    }

    private static int last(Set<Integer> years) {
        return years.stream().reduce((a, b) -> b).orElseThrow();
    }

    /** Decisions, holdings, trades and contributions of the year; daily numbers stay whole, for the slice has its own. */
    private static BacktestRun cut(BacktestRun run, TrackRecord slice, int year) {
        LocalDate first = slice.dates().date(0);
        LocalDate last = slice.dates().date(slice.dates().size() - 1);
        return new BacktestRun(
                run.strategyName(),
                run.strategyText(),
                run.scoresVersion(),
                run.benchmarkSymbol(),
                first,
                last,
                run.daily(),
                run.holdings().stream().filter(h -> h.date().getYear() == year).toList(),
                run.trades().stream().filter(t -> t.date().getYear() == year).toList(),
                run.decisions().stream().filter(d -> d.date().getYear() == year).toList(),
                run.contributions().stream()
                        .filter(c -> c.month().getYear() == year)
                        .toList(),
                run.provenance());
    }

    private static List<MonthReview> months(RunAnalysis own) {
        TrackRecord record = own.record();
        CalendarReturns strategy = own.calendar();
        CalendarReturns benchmark = own.benchmarkCalendar();
        List<MonthReview> months = new ArrayList<>();
        int n = record.dates().size();
        for (int from = 0, to; from < n; from = to) {
            YearMonth month = YearMonth.from(record.dates().date(from));
            double exposure = 0;
            double turnover = 0;
            double cost = 0;
            for (to = from; to < n && YearMonth.from(record.dates().date(to)).equals(month); to++) {
                exposure += record.exposure()[to];
                turnover += record.turnover()[to];
                cost += record.cost()[to];
            }
            months.add(new MonthReview(
                    month,
                    strategy.month(month.getYear(), month.getMonthValue()),
                    benchmark.month(month.getYear(), month.getMonthValue()),
                    exposure / (to - from),
                    turnover,
                    cost));
        }
        return List.copyOf(months);
    }
}
