package io.qvm.store.check;

import io.qvm.market.FactHistory;
import io.qvm.market.StatementType;
import io.qvm.store.check.Checks.SignBreaks;
import io.qvm.store.check.Checks.UnitBreaks;
import io.qvm.store.check.Checks.YearToDateFlows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What facts say, against the ticker's own history and the other tickers: units, running sums, signs.
 *
 * <p>Of each quarter the newest revision is looked at.
 */
final class FactLevelChecks {
    /** A unit changes by thousands; what is reported changes a little from quarter to quarter, too. */
    private static final double UNIT_PRECISION = Math.log(1.6);

    private final CheckedMarket m;
    private final FactHistory facts;
    private final Findings findings;

    private FactLevelChecks(CheckedMarket market, Findings findings) {
        this.m = market;
        this.facts = market.facts();
        this.findings = findings;
    }

    static void run(CheckedMarket market, Findings findings) {
        FactLevelChecks checks = new FactLevelChecks(market, findings);
        checks.unitBreaks();
        checks.yearToDate();
        checks.signs();
    }

    /** Entries of a ticker's item, the newest revision of each quarter. */
    private int[] newest(int column, int item) {
        int end = facts.end(column, item);
        int[] entries = new int[end - facts.start(column, item)];
        int n = 0;
        for (int i = facts.start(column, item); i < end; i++) {
            if (m.isNewest(i, end)) {
                entries[n++] = i;
            }
        }
        return Arrays.copyOf(entries, n);
    }

    /** A value that breaks with its neighbours. */
    private record Break(int item, int entry, double ratio, String words) {}

    private void unitBreaks() {
        UnitBreaks settings = findings.settings().unitBreaks();
        Hits hits = findings.begin(Check.UNIT_BREAKS);
        long checked = 0;
        for (int column = 0; column < m.columns; column++) {
            List<Break> breaks = new ArrayList<>();
            for (int item = 0; item < facts.items().size(); item++) {
                int[] entries = newest(column, item);
                checked += entries.length;
                breaks(item, entries, settings, breaks);
            }
            for (Break one : breaks) {
                if (isCredible(one, breaks, settings)) {
                    String name = facts.items().get(one.item);
                    hits.fact(column, one.entry, () -> name + " " + one.words);
                    hits.touchFact(column, one.entry);
                }
            }
        }
        findings.end(hits, checked);
    }

    /** Debts and cash come and go; they count where the factor is that of a unit, or another item breaks as well. */
    private boolean isCredible(Break one, List<Break> all, UnitBreaks settings) {
        if (!settings.nearZeroItems().contains(facts.items().get(one.item))) {
            return true;
        }
        double thousands = Math.rint(Math.log(one.ratio) / Math.log(1000));
        boolean unit = thousands != 0 && Moves.distance(one.ratio / Math.pow(1000, thousands)) < UNIT_PRECISION;
        return unit
                || all.stream()
                        .anyMatch(other -> other.item != one.item
                                && facts.quarter(other.entry) == facts.quarter(one.entry)
                                && !settings.nearZeroItems()
                                        .contains(facts.items().get(other.item)));
    }

    private void breaks(int item, int[] entries, UnitBreaks settings, List<Break> breaks) {
        boolean isStock = facts.statement(item) == StatementType.BS;
        for (int k = 0; k < entries.length; k++) {
            Optional<Break> single = singleBreak(item, entries, k, isStock, settings);
            Optional<Break> lasting = single.isPresent() ? Optional.empty() : lastingBreak(item, entries, k, settings);
            single.ifPresent(breaks::add);
            if (lasting.isPresent()) {
                breaks.add(lasting.get());
                // The values after a lasting break are one finding with it.
                k += settings.quarters();
            }
        }
    }

    /** A value far from those on both sides, which agree. */
    private Optional<Break> singleBreak(int item, int[] entries, int k, boolean isStock, UnitBreaks settings) {
        double value = facts.value(entries[k]);
        double size = Math.abs(value);
        double before = medianSize(entries, k - settings.quarters(), k, k);
        double after = medianSize(entries, k + 1, k + 1 + settings.quarters(), k);
        double around = medianSize(entries, k - settings.quarters(), k + 1 + settings.quarters(), k);
        boolean agree = Double.isNaN(before)
                || Double.isNaN(after)
                || Math.max(before, after) < settings.minFactor() * Math.min(before, after);
        boolean high = size >= settings.minFactor() * around;
        // A profit may come near to zero in any quarter; a balance does not.
        boolean low = isStock && around >= settings.minFactor() * size;
        if (size == 0 || !Double.isFinite(size) || !agree || !(high || low)) {
            return Optional.empty();
        }
        double ratio = size / around;
        String words = Moves.number(value) + ", " + times(ratio) + " the usual " + Moves.number(around);
        return Optional.of(new Break(item, entries[k], ratio, words));
    }

    /** A level that changes here and stays. */
    private Optional<Break> lastingBreak(int item, int[] entries, int k, UnitBreaks settings) {
        double value = facts.value(entries[k]);
        double before = medianSize(entries, k - settings.quarters(), k, -1);
        double next = medianSize(entries, k, k + settings.quarters(), -1);
        double ratio = next / before;
        double own = Math.abs(value) / before;
        boolean lasting = Moves.isPositive(ratio) && Math.max(ratio, 1 / ratio) >= settings.minFactor();
        boolean startsHere = Moves.isPositive(own)
                && Moves.distance(own) > Math.log(settings.minFactor()) / 2
                && (ratio > 1) == (own > 1);
        if (!lasting || !startsHere) {
            return Optional.empty();
        }
        String words =
                Moves.number(value) + ", " + times(ratio) + " the " + Moves.number(before) + " before, from then on";
        return Optional.of(new Break(item, entries[k], ratio, words));
    }

