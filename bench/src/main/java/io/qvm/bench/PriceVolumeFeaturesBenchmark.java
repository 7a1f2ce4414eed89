package io.qvm.bench;

import io.qvm.factor.rolling.RollingFunction;
import io.qvm.factor.rolling.RowCalendar;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The kernels of 14 price and volume features of 800 stocks over 3,400 days, one thread, bars in memory: KMID, KLEN, KUP,
 * KLOW, ROC 5, 20 and 60, MA, STD, BETA, RSQR, MAX, MIN and CORR(close, log volume) 20.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 2)
public class PriceVolumeFeaturesBenchmark {
    private static final int TICKERS = 800;
    private static final int DAYS = 3400;
    private static final int WINDOW = 20;

    private final RowCalendar blocks = RowCalendar.of(RollingBenchmark.weekdays(DAYS));
    private final double[] open = RollingBenchmark.walks(1, DAYS, TICKERS);
    private final double[] close = RollingBenchmark.walks(2, DAYS, TICKERS);
    private final double[] high = values(i -> Math.max(open[i], close[i]) * 1.01);
    private final double[] low = values(i -> Math.min(open[i], close[i]) * 0.99);
    private final double[] volume = RollingBenchmark.walks(3, DAYS, TICKERS);
    private final double[] scratch = new double[DAYS * TICKERS];

    @Benchmark
    public double[][] features() {
        double[] logVolume = values(i -> StrictMath.log(volume[i] + 1));
        return new double[][] {
            values(i -> (close[i] - open[i]) / open[i]),
            values(i -> (high[i] - low[i]) / open[i]),
            values(i -> (high[i] - Math.max(open[i], close[i])) / open[i]),
            values(i -> (Math.min(open[i], close[i]) - low[i]) / open[i]),
            relative(RollingFunction.REF, 5, close),
            relative(RollingFunction.REF, 20, close),
            relative(RollingFunction.REF, 60, close),
            relative(RollingFunction.MEAN, WINDOW, close),
            relative(RollingFunction.STD, WINDOW, close),
            relative(RollingFunction.SLOPE, WINDOW, close),
            rolled(RollingFunction.RSQUARE, WINDOW, close),
            relative(RollingFunction.MAX, WINDOW, high),
            relative(RollingFunction.MIN, WINDOW, low),
            rolled(RollingFunction.CORR, WINDOW, close, logVolume)
        };
    }

    private static double[] values(IntToDoubleFunction value) {
        double[] values = new double[DAYS * TICKERS];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.applyAsDouble(i);
        }
        return values;
    }

    private double[] rolled(RollingFunction function, int window, double[]... series) {
        double[] out = new double[DAYS * TICKERS];
        function.apply(series, TICKERS, blocks, 0, window, window, new double[0], out);
        return out;
    }

    private double[] relative(RollingFunction function, int window, double[] series) {
        function.apply(new double[][] {series}, TICKERS, blocks, 0, window, window, new double[0], scratch);
        return values(i -> scratch[i] / close[i]);
    }
}
