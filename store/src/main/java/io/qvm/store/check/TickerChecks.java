package io.qvm.store.check;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tickers whose text will make trouble: too long, with blanks at the ends, quotes, or told apart by case only. */
final class TickerChecks {
    private TickerChecks() {}

    /** Looks at all tickers of prices, instruments and facts. */
    static void run(CheckedMarket m, Findings findings, Collection<String> factTickers) {
        SortedSet<String> all = new TreeSet<>(m.data.tickers().asList());
        all.addAll(factTickers);
        Map<String, SortedSet<String>> sameBut = new TreeMap<>();
        for (String ticker : all) {
            sameBut.computeIfAbsent(ticker.strip().toUpperCase(Locale.ROOT), t -> new TreeSet<>())
                    .add(ticker);
        }
        Hits hits = findings.begin(Check.ODD_TICKERS);
        for (String ticker : all) {
            String fault = fault(ticker, findings.settings().oddTickers().maxLength());
            SortedSet<String> others = sameBut.getOrDefault(ticker.strip().toUpperCase(Locale.ROOT), new TreeSet<>());
            if (fault.isEmpty() && others.size() > 1) {
                fault = "differs only by case or blanks from "
                        + String.join(
                                ", ",
                                others.stream().filter(o -> !o.equals(ticker)).toList());
            }
            if (!fault.isEmpty()) {
                String value = fault;
                hits.add(1, ticker, "", OptionalInt.empty(), () -> value);
                if (m.data.tickers().indexOf(ticker) >= 0) {
                    hits.touchTicker(m.data.tickers().indexOf(ticker));
                }
            }
        }
        findings.end(hits, all.size());
    }

    private static String fault(String ticker, int maxLength) {
        if (ticker.isBlank()) {
            return "is empty";
        }
        if (ticker.codePointCount(0, ticker.length()) > maxLength) {
            return "has " + ticker.codePointCount(0, ticker.length()) + " characters";
        }
        if (!ticker.equals(ticker.strip()) || ticker.startsWith("\u00a0") || ticker.endsWith("\u00a0")) {
            return "begins or ends with a blank";
        }
        if (ticker.codePoints().anyMatch(Character::isISOControl)) {
            return "has a control character";
        }
        if (ticker.chars().anyMatch(c -> "'\"`<>;\\".indexOf(c) >= 0)) {
            return "has a quotation mark, bracket or semicolon";
        }
        return ticker.chars().anyMatch(Character::isWhitespace) ? "has a blank inside" : "";
    }
}
