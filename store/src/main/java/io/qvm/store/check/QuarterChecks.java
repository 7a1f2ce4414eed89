package io.qvm.store.check;

import io.qvm.market.FactHistory;
import io.qvm.market.Quarter;
import io.qvm.store.check.Checks.CopiedQuarters;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Quarters that are missing, that are there twice, or that repeat the one before.
 *
 * <p>A source may report once a year: what counts as missing is measured by the usual distance between its quarters.
 */
final class QuarterChecks {
    private final CheckedMarket m;
    private final FactHistory facts;
    private final Findings findings;

    private QuarterChecks(CheckedMarket market, Findings findings) {
        this.m = market;
        this.facts = market.facts();
        this.findings = findings;
    }

    static void run(CheckedMarket market, Findings findings) {
        QuarterChecks checks = new QuarterChecks(market, findings);
        checks.missing();
        checks.missingItems();
        checks.duplicates();
        checks.copies();
        checks.balances();
    }

    /** Quarters of a ticker in which any item is there. */
    private SortedSet<Integer> quarters(int column) {
        SortedSet<Integer> quarters = new TreeSet<>();
        for (int item = 0; item < facts.items().size(); item++) {
            for (int i = facts.start(column, item); i < facts.end(column, item); i++) {
                quarters.add(facts.quarter(i));
            }
        }
        return quarters;
    }

