package io.qvm.backtest.funnel;

import io.qvm.backtest.rules.LiquidityRules;
import io.qvm.backtest.rules.ReferenceRules;
import io.qvm.backtest.rules.SignalRules;
import io.qvm.backtest.rules.StrategyRules;
import io.qvm.backtest.rules.UniverseRules;
import io.qvm.market.MarketData;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What strategies on the same market and scores have in common: sums of traded values, and rankings of rebalance days. Found
 * once, for any number of threads.
 */
public final class SharedDays {
    /** Sets of rules whose rankings are kept, the last ones used: some megabytes each for ten years of months. */
    private static final int KEPT = 8;

    private final MarketData data;
    private Optional<LiquidityWindows> windows = Optional.empty();
    private final Map<Key, Ranked> kept = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(
            String scores,
            UniverseRules universe,
            LiquidityRules liquidity,
            SignalRules signal,
            ReferenceRules reference) {}

    /** Rankings under the same rules, by row of the market data; threads may share them. */
    static final class Ranked {
        private final Map<Integer, RankedDay> days = new ConcurrentHashMap<>();

        /** The day of a row, from {@code day} if it is not known yet. */
        RankedDay of(int row, Find day) {
            RankedDay known = days.get(row);
            if (known == null) {
                known = day.find(row);
                days.put(row, known);
            }
            return known;
        }
    }

    /** Ranks a day. */
    interface Find {
        RankedDay find(int row);
    }

    public SharedDays(MarketData data) {
        this.data = data;
    }

    /** Windows of traded values. */
    public synchronized LiquidityWindows windows() {
        if (windows.isEmpty()) {
            windows = Optional.of(new LiquidityWindows(data));
        }
        return windows.get();
    }

    synchronized Ranked ranked(StrategyRules rules) {
        Key key = new Key(rules.scores(), rules.universe(), rules.liquidity(), rules.signal(), rules.referenceRules());
        Ranked ranked = kept.computeIfAbsent(key, k -> new Ranked());
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return ranked;
    }
}
