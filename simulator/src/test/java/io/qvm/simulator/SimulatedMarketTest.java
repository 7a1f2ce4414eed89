package io.qvm.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.market.FactHistory;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Quarter;
import io.qvm.simulator.CorporateAction.Kind;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds in every simulated market. */
class SimulatedMarketTest {
    private static final double CENT = 0.01;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rows_lie_between_listing_and_delisting(long seed) {
        MarketData data = small(seed).data();
        for (int column = 0; column < data.tickers().size(); column++) {
            Instrument instrument = data.instrument(column).orElseThrow();
            LocalDate listed = instrument.listedOn().orElseThrow();
            for (int row = 0; row < data.dates().size(); row++) {
                LocalDate date = data.dates().date(row);
                boolean listedThen = !date.isBefore(listed)
                        && instrument
                                .delistedOn()
                                .filter(d -> !date.isBefore(d))
                                .isEmpty();
                if (data.priceRows().has(row, column)) {
                    assertThat(listedThen).as(instrument.ticker() + " " + date).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void market_cap_is_close_times_shares_and_high_and_low_enclose_the_rest(long seed) {
        MarketData data = small(seed).data();
        double[] open = data.panel(MarketField.OPEN).values();
        double[] high = data.panel(MarketField.HIGH).values();
        double[] low = data.panel(MarketField.LOW).values();
        double[] close = data.panel(MarketField.CLOSE).values();
        double[] shares = data.panel(MarketField.SHARES_OUTSTANDING).values();
        double[] cap = data.panel(MarketField.MARKET_CAP).values();
        double[] volume = data.panel(MarketField.VOLUME).values();
        double[] traded = data.panel(MarketField.TRADED_VALUE).values();
        for (int i = 0; i < close.length; i++) {
            if (Double.isNaN(close[i])) {
                continue;
            }
            assertThat(Double.isNaN(cap[i])).isEqualTo(Double.isNaN(shares[i]));
            if (!Double.isNaN(cap[i])) {
                assertThat(cap[i]).isCloseTo(close[i] * shares[i], within(0.005 + 1e-12 * cap[i]));
            }
            assertThat(low[i]).isPositive().isLessThanOrEqualTo(Math.min(open[i], close[i]));
            assertThat(high[i]).isGreaterThanOrEqualTo(Math.max(open[i], close[i]));
            assertThat(traded[i])
                    .isBetween(
                            volume[i] * low[i] - CENT - 1e-9 * traded[i],
                            volume[i] * high[i] + CENT + 1e-9 * traded[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void adjusted_returns_are_returns_with_splits_undone_and_dividends_added(long seed) {
        SimulatedMarket market = small(seed);
        MarketData data = market.data();
        Map<String, CorporateAction> actions = new HashMap<>();
        market.corporateActions().forEach(a -> actions.put(a.ticker() + a.exDate(), a));
        int met = 0;
        for (int column = 0; column < data.tickers().size(); column++) {
            double before = Double.NaN;
            double adjustedBefore = Double.NaN;
            for (int row = 0; row < data.dates().size(); row++) {
                if (!data.priceRows().has(row, column)) {
                    continue;
                }
                double close = data.panel(MarketField.CLOSE).get(row, column);
                double adjusted = data.panel(MarketField.ADJUSTED_CLOSE).get(row, column);
                CorporateAction action =
                        actions.get(data.tickers().ticker(column) + data.dates().date(row));
                if (!Double.isNaN(before)) {
                    double comparable = action == null
                            ? before
                            : action.kind() == Kind.SPLIT ? before / action.value() : before - action.value();
                    double rounding = 1e-6 / Math.min(adjusted, adjustedBefore);
                    assertThat(adjusted / adjustedBefore)
                            .isCloseTo(close / comparable, within((1 + close / comparable) * rounding));
                }
                met += action == null ? 0 : 1;
                before = close;
                adjustedBefore = adjusted;
            }
            if (!Double.isNaN(before)) {
                assertThat(adjustedBefore).isEqualTo(before);
            }
        }
        assertThat(met).as("every action falls on a row").isEqualTo(actions.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void facts_are_published_after_their_period_and_restated_later_and_later(long seed) {
        SimulatedMarket market = small(seed);
        FactHistory facts = market.data().facts();
        int last = (int) market.settings().lastDay().toEpochDay();
        for (int column = 0; column < facts.tickers().size(); column++) {
            for (int item = 0; item < facts.items().size(); item++) {
                for (int i = facts.start(column, item); i < facts.end(column, item); i++) {
                    if (facts.publishedOn(i) != FactHistory.UNKNOWN_DATE) {
                        assertThat(facts.publishedOn(i)).isBetween(facts.periodEnd(i), last);
                    }
                    assertThat(facts.value(i)).isEqualTo(Math.rint(facts.value(i)));
                    if (facts.revision(i) > 0) {
                        assertThat(facts.quarter(i - 1)).isEqualTo(facts.quarter(i));
                        assertThat(facts.revision(i - 1)).isEqualTo(facts.revision(i) - 1);
                        assertThat(facts.publishedOn(i - 1)).isLessThan(facts.publishedOn(i));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void first_reports_begin_two_years_before_the_first_price(long seed) {
        MarketData data = small(seed).data();
        FactHistory facts = data.facts();
        int assets = facts.itemId("TotalAssets");
        int earliest = Integer.MAX_VALUE;
        for (int column = 0; column < facts.tickers().size(); column++) {
            assertThat(facts.start(column, assets)).isLessThan(facts.end(column, assets));
            earliest = Math.min(earliest, facts.periodEnd(facts.start(column, assets)));
        }
        assertThat(LocalDate.ofEpochDay(earliest)).isBefore(data.dates().date(0).minusYears(2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void the_income_statement_adds_up_in_first_reports(long seed) {
        FactHistory facts = small(seed).data().facts();
        int checked = 0;
        for (int column = 0; column < facts.tickers().size(); column++) {
            int revenue = facts.itemId("Revenue");
            for (int i = facts.start(column, revenue); i < facts.end(column, revenue); i++) {
                int quarter = facts.quarter(i);
                double costs = first(facts, column, "COGS", quarter)
                        + first(facts, column, "SellingExpenses", quarter)
                        + first(facts, column, "AdminExpenses", quarter);
                double ebitda = first(facts, column, "EBITDA", quarter);
                double profit = first(facts, column, "NetProfit", quarter);
                double operating = facts.value(i) - costs;
                if (!Double.isNaN(operating + ebitda + profit)) {
                    assertThat(operating).as(Quarter.format(quarter)).isLessThanOrEqualTo(ebitda + 4);
                    assertThat(operating + 4).isGreaterThanOrEqualTo(profit);
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(200);
    }

    private static double first(FactHistory facts, int column, String item, int quarter) {
        int id = facts.itemId(item);
        for (int i = facts.start(column, id); i < facts.end(column, id); i++) {
            if (facts.quarter(i) == quarter) {
                return facts.value(i);
            }
        }
        return Double.NaN;
    }

    private static SimulatedMarket small(long seed) {
        return Simulator.simulate(SimulationSettings.small(seed));
    }
}
