package io.qvm.analysis;

import io.qvm.market.Sha256;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.DailyReturns;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Digests of what a run found: two runs with the same digests have the same numbers, to the bit.
 *
 * <p>SHA-256 over days, names and the bits of all values, in the run's order.
 */
public final class RunDigest {
    private final MessageDigest digest = Sha256.begin();
    private final ByteBuffer eight = ByteBuffer.allocate(Long.BYTES);

    private RunDigest() {}

    /** Digests by part: daily, holdings, trades, decisions, contributions. */
    public static Map<String, String> of(BacktestRun run) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("daily", part(d -> d.daily(run.daily())));
        parts.put(
                "holdings",
                part(d -> run.holdings()
                        .forEach(h -> d.day(h.date())
                                .text(h.ticker())
                                .text(h.sector())
                                .whole(h.rank())
                                .numbers(h.signal(), h.rawWeight(), h.weight(), h.shares()))));
        parts.put(
                "trades",
                part(d -> run.trades()
                        .forEach(t -> d.day(t.date())
                                .text(t.ticker())
                                .text(t.reason())
                                .numbers(t.shares(), t.price(), t.cost()))));
        parts.put(
                "decisions",
                part(d -> run.decisions()
                        .forEach(x -> d.day(x.date())
                                .text(x.ticker())
                                .text(x.stage().name())
                                .text(x.rule())
                                .whole(x.rank())
                                .numbers(x.observed(), x.limit(), x.signal(), x.rawWeight(), x.weight()))));
        parts.put(
                "contributions",
                part(d -> run.contributions()
                        .forEach(c -> d.day(c.month()).text(c.ticker()).numbers(c.profit(), c.cost()))));
        return parts;
    }

    private static String part(Consumer<RunDigest> writer) {
        RunDigest digest = new RunDigest();
        writer.accept(digest);
        return HexFormat.of().formatHex(digest.digest.digest());
    }

    private void daily(DailyReturns daily) {
        for (int i = 0; i < daily.dates().size(); i++) {
            whole(daily.dates().epochDay(i))
                    .numbers(
                            daily.gross()[i],
                            daily.cost()[i],
                            daily.net()[i],
                            daily.benchmark()[i],
                            daily.exposure()[i],
                            daily.turnover()[i],
                            daily.equity()[i])
                    .whole(daily.positions()[i])
                    .text(daily.regime()[i])
                    .text(daily.exposureCause()[i]);
        }
    }

    private RunDigest day(LocalDate day) {
        return whole(day.toEpochDay());
    }

    private RunDigest whole(long number) {
        eight.clear();
        eight.putLong(number).flip();
        digest.update(eight);
        return this;
    }

    private RunDigest numbers(double... values) {
        for (double value : values) {
            whole(Double.doubleToLongBits(value));
        }
        return this;
    }

    private RunDigest text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        whole(bytes.length);
        digest.update(bytes);
        return this;
    }
}
