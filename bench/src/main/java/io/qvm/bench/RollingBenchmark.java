package io.qvm.bench;

import io.qvm.factor.rolling.RollingFunction;
import io.qvm.factor.rolling.RowCalendar;
import io.qvm.market.DateIndex;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Every function of the last trading days, for each length of window: nanoseconds a value, one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class RollingBenchmark {
    static final int TICKERS = 714;
    static final int DAYS = 2414;

    @Param
    public RollingFunction function = RollingFunction.MEAN;

    @Param({"5", "20", "250"})
    public int window = 20;

    private final RowCalendar blocks = RowCalendar.of(weekdays(DAYS));
    private final double[] out = new double[DAYS * TICKERS];
    private double[][] series = new double[0][];
    private double[] parameters = new double[0];

    @Setup
    public void prepare() {
        series = new double[function.series()][];
        Arrays.setAll(series, i -> walks(i, DAYS, TICKERS));
        parameters = new double[function.parameters()];
        Arrays.fill(parameters, 0.3);
    }

    @Benchmark
    @OperationsPerInvocation(DAYS * TICKERS)
    public double[] roll() {
        function.apply(series, TICKERS, blocks, 0, window, window, parameters, out);
        return out;
    }

    /** Weekdays from 2007 on. */
    static DateIndex weekdays(int count) {
        return DateIndex.of(IntStream.iterate((int) LocalDate.of(2007, 1, 1).toEpochDay(), day -> day + 1)
                .filter(day -> LocalDate.ofEpochDay(day).getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0)
                .limit(count)
                .toArray());
    }

    /** Prices that walk at random, days by tickers, one in fifty missing. */
    static double[] walks(long seed, int days, int tickers) {
        Random random = new Random(seed);
        double[] last = new double[tickers];
        Arrays.fill(last, 20_000);
        double[] panel = new double[days * tickers];
        for (int i = 0; i < panel.length; i++) {
            last[i % tickers] *= 1 + 0.02 * random.nextGaussian();
            panel[i] = random.nextInt(50) == 0 ? Double.NaN : last[i % tickers];
        }
        return panel;
    }
}