    private static String times(double ratio) {
        return ratio >= 1
                ? Moves.number(Math.rint(ratio)) + " times"
                : "one " + Moves.number(Math.rint(1 / ratio)) + "th of";
    }

    /** Median of the sizes of values that are not zero; NaN if there are fewer than two. */
    private double medianSize(int[] entries, int from, int to, int except) {
        double[] sizes = new double[Math.max(0, Math.min(to, entries.length) - Math.max(0, from))];
        int n = 0;
        for (int k = Math.max(0, from); k < Math.min(to, entries.length); k++) {
            double size = Math.abs(facts.value(entries[k]));
            if (k != except && size > 0 && Double.isFinite(size)) {
                sizes[n++] = size;
            }
        }
        if (n < 2) {
            return Double.NaN;
        }
        Arrays.sort(sizes, 0, n);
        return sizes[n / 2];
    }

    private void yearToDate() {
        YearToDateFlows settings = findings.settings().yearToDateFlows();
        Hits hits = findings.begin(Check.YEAR_TO_DATE_FLOWS);
        int judged = 0;
        for (int column = 0; column < m.columns; column++) {
            int items = 0;
            List<String> rising = new ArrayList<>();
            for (int item = 0; item < facts.items().size(); item++) {
                String name = facts.items().get(item);
                if (facts.statement(item) != StatementType.BS && !CheckedMarket.isPrecomputed(name)) {
                    int[] years = fullYears(newest(column, item));
                    if (years[0] >= settings.minYears()) {
                        items++;
                        if (years[1] >= settings.minShare() * years[0]) {
                            rising.add(name);
                        }
                    }
                }
            }
            judged += items > 0 ? 1 : 0;
            if (items > 0 && 2 * rising.size() >= items) {
                hits.ticker(column, () -> "from Q1 to Q4 like running sums: " + String.join(", ", rising));
                hits.touchTicker(column);
            }
        }
        findings.end(hits, judged);
    }

    /** Full fiscal years, and how many of them rise from quarter to quarter as running sums do. */
    private int[] fullYears(int[] entries) {
        int full = 0;
        int rising = 0;
        for (int k = 0; k + 3 < entries.length; k++) {
            int first = facts.quarter(entries[k]);
            if (Math.floorMod(first, 4) == 0 && facts.quarter(entries[k + 3]) == first + 3) {
                double q1 = facts.value(entries[k]);
                double q2 = facts.value(entries[k + 1]);
                double q3 = facts.value(entries[k + 2]);
                double q4 = facts.value(entries[k + 3]);
                full++;
                rising += within(q2 / q1, 1.5, 3) && within(q3 / q2, 1.2, 2) && within(q4 / q3, 1.1, 1.7) ? 1 : 0;
            }
        }
        return new int[] {full, rising};
    }

    private static boolean within(double ratio, double low, double high) {
        return ratio >= low && ratio <= high;
    }

    private void signs() {
        SignBreaks settings = findings.settings().signBreaks();
        Hits hits = findings.begin(Check.SIGN_BREAKS);
        int judged = 0;
        boolean[] counted = new boolean[m.columns];
        for (int item = 0; item < facts.items().size(); item++) {
            String name = facts.items().get(item);
            String bare = name.replaceAll("^\\w+\\((\\w+)\\)$", "$1");
            if (!settings.items().contains(bare)) {
                continue;
            }
            double[] positive = new double[m.columns];
            int tickersPositive = 0;
            int tickersNegative = 0;
            for (int column = 0; column < m.columns; column++) {
                positive[column] = positiveShare(newest(column, item));
                judged += !counted[column] && !Double.isNaN(positive[column]) ? 1 : 0;
                counted[column] |= !Double.isNaN(positive[column]);
                tickersPositive += positive[column] >= settings.minShare() ? 1 : 0;
                tickersNegative += positive[column] <= 1 - settings.minShare() ? 1 : 0;
            }
            boolean usuallyPositive = tickersPositive >= tickersNegative;
            for (int column = 0; column < m.columns; column++) {
                double opposite = usuallyPositive ? 1 - positive[column] : positive[column];
                if (opposite >= settings.minShare()) {
                    int others = usuallyPositive ? tickersPositive : tickersNegative;
                    hits.ticker(
                            column,
                            () -> name + " is " + (usuallyPositive ? "negative" : "positive") + ", that of " + others
                                    + " tickers is not");
                    hits.touchTicker(column);
                }
            }
        }
        findings.end(hits, judged);
    }

    /** Share of values above zero among those that are not zero; NaN if there are fewer than two. */
    private double positiveShare(int[] entries) {
        int positive = 0;
        int all = 0;
        for (int entry : entries) {
            positive += facts.value(entry) > 0 ? 1 : 0;
            all += facts.value(entry) != 0 ? 1 : 0;
        }
        return all < 2 ? Double.NaN : (double) positive / all;
    }
}
