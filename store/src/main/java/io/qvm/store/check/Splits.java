package io.qvm.store.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Splits by ticker, from the corporate actions. */
final class Splits {
    private static final int DAYS_OFF = 4;

    private final Map<String, TreeMap<Integer, Double>> ratios = new HashMap<>();

    Splits(List<CorporateActionRow> actions) {
        for (CorporateActionRow action : actions) {
            if (action.isSplit()) {
                ratios.computeIfAbsent(action.ticker(), t -> new TreeMap<>()).put(action.exDay(), action.ratio());
            }
        }
    }

    /** True if a split between the two days, or a few days off, moves a price by about this ratio. */
    boolean explain(String ticker, int dayBefore, int day, double priceRatio, double tolerance) {
        TreeMap<Integer, Double> own = ratios.get(ticker);
        if (own == null) {
            return false;
        }
        double allowed = Math.log1p(tolerance);
        return own.subMap(dayBefore - DAYS_OFF, day + DAYS_OFF).values().stream()
                .anyMatch(split -> Moves.distance(priceRatio * split) <= allowed);
    }
}