    private static int usualStep(Map<Integer, Integer> steps) {
        return steps.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(e -> -e.getKey()))
                .map(Map.Entry::getKey)
                .orElse(1);
    }

    private void missing() {
        Map<Integer, SortedSet<Integer>> byTicker = new TreeMap<>();
        Map<Integer, Integer> steps = new HashMap<>();
        for (int column = 0; column < m.columns; column++) {
            SortedSet<Integer> quarters = quarters(column);
            byTicker.put(column, quarters);
            int before = Integer.MIN_VALUE;
            for (int quarter : quarters) {
                if (before != Integer.MIN_VALUE) {
                    steps.merge(quarter - before, 1, Integer::sum);
                }
                before = quarter;
            }
        }
        int step = usualStep(steps);
        Hits hits = findings.begin(Check.MISSING_QUARTERS);
        long checked = 0;
        for (Map.Entry<Integer, SortedSet<Integer>> entry : byTicker.entrySet()) {
            int column = entry.getKey();
            int before = Integer.MIN_VALUE;
            for (int quarter : entry.getValue()) {
                checked++;
                for (int hole = before + step; before != Integer.MIN_VALUE && hole < quarter; hole += step) {
                    checked++;
                    String next = Quarter.format(quarter);
                    hits.add(
                            1,
                            m.ticker(column),
                            Quarter.format(hole),
                            OptionalInt.of(Quarter.year(hole)),
                            () -> "no fact; the next quarter with facts is " + next);
                    int day = Math.toIntExact(Quarter.calendarEnd(hole).toEpochDay());
                    hits.touch(column, day + 45, day + 45 + 456);
                }
                before = quarter;
            }
        }
        findings.end(hits, checked);
    }

    private void missingItems() {
        Hits hits = findings.begin(Check.MISSING_ITEMS);
        long checked = 0;
        for (int item = 0; item < facts.items().size(); item++) {
            Map<Integer, Integer> steps = new HashMap<>();
            for (int column = 0; column < m.columns; column++) {
                for (int i = facts.start(column, item) + 1; i < facts.end(column, item); i++) {
                    if (facts.quarter(i) != facts.quarter(i - 1)) {
                        steps.merge(facts.quarter(i) - facts.quarter(i - 1), 1, Integer::sum);
                    }
                }
            }
            int step = usualStep(steps);
            String name = facts.items().get(item);
            for (int column = 0; column < m.columns; column++) {
                SortedSet<Integer> others = new TreeSet<>();
                for (int i = facts.start(column, item) + 1; i < facts.end(column, item); i++) {
                    checked++;
                    if (facts.quarter(i) - facts.quarter(i - 1) <= step) {
                        continue;
                    }
                    others = others.isEmpty() ? quarters(column) : others;
                    for (int hole = facts.quarter(i - 1) + step; hole < facts.quarter(i); hole += step) {
                        if (others.contains(hole)) {
                            checked++;
                            hits.add(
                                    1,
                                    m.ticker(column),
                                    Quarter.format(hole),
                                    OptionalInt.of(Quarter.year(hole)),
                                    () -> "no " + name);
                            int day = Math.toIntExact(Quarter.calendarEnd(hole).toEpochDay());
                            hits.touch(column, day + 45, day + 45 + 456);
                        }
                    }
                }
            }
        }
        findings.end(hits, checked);
    }

    private void duplicates() {
        Hits hits = findings.begin(Check.DUPLICATE_QUARTERS);
        for (int column = 0; column < m.columns; column++) {
            for (int item = 0; item < facts.items().size(); item++) {
                String name = facts.items().get(item);
                Map<Integer, Integer> quarterOfEnd = new HashMap<>();
                for (int i = facts.start(column, item); i < facts.end(column, item); i++) {
                    Integer other = quarterOfEnd.putIfAbsent(facts.periodEnd(i), facts.quarter(i));
                    if (other != null && other != facts.quarter(i)) {
                        hits.fact(column, i, () -> name + " has the period end of " + Quarter.format(other));
                        hits.touchFact(column, i);
                    }
                }
            }
        }
        findings.end(hits, facts.size());
    }

    private void copies() {
        CopiedQuarters settings = findings.settings().copiedQuarters();
        Hits hits = findings.begin(Check.COPIED_QUARTERS);
        long checked = 0;
        for (int column = 0; column < m.columns; column++) {
            // Per quarter: items compared with the quarter before, and those of them that are equal.
            Map<Integer, int[]> compared = new TreeMap<>();
            Map<Integer, Integer> example = new HashMap<>();
            for (int item = 0; item < facts.items().size(); item++) {
                compare(column, item, compared, example);
            }
            for (Map.Entry<Integer, int[]> quarter : compared.entrySet()) {
                int items = quarter.getValue()[0];
                int same = quarter.getValue()[1];
                checked++;
                if (items >= settings.minItems() && same >= settings.minShare() * items) {
                    hits.add(
                            1,
                            m.ticker(column),
                            Quarter.format(quarter.getKey()),
                            OptionalInt.of(Quarter.year(quarter.getKey())),
                            () -> same + " of " + items + " items as in the quarter before");
                    hits.touchFact(column, example.getOrDefault(quarter.getKey(), 0));
                }
            }
        }
        findings.end(hits, checked);
    }

    private void compare(int column, int item, Map<Integer, int[]> compared, Map<Integer, Integer> example) {
        int end = facts.end(column, item);
        int before = -1;
        for (int i = facts.start(column, item); i < end; i++) {
            if (m.isNewest(i, end) && facts.value(i) != 0) {
                if (before >= 0 && facts.quarter(i) == facts.quarter(before) + 1) {
                    int[] counts = compared.computeIfAbsent(facts.quarter(i), q -> new int[2]);
                    counts[0]++;
                    counts[1] += facts.value(i) == facts.value(before) ? 1 : 0;
                    example.put(facts.quarter(i), i);
                }
                before = i;
            }
        }
    }

    private void balances() {
        int assets = facts.itemId("TotalAssets");
        int equity = facts.itemId("TotalEquity");
        Hits hits = findings.begin(Check.IMPLAUSIBLE_BALANCES);
        if (assets < 0) {
            findings.skip(Check.IMPLAUSIBLE_BALANCES, "no item TotalAssets");
            return;
        }
        long checked = 0;
        for (int column = 0; column < m.columns; column++) {
            Map<Integer, Double> equityOf = new HashMap<>();
            for (int i = equity < 0 ? 0 : facts.start(column, equity);
                    i < (equity < 0 ? 0 : facts.end(column, equity));
                    i++) {
                equityOf.put(facts.quarter(i), facts.value(i));
            }
            for (int i = facts.start(column, assets); i < facts.end(column, assets); i++) {
                if (!m.isNewest(i, facts.end(column, assets))) {
                    continue;
                }
                checked++;
                double total = facts.value(i);
                double own = equityOf.getOrDefault(facts.quarter(i), Double.NaN);
                if (total <= 0) {
                    hits.fact(column, i, () -> "TotalAssets " + Moves.number(total));
                    hits.touchFact(column, i);
                } else if (own > total * 1.001) {
                    hits.fact(
                            column,
                            i,
                            () -> "TotalEquity " + Moves.number(own) + " above TotalAssets " + Moves.number(total));
                    hits.touchFact(column, i);
                }
            }
        }
        findings.end(hits, checked);
    }
}
