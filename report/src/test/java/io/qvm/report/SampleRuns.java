package io.qvm.report;

import io.qvm.market.DateIndex;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.Contribution;
import io.qvm.market.run.DailyReturns;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import io.qvm.market.run.Holding;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Runs that look like real ones, and runs that should not happen. Seeded: the same arguments give the same run. */
final class SampleRuns {
    static final String[] SECTORS = {
        "Banking",
        "Securities",
        "Real Estate",
        "Food & Beverage",
        "Utilities",
        "Construction",
        "Technology",
        "Chemicals",
        "Transport",
        "Insurance",
        "Retail",
        "Steel"
    };
    static final String STRATEGY_TEXT = """
            # The 25 best liquid stocks by QVM score, rebalanced monthly.
            name: sample_top25
            scores: {version: qvm_v2.1, signal: {QVM_Composite: 1.0}}
            rebalance: monthly
            liquidity: {lookback: 63, min_adtv: 1e9, min_days_traded: 0.6}
            selection: {top: 25, buffer: 10}
            weighting: equal
            constraints: {max_position: 0.05, max_sector: 0.40}
            costs: {bps: 30}
            overlay: {kind: regime, bear: 0.3, stress: 0.6}
            """;

    private SampleRuns() {}

    /** A plausible run: fat tails, a crash, regimes, an overlay, monthly rebalances. */
    static BacktestRun plausible(int years, int holdings, long seed) {
        Random random = new Random(seed);
        DateIndex dates = weekdays(LocalDate.of(2016, 1, 4), years * 252);
        int n = dates.size();
        double[] benchmark = new double[n];
        double[] net = new double[n];
        double[] gross = new double[n];
        double[] cost = new double[n];
        double[] exposure = new double[n];
        double[] turnover = new double[n];
        int[] positions = new int[n];
        String[] regime = new String[n];
        double volatility = 0.010;
        double level = 1;
        double peak = 1;
        double before = 0;
        for (int i = 0; i < n; i++) {
            boolean crash = i > n * 0.52 && i < n * 0.52 + 30;
            double shock = random.nextGaussian() * (random.nextInt(40) == 0 ? 2.5 : 1);
            volatility = 0.94 * volatility + 0.06 * (crash ? 0.028 : 0.0095) + 0.02 * Math.abs(shock) * 0.003;
            benchmark[i] = 0.00042 + volatility * shock - (crash ? 0.010 : 0);
            level *= 1 + benchmark[i];
            peak = Math.max(peak, level);
            regime[i] =
                    level / peak < -0.2 + 1 ? "Bear" : volatility > 0.0135 ? "Stress" : shock > -0.2 ? "Bull" : "Bull";
            double target = regime[i].equals("Bear") ? 0.4 : regime[i].equals("Stress") ? 0.7 : 0.98;
            boolean started = i >= 21;
            exposure[i] = started ? target : 0;
            positions[i] = started ? holdings : 0;
            boolean rebalance = started && (i % 21 == 0);
            turnover[i] = Math.abs(exposure[i] - before) / 2
                    + (rebalance ? exposure[i] * (0.12 + 0.12 * random.nextDouble()) : 0);
            before = exposure[i];
            cost[i] = turnover[i] * 0.003;
            gross[i] = exposure[i] * (0.92 * benchmark[i] + 0.00028 + 0.0048 * random.nextGaussian());
            net[i] = gross[i] - cost[i];
        }
        List<Holding> targets = new ArrayList<>();
        List<FunnelDecision> decisions = new ArrayList<>();
        for (int i = 21; i < n; i += 21) {
            rebalance(dates.date(i), holdings, random, targets, decisions);
        }
        BacktestRun bare = run(
                new DailyReturns(
                        dates, gross, cost, net, benchmark, exposure, turnover, growth(net), positions, regime, regime),
                targets,
                decisions);
        return withContributions(bare, contributions(bare, new Random(seed + 1)));
    }

    /** Random profits of what was held in each month; the first stock takes the rest of the month's return. */
    private static List<Contribution> contributions(BacktestRun run, Random random) {
        Map<YearMonth, Double> growth = new TreeMap<>();
        Map<YearMonth, List<String>> held = new TreeMap<>();
        for (int i = 0; i < run.daily().dates().size(); i++) {
            growth.merge(
                    YearMonth.from(run.daily().dates().date(i)), 1 + run.daily().net()[i], (a, b) -> a * b);
        }
        run.holdings()
                .forEach(h -> held.computeIfAbsent(YearMonth.from(h.date()), m -> new ArrayList<>())
                        .add(h.ticker()));
        List<Contribution> contributions = new ArrayList<>();
        growth.forEach((month, value) -> {
            double rest = value - 1;
            List<String> tickers = held.getOrDefault(month, List.of());
            for (String ticker : tickers.stream().skip(1).distinct().toList()) {
                double profit = 0.1 * random.nextGaussian() / tickers.size();
                contributions.add(new Contribution(month.atDay(1), ticker, profit, 0.0001));
                rest -= profit - 0.0001;
            }
            contributions.add(
                    new Contribution(month.atDay(1), tickers.isEmpty() ? Contribution.CASH : tickers.get(0), rest, 0));
        });
        return contributions;
    }

    private static BacktestRun withContributions(BacktestRun run, List<Contribution> contributions) {
        return new BacktestRun(
                run.strategyName(),
                run.strategyText(),
                run.scoresVersion(),
                run.benchmarkSymbol(),
                run.start(),
                run.end(),
                run.daily(),
                run.holdings(),
                run.trades(),
                run.decisions(),
                contributions,
                run.provenance());
    }

