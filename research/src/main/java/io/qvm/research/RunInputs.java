package io.qvm.research;

import io.qvm.market.FactorScores;
import io.qvm.market.IndexHistory;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import io.qvm.market.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Digests of what a backtest read, so that a rerun that differs can say whether its inputs did.
 *
 * <p>SHA-256 over names, days and the bits of all values, in the order of the indices.
 */
public final class RunInputs {
    private static final int CHUNK = 1 << 13;

    private final MessageDigest digest = Sha256.begin();
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Double.BYTES);

    private RunInputs() {}

    /** Digests by name, as they go into a run's provenance. */
    public static Map<String, String> digests(MarketData data, FactorScores scores) {
        Map<String, String> all = new TreeMap<>();
        all.put("market_data_sha256", new RunInputs().of(data));
        all.put("scores_sha256", new RunInputs().of(scores));
        return all;
    }

    private String of(MarketData data) {
        for (MarketField field : MarketField.values()) {
            if (data.has(field)) {
                add(field.column());
                add(data.panel(field));
            }
        }
        for (int c = 0; c < data.tickers().size(); c++) {
            add(data.instrument(c).map(Object::toString).orElse(""));
        }
        for (Map.Entry<String, IndexHistory> index : new TreeMap<>(data.indices()).entrySet()) {
            add(index.getKey());
            IndexHistory history = index.getValue();
            for (int i = 0; i < history.dates().size(); i++) {
                add(history.dates().epochDay(i));
            }
            add(history.close());
        }
        return hex();
    }

    private String of(FactorScores scores) {
        add(scores.strategyVersion());
        for (ScoreColumn column : ScoreColumn.values()) {
            add(scores.panel(column));
        }
        return hex();
    }

    private void add(Panel panel) {
        for (int row = 0; row < panel.dates().size(); row++) {
            add(panel.dates().epochDay(row));
        }
        for (int c = 0; c < panel.tickers().size(); c++) {
            add(panel.tickers().ticker(c));
        }
        add(panel.values());
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    private void add(double[] values) {
        for (int from = 0; from < values.length; from += CHUNK) {
            int length = Math.min(CHUNK, values.length - from);
            buffer.clear();
            buffer.asDoubleBuffer().put(values, from, length);
            buffer.limit(length * Double.BYTES);
            digest.update(buffer);
        }
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
