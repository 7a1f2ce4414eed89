package io.qvm.bench;

import io.qvm.market.FactHistory;
import io.qvm.market.Quarter;
import io.qvm.market.StatementType;
import io.qvm.market.TickerIndex;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Puts a fact history together and says how long that took and what memory it held.
 *
 * <p>{@code FactLoading [tickers items quarters]}; 5000 17 100 without arguments, which are 8.5 million facts. Rows arrive
 * quarter by quarter, as a table that grew over the years gives them. The peak is that of the heap, garbage included: run it
 * with a small {@code -Xmx} to see what is needed.
 */
public final class FactLoading {
    private static final double MEGABYTE = 1 << 20;

    private FactLoading() {}

    public static void main(String[] args) {
        int tickers = args.length == 3 ? Integer.parseInt(args[0]) : 5000;
        int items = args.length == 3 ? Integer.parseInt(args[1]) : 17;
        int quarters = args.length == 3 ? Integer.parseInt(args[2]) : 100;
        List<String> names = IntStream.range(0, tickers)
                .mapToObj(t -> String.format(Locale.ROOT, "T%05d", t))
                .toList();
        List<String> lines = IntStream.range(0, items).mapToObj(i -> "Item" + i).toList();
        TickerIndex index = TickerIndex.of(names);
        SplittableRandom random = new SplittableRandom(1);
        long before = usedAfterCollection();
        ManagementFactory.getMemoryPoolMXBeans().forEach(pool -> pool.resetPeakUsage());

        long start = System.nanoTime();
        FactHistory.Builder builder = FactHistory.builder(index);
        for (int q = 0; q < quarters; q++) {
            int quarter = Quarter.of(2000, 1) + q;
            int end = Math.toIntExact(Quarter.calendarEnd(quarter).toEpochDay());
            for (String name : names) {
                for (String line : lines) {
                    builder.add(name, line, StatementType.PL, quarter, 0, end, end + 40, random.nextDouble());
                }
            }
        }
        long added = System.nanoTime();
        FactHistory facts = builder.build();
        long built = System.nanoTime();
        double peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        builder = FactHistory.builder(index);
        long after = usedAfterCollection();
        System.out.printf(
                Locale.ROOT,
                "%,d facts: added in %.2f s, built in %.2f s, peak %.0f MB, kept %.0f MB%n",
                facts.size(),
                (added - start) / 1e9,
                (built - added) / 1e9,
                peak / MEGABYTE,
                (after - before) / MEGABYTE);
        if (facts.size() < builder.build().size()) {
            throw new IllegalStateException("facts were lost");
        }
    }

    private static long usedAfterCollection() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