    /** The same run with this text in every name: strategy, benchmark, scores, tickers, sectors, rules, provenance. */
    static BacktestRun renamed(BacktestRun run, String name) {
        return new BacktestRun(
                name,
                name,
                name,
                name,
                run.start(),
                run.end(),
                run.daily(),
                run.holdings().stream()
                        .map(h -> new Holding(
                                h.date(),
                                h.ticker() + name,
                                name,
                                h.rank(),
                                h.signal(),
                                h.rawWeight(),
                                h.weight(),
                                h.shares()))
                        .toList(),
                run.trades(),
                run.decisions().stream()
                        .map(d -> new FunnelDecision(
                                d.date(),
                                d.ticker() + name,
                                d.stage(),
                                name,
                                d.observed(),
                                d.limit(),
                                d.rank(),
                                d.signal(),
                                d.rawWeight(),
                                d.weight()))
                        .toList(),
                run.contributions().stream()
                        .map(c -> new Contribution(c.month(), c.ticker() + name, c.profit(), c.cost()))
                        .toList(),
                Map.of(name, name));
    }

    private static void rebalance(
            LocalDate date, int holdings, Random random, List<Holding> targets, List<FunnelDecision> decisions) {
        for (int i = 0; i < holdings; i++) {
            String sector = SECTORS[(int) (SECTORS.length * Math.pow(random.nextDouble(), 1.6))];
            String ticker = ticker(random, i);
            double weight = 0.98 / holdings;
            double signal = 2.2 - 1.4 * i / holdings;
            targets.add(
                    new Holding(date, ticker, sector, i + 1, signal, weight, weight, 100 * (1 + random.nextInt(90))));
            decisions.add(decision(date, ticker, FunnelStage.HELD, "held", i + 1, weight));
        }
        int others = 4 * holdings + random.nextInt(holdings + 1);
        for (int i = 0; i < others; i++) {
            decisions.add(decision(date, "R" + i, FunnelStage.RANKED, "rank", holdings + i + 1, 0));
        }
        for (int i = 0; i < 5 * holdings; i++) {
            decisions.add(decision(date, "A" + i, FunnelStage.SCORED, i % 9 == 0 ? "trading_days" : "adtv", 0, 0));
        }
        decisions.add(decision(date, "S1", FunnelStage.SELECTED, "sector_cap", holdings + 1, 0));
    }

    private static FunnelDecision decision(
            LocalDate date, String ticker, FunnelStage stage, String rule, int rank, double weight) {
        return new FunnelDecision(date, ticker, stage, rule, rank, 25, rank, 1, weight, weight);
    }

    private static String ticker(Random random, int i) {
        return "" + (char) ('A' + random.nextInt(26)) + (char) ('A' + i % 26) + (char) ('A' + (i / 26) % 26)
                + (i >= 676 ? String.valueOf(i) : "");
    }

    /** A run with these net returns, always invested, with this benchmark and one holding. */
    static BacktestRun of(double[] net, double[] benchmark) {
        int n = net.length;
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        int[] positions = new int[n];
        Arrays.fill(positions, 1);
        String[] regime = new String[n];
        Arrays.fill(regime, "");
        DateIndex dates = weekdays(LocalDate.of(2020, 1, 1), n);
        List<Holding> holdings =
                n == 0 ? List.of() : List.of(new Holding(dates.date(0), "AAA", "Banking", 1, 1, 1, 1, Double.NaN));
        return run(
                new DailyReturns(
                        dates,
                        net,
                        new double[n],
                        net,
                        benchmark,
                        ones,
                        new double[n],
                        growth(net),
                        positions,
                        regime,
                        regime),
                holdings,
                List.of());
    }

    static BacktestRun run(DailyReturns daily, List<Holding> holdings, List<FunnelDecision> decisions) {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("scores digest", "sha256:9c1f2b7f0c35ad7d7a4a58d4b1c3d3f9a3a7e0b1a2c4e6f8091a2b3c4d5e6f70");
        provenance.put("strategy digest", "sha256:0d9f8e7c6b5a493827160594a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4");
        provenance.put("program", "0.1.0");
        provenance.put("simulation", "drift");
        return new BacktestRun(
                "sample_top25",
                STRATEGY_TEXT,
                "qvm_v2.1",
                "SIMINDEX",
                daily.dates().isEmpty()
                        ? LocalDate.of(2020, 1, 1)
                        : daily.dates().date(0),
                daily.dates().isEmpty()
                        ? LocalDate.of(2020, 1, 1)
                        : daily.dates().date(daily.dates().size() - 1),
                daily,
                holdings,
                List.of(),
                decisions,
                provenance);
    }

    static BacktestRun withProvenance(BacktestRun run, Map<String, String> provenance) {
        return new BacktestRun(
                run.strategyName(),
                run.strategyText(),
                run.scoresVersion(),
                run.benchmarkSymbol(),
                run.start(),
                run.end(),
                run.daily(),
                run.holdings(),
                run.trades(),
                run.decisions(),
                provenance);
    }

    static double[] growth(double[] net) {
        double[] value = new double[net.length];
        double v = 1;
        for (int i = 0; i < net.length; i++) {
            v *= 1 + net[i];
            value[i] = v;
        }
        return value;
    }

    static DateIndex weekdays(LocalDate from, int count) {
        List<LocalDate> dates = new ArrayList<>();
        for (LocalDate day = from; dates.size() < count; day = day.plusDays(1)) {
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                dates.add(day);
            }
        }
        return DateIndex.ofDates(dates);
    }
}
