package io.qvm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.FactHistory;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.testing.OtherFutures;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of the time rules are worth what the futures are worth that they compare. */
class OtherFuturesTest {
    private static final LocalDate TODAY = LocalDate.of(2020, 8, 14);
    private static final int LAG = 45;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void what_is_known_today_is_the_same_in_every_future(long seed) {
        MarketData data = Simulator.simulate(SimulationSettings.small(seed)).data();
        MarketData known = new OtherFutures(data, TODAY, LAG).none();
        MarketData poisoned = new OtherFutures(data, TODAY, LAG).poisoned(seed);
        MarketData again = new OtherFutures(poisoned, TODAY, LAG).none();
        assertThat(again.dates()).isEqualTo(known.dates());
        assertThat(again.tickers()).isEqualTo(known.tickers());
        for (MarketField field : MarketField.values()) {
            assertThat(again.panel(field).values()).isEqualTo(known.panel(field).values());
        }
        assertThat(again.indices()).isEqualTo(known.indices());
        assertThat(describe(again.facts())).isEqualTo(describe(known.facts()));
        for (int column = 0; column < known.tickers().size(); column++) {
            assertThat(again.instrument(column)).isEqualTo(known.instrument(column));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_futures_differ(long seed) {
        MarketData data = Simulator.simulate(SimulationSettings.small(seed)).data();
        MarketData poisoned = new OtherFutures(data, TODAY, LAG).poisoned(seed);
        assertThat(poisoned.tickers().size()).isEqualTo(data.tickers().size() + 5);
        assertThat(poisoned.dates()).isNotEqualTo(data.dates());
        assertThat(poisoned.facts().size()).isGreaterThan(data.facts().size());
        assertThat(poisoned.indices()).isNotEqualTo(data.indices());
        assertThat(poisoned.dates().date(poisoned.dates().size() - 1)).isAfter(TODAY.plusYears(1));
        double[] closes = poisoned.panel(MarketField.CLOSE).values();
        assertThat(Arrays.stream(closes).filter(c -> c == 1e300).count()).isGreaterThan(100);
    }

    private static String describe(FactHistory facts) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < facts.tickers().size(); column++) {
            for (int item = 0; item < facts.items().size(); item++) {
                for (int i = facts.start(column, item); i < facts.end(column, item); i++) {
                    text.append(facts.tickers().ticker(column))
                            .append(facts.items().get(item))
                            .append(facts.quarter(i))
                            .append(facts.revision(i))
                            .append(facts.publishedOn(i))
                            .append(facts.value(i));
                }
            }
        }
        return text.toString();
    }
}
