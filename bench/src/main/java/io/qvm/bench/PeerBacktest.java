package io.qvm.bench;

import io.qvm.backtest.Backtester;
import io.qvm.backtest.Strategy;
import io.qvm.config.YamlFile;
import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.FactorScores;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import io.qvm.market.ScoreColumn;
import io.qvm.market.TickerIndex;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.Holding;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A monthly top-25 backtest of 714 stocks over ten years on random walks, for comparison with other programs: without costs, and with so much capital that
 * whole shares do not matter.
 *
 * <p>Argument: a folder that receives prices, target weights on their execution days, and the account's daily returns. Prints
 * the median time of a run, warm, on one thread.
 */
public final class PeerBacktest {
    private static final int STOCKS = 714;
    private static final int DAYS = 2_520;
    private static final int RUNS = 100;

    private PeerBacktest() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Random random = new Random(7);
        MarketData data = market(random);
        FactorScores scores = scores(random, data);
        Strategy strategy = Strategy.of(new YamlFile("peers", """
                name: peers
                scores: random
                benchmark: none
                signal: {weights: {QVM_Composite: 1}}
                rebalance: {frequency: monthly}
                liquidity: {min_trading_share: 0}
                selection: {top_n: 25}
                simulation: {mode: drift, initial_capital: 1.0e15}
                """));
        Backtester backtester = new Backtester(scores, data);
        double[] seconds = new double[RUNS];
        BacktestRun run = backtester.run(strategy);
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            run = backtester.run(strategy);
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        double[] warm = Arrays.copyOfRange(seconds, RUNS / 2, RUNS);
        Arrays.sort(warm);
        System.out.printf(
                Locale.ROOT,
                "QVM: %d stocks, %d days, monthly top 25, funnel and account, one thread: %.1f ms%n",
                STOCKS,
                DAYS,
                1e3 * warm[warm.length / 2]);
        write(folder, data, run);
    }

    private static MarketData market(Random random) {
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = LocalDate.of(2010, 1, 4); days.size() < DAYS; day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue()) {
                days.add(day);
            }
        }
        DateIndex dates = DateIndex.ofDates(days);
        TickerIndex tickers = TickerIndex.of(IntStream.range(0, STOCKS)
                .mapToObj(i -> String.format(Locale.ROOT, "S%03d", i))
                .toList());
        double[] close = new double[DAYS * STOCKS];
        for (int i = 0; i < close.length; i++) {
            double before = i < STOCKS ? 20 + 80 * random.nextDouble() : close[i - STOCKS];
            close[i] = before * Math.exp(0.0003 + 0.02 * random.nextGaussian());
        }
        double[] volume = new double[close.length];
        Arrays.fill(volume, 1e6);
        Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
        panels.put(MarketField.ADJUSTED_CLOSE, new Panel(dates, tickers, close));
        panels.put(MarketField.CLOSE, new Panel(dates, tickers, close));
        panels.put(MarketField.VOLUME, new Panel(dates, tickers, volume));
        BitSet all = new BitSet(close.length);
        all.set(0, close.length);
        return new MarketData(
                dates,
                tickers,
                tickers.asList().stream()
                        .map(t -> Optional.of(Instrument.of(t, Optional.of("Sector"))))
                        .toList(),
                panels,
                new RowMask(STOCKS, all),
                new RowMask(STOCKS, all),
                FactHistory.empty(tickers),
                Map.of());
    }

    private static FactorScores scores(Random random, MarketData data) {
        Map<ScoreColumn, Panel> columns = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            columns.put(
                    column,
                    new Panel(
                            data.dates(),
                            data.tickers(),
                            random.doubles((long) DAYS * STOCKS).toArray()));
        }
        return new FactorScores("random", columns);
    }

    private static void write(Path folder, MarketData data, BacktestRun run) throws IOException {
        try (PrintWriter prices = new PrintWriter(Files.newBufferedWriter(folder.resolve("prices.csv")))) {
            prices.println("date," + String.join(",", data.tickers().asList()));
            for (int row = 0; row < DAYS; row++) {
                StringBuilder line = new StringBuilder(data.dates().date(row).toString());
                for (int c = 0; c < STOCKS; c++) {
                    line.append(',')
                            .append(data.panel(MarketField.ADJUSTED_CLOSE).get(row, c));
                }
                prices.println(line);
            }
        }
        try (PrintWriter weights = new PrintWriter(Files.newBufferedWriter(folder.resolve("weights.csv")))) {
            weights.println("date,ticker,weight");
            for (Holding holding : run.holdings()) {
                int executed = data.dates().indexOf(holding.date()) + 1;
                if (executed < DAYS) {
                    weights.println(data.dates().date(executed) + "," + holding.ticker() + "," + holding.weight());
                }
            }
        }
        try (PrintWriter returns = new PrintWriter(Files.newBufferedWriter(folder.resolve("returns.csv")))) {
            returns.println("date,net");
            for (int k = 0; k < run.daily().dates().size(); k++) {
                returns.println(run.daily().dates().date(k) + "," + run.daily().net()[k]);
            }
        }
    }
}
