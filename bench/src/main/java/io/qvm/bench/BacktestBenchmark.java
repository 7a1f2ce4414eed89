package io.qvm.bench;

import io.qvm.backtest.Backtest;
import io.qvm.backtest.Strategies;
import io.qvm.backtest.Strategy;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.run.BacktestRun;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Ten years of monthly rebalances over 714 stocks, data in memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BacktestBenchmark {
    @Param({"drift", "constant_weight"})
    public String mode = "drift";

    private MarketData data = ReferenceSizeMarket.empty();
    private FactorScores scores = ReferenceSizeMarket.noise(data, "none");
    private Strategy strategy = Strategies.byNameOrFile("qvm_top25");

    @Setup
    public void prepare() {
        data = ReferenceSizeMarket.simulate();
        scores = ReferenceSizeMarket.noise(data, strategy.scores());
        String text = strategy.text().replace("mode: drift", "mode: " + mode);
        strategy = Strategy.of(new io.qvm.config.YamlFile("qvm_top25.yaml", text));
    }

    @Benchmark
    public BacktestRun tenYears() {
        return Backtest.run(strategy, scores, data);
    }
}
