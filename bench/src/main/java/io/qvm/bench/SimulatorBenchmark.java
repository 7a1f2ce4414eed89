package io.qvm.bench;

import io.qvm.simulator.CanonicalCsv;
import io.qvm.simulator.SimulatedMarket;
import io.qvm.simulator.SimulationSettings;
import io.qvm.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The demo's market, 300 stocks x 8 years: made, and written. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SimulatorBenchmark {
    private final SimulationSettings settings = SimulationSettings.of(7);
    private SimulatedMarket market = Simulator.simulate(SimulationSettings.small(7));
    private Path folder = Path.of("");

    @Setup
    public void prepare() throws IOException {
        market = Simulator.simulate(settings);
        folder = Files.createTempDirectory("qvm-bench");
    }

    @Benchmark
    public SimulatedMarket simulate() {
        return Simulator.simulate(settings);
    }

    @Benchmark
    public void write() throws IOException {
        CanonicalCsv.write(market, folder);
    }
}
