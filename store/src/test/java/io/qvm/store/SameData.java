package io.qvm.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.FactHistory;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Claims that two readings of a market are the same, to the bit. */
final class SameData {
    private SameData() {}

    static void assertSame(MarketData actual, MarketData expected) {
        assertThat(actual.dates()).isEqualTo(expected.dates());
        assertThat(actual.tickers()).isEqualTo(expected.tickers());
        for (int column = 0; column < expected.tickers().size(); column++) {
            assertThat(actual.instrument(column)).isEqualTo(expected.instrument(column));
        }
        for (MarketField field : MarketField.values()) {
            assertThat(bits(actual.panel(field).values()))
                    .as(field.column())
                    .isEqualTo(bits(expected.panel(field).values()));
        }
        assertThat(rows(actual)).isEqualTo(rows(expected));
        assertThat(actual.facts().items()).isEqualTo(expected.facts().items());
        List<String> facts = facts(actual.facts());
        List<String> expectedFacts = facts(expected.facts());
        assertThat(without(facts, expectedFacts)).as("facts too many").isEmpty();
        assertThat(without(expectedFacts, facts)).as("facts missing").isEmpty();
        assertThat(actual.indices()).isEqualTo(expected.indices());
    }

    private static long[] bits(double[] values) {
        long[] bits = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            bits[i] = Double.doubleToLongBits(values[i]);
        }
        return bits;
    }

    /** Which rows the price and the valuation table have. */
    private static String rows(MarketData data) {
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < data.dates().size(); row++) {
            for (int column = 0; column < data.tickers().size(); column++) {
                rows.append(data.priceRows().has(row, column) ? 'p' : '-');
                rows.append(data.valuationRows().has(row, column) ? 'v' : '-');
            }
        }
        return rows.toString();
    }

    /** The first few of these that the others do not have. */
    private static List<String> without(List<String> these, List<String> others) {
        Set<String> known = Set.copyOf(others);
        return these.stream().filter(one -> !known.contains(one)).limit(5).toList();
    }

    private static List<String> facts(FactHistory facts) {
        List<String> all = new ArrayList<>();
        for (int ticker = 0; ticker < facts.tickers().size(); ticker++) {
            for (int item = 0; item < facts.items().size(); item++) {
                for (int i = facts.start(ticker, item); i < facts.end(ticker, item); i++) {
                    all.add(facts.tickers().ticker(ticker) + " " + facts.items().get(item) + " " + facts.statement(item)
                            + " " + facts.quarter(i) + " "
                            + facts.periodEnd(i) + " " + facts.revision(i) + " " + facts.publishedOn(i) + " "
                            + facts.value(i));
                }
            }
        }
        return all;
    }
}
