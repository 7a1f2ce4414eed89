package io.qvm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.FactHistory;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Quarter;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every unpleasant thing of real data occurs in every market. */
class NastyThingsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_small_market_has_every_kind(long seed) {
        assertThat(count(Simulator.simulate(SimulationSettings.small(seed))))
                .allSatisfy((kind, number) -> assertThat(number).as(kind).isPositive());
    }

    @Test
    void the_demo_market_has_plenty_of_every_kind_and_is_still_mostly_sound() {
        SimulatedMarket market = Simulator.simulate(SimulationSettings.of(7));
        Map<String, Integer> counts = count(market);
        assertThat(counts)
                .allSatisfy((kind, number) -> assertThat(number).as(kind).isPositive());
        assertThat(counts.get("late listing")).isBetween(30, 60);
        assertThat(counts.get("delisting")).isBetween(25, 50);
        assertThat(counts.get("loss")).isBetween(500, 3000);
        assertThat(counts.get("undated fact")).isLessThan(market.data().facts().size() / 20);
        assertThat(counts.get("restatement"))
                .isBetween(500, market.data().facts().size() / 20);
    }

    private static Map<String, Integer> count(SimulatedMarket market) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String kind : new String[] {
            "late listing",
            "delisting",
            "total loss",
            "unclassified",
            "odd fiscal year",
            "bank",
            "broker",
            "row without trade",
            "missing row",
            "missing market cap",
            "split",
            "cash dividend",
            "restatement",
            "late filing",
            "undated fact",
            "missing item",
            "loss",
            "negative equity"
        }) {
            counts.put(kind, 0);
        }
        MarketData data = market.data();
        for (int column = 0; column < data.tickers().size(); column++) {
            instrument(counts, data, column);
            rows(counts, data, column);
            facts(counts, data.facts(), column);
        }
        market.corporateActions().forEach(a -> add(counts, a.kind().column().replace('_', ' ')));
        return counts;
    }

    private static void instrument(Map<String, Integer> counts, MarketData data, int column) {
        Instrument instrument = data.instrument(column).orElseThrow();
        LocalDate first = data.dates().date(0);
        instrument.listedOn().filter(d -> d.isAfter(first)).ifPresent(d -> add(counts, "late listing"));
        instrument.delistedOn().ifPresent(d -> add(counts, "delisting"));
        if (instrument.delistingReturn() < -0.5) {
            add(counts, "total loss");
        }
        String sector = instrument.sector().orElse("");
        if (sector.isEmpty()) {
            add(counts, "unclassified");
        } else if (sector.equals("Banking")) {
            add(counts, "bank");
        } else if (sector.equals("Securities")) {
            add(counts, "broker");
        }
    }

    private static void rows(Map<String, Integer> counts, MarketData data, int column) {
        boolean begun = false;
        int silent = 0;
        for (int row = 0; row < data.dates().size(); row++) {
            if (data.priceRows().has(row, column)) {
                counts.merge("missing row", begun ? silent : 0, Integer::sum);
                begun = true;
                silent = 0;
                if (data.panel(MarketField.VOLUME).get(row, column) == 0) {
                    add(counts, "row without trade");
                }
                if (Double.isNaN(data.panel(MarketField.MARKET_CAP).get(row, column))) {
                    add(counts, "missing market cap");
                }
            } else {
                silent++;
            }
        }
    }

    private static void facts(Map<String, Integer> counts, FactHistory facts, int column) {
        int assets = facts.itemId("TotalAssets");
        for (int item = 0; item < facts.items().size(); item++) {
            int reported = 0;
            for (int i = facts.start(column, item); i < facts.end(column, item); i++) {
                int published = facts.publishedOn(i);
                reported += facts.revision(i) == 0 ? 1 : 0;
                if (facts.revision(i) > 0) {
                    add(counts, "restatement");
                } else if (published == FactHistory.UNKNOWN_DATE) {
                    add(counts, "undated fact");
                } else if (published - facts.periodEnd(i) > 95) {
                    add(counts, "late filing");
                }
                if (facts.value(i) < 0 && facts.items().get(item).equals("NetProfit")) {
                    add(counts, "loss");
                }
                if (facts.value(i) < 0 && facts.items().get(item).equals("TotalEquity")) {
                    add(counts, "negative equity");
                }
                int calendar = (int) Quarter.calendarEnd(facts.quarter(i)).toEpochDay();
                if (item == assets && facts.periodEnd(i) != calendar) {
                    add(counts, "odd fiscal year");
                }
            }
            if (reported > 0 && reported != facts.end(column, assets) - facts.start(column, assets)) {
                add(counts, "missing item");
            }
        }
    }

    private static void add(Map<String, Integer> counts, String kind) {
        counts.merge(kind, 1, Integer::sum);
    }
}
