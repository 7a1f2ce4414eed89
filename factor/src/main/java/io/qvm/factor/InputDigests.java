package io.qvm.factor;

import io.qvm.factor.FormulaPlan.Term;
import io.qvm.market.InputDigest;
import io.qvm.market.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Digests of what the scores of a day are computed from.
 *
 * <p>For every ticker that takes part in anything that day: its name, its groups, the values that its formulas read, and of those
 * from facts whether they rest on the lag, or why they are missing, which is kept as coverage. Where
 * a ticker stands among others does not count, so one that comes into the data later leaves earlier days as they are. SHA-256,
 * cut to 64 bits: two different days agree by chance once in ten billion billion.
 */
final class InputDigests {
    private static final int DIGEST_BYTES = 8;

    private final PreparedMarket market;
    private final boolean wholeUniverse;
    private final int[] prices;
    private final int[] facts;
    private final byte[][] identities;

    InputDigests(PreparedMarket market, FactorModel model) {
        this.market = market;
        this.wholeUniverse = model.factors().stream().anyMatch(f -> f.spec().rows() == ModelSpec.Rows.UNIVERSE);
        FormulaPlan plan = market.plan();
        this.prices = IntStream.range(0, plan.terms().size())
                .filter(t -> plan.usedOnDays(t) && isMarket(plan.terms().get(t)))
                .toArray();
        this.facts = IntStream.range(0, plan.terms().size())
                .filter(t -> plan.usedOnDays(t) && plan.terms().get(t) instanceof Term.Quarterly)
                .toArray();
        this.identities = IntStream.range(0, market.tickers())
                .mapToObj(market::identity)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    private static boolean isMarket(Term term) {
        return term instanceof Term.Market || term instanceof Term.PastReturn || term instanceof Term.Rolling;
    }

    /** Digests of every day of a block, in order. */
    List<InputDigest> of(Evaluation.Block block) {
        Reader reader = new Reader(block);
        return IntStream.range(0, block.axis().size()).mapToObj(reader::of).toList();
    }

    /** Reads the values of a block. One thread's. */
    private final class Reader {
        private final Evaluation.Block block;
        private final MessageDigest sha = Sha256.begin();
        private final ByteBuffer values;

        Reader(Evaluation.Block block) {
            this.block = block;
            int bytes = Math.max(prices.length * Double.BYTES, facts.length * (Double.BYTES + 1));
            this.values = ByteBuffer.allocate(market.tickers() * bytes);
        }

        InputDigest of(int day) {
            byte[][] marks = Arrays.stream(facts).mapToObj(block::marks).toArray(byte[][]::new);
            return new InputDigest(digest(day, prices, new byte[0][]), digest(day, facts, marks), instruments(day));
        }

        private boolean takesPart(int day, int column) {
            return wholeUniverse
                    ? market.universe().members()[column]
                    : block.eligible()[day * market.tickers() + column];
        }

        private String digest(int day, int[] terms, byte[][] marks) {
            values.clear();
            double[][] arrays = Arrays.stream(terms).mapToObj(block::values).toArray(double[][]::new);
            int base = day * market.tickers();
            for (int column = 0; column < market.tickers(); column++) {
                if (takesPart(day, column)) {
                    for (double[] array : arrays) {
                        // Bits, not numbers: but all NaN are one.
                        values.putLong(Double.doubleToLongBits(array[base + column]));
                    }
                    for (byte[] mark : marks) {
                        values.put(mark[base + column]);
                    }
                }
            }
            sha.update(values.array(), 0, values.position());
            return finish();
        }

        private String instruments(int day) {
            int base = day * market.tickers();
            for (int column = 0; column < market.tickers(); column++) {
                if (takesPart(day, column)) {
                    sha.update(identities[column]);
                    sha.update((byte) (block.eligible()[base + column] ? 1 : 0));
                }
            }
            return finish();
        }

        private String finish() {
            return HexFormat.of().formatHex(sha.digest(), 0, DIGEST_BYTES);
        }
    }
}
