package io.qvm.analysis.attribution;

import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.Contribution;
import io.qvm.market.run.DailyReturns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A run and its market: prices, sectors as segments, and what was held on each day. */
final class AttributionInputs {
    /** A replay must agree with what the run itself wrote down this closely, as a share of capital. */
    private static final double AGREEMENT = 1e-8;

    /** No cash earns more than this in a day. */
    private static final double MOST_INTEREST = 0.01;

    private AttributionInputs() {}

    static int column(MarketData market, String ticker) {
        int column = market.tickers().indexOf(ticker);
        if (column < 0) {
            throw new InvalidInputException("the run names " + ticker
                    + ", which the market data do not have; give the database that the run was made from");
        }
        return column;
    }

    /** Sectors of the market, ascending, then cash. */
    static List<String> segments(MarketData market) {
        TreeSet<String> names = new TreeSet<>();
        for (int c = 0; c < market.tickers().size(); c++) {
            names.add(sector(market, c));
        }
        List<String> segments = new ArrayList<>(names);
        segments.remove(SectorDays.CASH);
        segments.add(SectorDays.CASH);
        return List.copyOf(segments);
    }

    /** Segment of each column. */
    static int[] segmentOf(MarketData market, List<String> segments) {
        Map<String, Integer> index = new HashMap<>();
        segments.forEach(name -> index.put(name, index.size()));
        int[] of = new int[market.tickers().size()];
        Arrays.setAll(of, c -> index.getOrDefault(sector(market, c), 0));
        return of;
    }

    static String sector(MarketData market, int column) {
        return ContributionAnalysis.sectorName(market.sector(column).orElse(""));
    }

    /** Trading days from a decision to the close at which it is executed. */
    static int executionLag(BacktestRun run) {
        String lag = run.provenance().getOrDefault("execution_lag_days", "1");
        try {
            return Integer.parseInt(lag);
        } catch (NumberFormatException e) {
            throw new InvalidInputException("the run's execution_lag_days is '" + lag + "', not a number", e);
        }
    }

    /** True if target weights were restored daily, without an account. */
    static boolean isConstantWeight(BacktestRun run) {
        return run.provenance().getOrDefault("simulation_mode", "").startsWith("constant")
                || (run.trades().isEmpty() && !run.holdings().isEmpty());
    }

    /**
     * What was held on each day.
     *
     * @throws InvalidInputException if no way of replaying the run gives the numbers that it wrote down
     */
    static DailyContributions held(BacktestRun run, RunPrices prices) {
        if (isConstantWeight(run)) {
            int lag = executionLag(run);
            for (int delay = lag + 1; delay <= lag + 2; delay++) {
                DailyContributions replay = WeightReplay.of(run, prices, delay);
                if (Arrays.stream(replay.cash()).allMatch(cash -> Math.abs(cash) <= AGREEMENT)) {
                    return replay;
                }
            }
        } else {
            for (AccountReplay.Market kind : AccountReplay.Market.values()) {
                Optional<DailyContributions> replay = AccountReplay.of(run, prices, kind);
                if (replay.isPresent() && agrees(run, replay.get())) {
                    return replay.get();
                }
            }
        }
        throw new InvalidInputException("the market data do not give the returns of this run of " + run.strategyName()
                + ": prices have changed since, or it used rules that attribution does not follow; make the run again");
    }

    private static boolean agrees(BacktestRun run, DailyContributions replay) {
        DailyReturns daily = run.daily();
        if (run.contributions().isEmpty()) {
            for (int k = 0; k < replay.cash().length; k++) {
                double free = k == 0 ? 1 : Math.abs(1 - daily.exposure()[k - 1]);
                if (!(Math.abs(replay.cash()[k]) <= AGREEMENT + free * MOST_INTEREST)) {
                    return false;
                }
            }
            return true;
        }
        Map<String, Double> open = new HashMap<>();
        for (Contribution part : run.contributions()) {
            if (!part.ticker().equals(Contribution.CASH)) {
                open.merge(part.month() + part.ticker(), part.profit(), Double::sum);
            }
        }
        double capital = 1;
        for (int k = 0; k < daily.dates().size(); k++) {
            double before = k == 0 ? 1 : daily.equity()[k - 1];
            boolean begins = k == 0
                    || daily.dates().date(k).getMonthValue()
                            != daily.dates().date(k - 1).getMonthValue();
            capital = begins ? before : capital;
            String month = daily.dates().date(k).withDayOfMonth(1).toString();
            for (int i = replay.starts()[k]; i < replay.starts()[k + 1]; i++) {
                open.merge(
                        month + replay.tickers().ticker(replay.columns()[i]),
                        -replay.contributions()[i] * before / capital,
                        Double::sum);
            }
        }
        return open.values().stream().allMatch(left -> Math.abs(left) <= AGREEMENT);
    }
}
