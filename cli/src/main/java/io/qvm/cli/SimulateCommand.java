package io.qvm.cli;

import io.qvm.simulator.CanonicalCsv;
import io.qvm.simulator.SimulatedMarket;
import io.qvm.simulator.SimulationSettings;
import io.qvm.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a simulated market as files. */
@Command(
        name = "simulate",
        description = "Write a simulated market as canonical CSV files; the same seed gives the same bytes.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the files.")
    private Path out = Path.of("");

    @Option(names = "--seed", defaultValue = "7", description = "Seed, default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--stocks", defaultValue = "300", description = "Number of stocks, default ${DEFAULT-VALUE}.")
    private int stocks;

    @Option(names = "--from", defaultValue = "2016-01-01", description = "First day, default ${DEFAULT-VALUE}.")
    private LocalDate from = LocalDate.EPOCH;

    @Option(names = "--years", defaultValue = "8", description = "Number of years, default ${DEFAULT-VALUE}.")
    private int years;

    @Override
    public Integer call() throws IOException {
        SimulatedMarket market = Simulator.simulate(SimulationSettings.of(seed, stocks, from, years));
        CanonicalCsv.write(market, out);
        Terminal.standard().line("Simulated %s into %s", market.summary(), out);
        return 0;
    }
}
