package io.qvm.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.FactHistory;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class AlphabetaFixtureTest {
    private static MarketData load() {
        return AlphabetaFixture.of(ReferenceData.path("golden/alphabeta-small")).load();
    }

    @Test
    void small_golden_market_has_all_its_rows() {
        MarketData data = load();
        assertThat(data.tickers().size()).isEqualTo(122);
        long priceRows = 0;
        long valuationRows = 0;
        for (int row = 0; row < data.dates().size(); row++) {
            for (int column = 0; column < data.tickers().size(); column++) {
                priceRows += data.priceRows().has(row, column) ? 1 : 0;
                valuationRows += data.valuationRows().has(row, column) ? 1 : 0;
            }
        }
        assertThat(priceRows).isEqualTo(112859);
        assertThat(valuationRows).isEqualTo(112859);
        assertThat(data.indices()).containsKey("VNINDEX").hasSize(2);
    }

    @Test
    void quoted_sector_and_aliases_and_missing_sector_are_read() {
        MarketData data = load();
        assertThat(data.sector(data.tickers().indexOf("VRD"))).contains("Oil, Gas");
        assertThat(data.sector(data.tickers().indexOf("NOK"))).isEmpty();
        assertThat(data.sector(data.tickers().indexOf("BIB"))).contains("Banking");
    }

    @Test
    void first_rows_of_the_tables_arrive_where_they_belong() {
        MarketData data = load();
        int baq = data.tickers().indexOf("BAQ");
        int row = data.dates().indexOf(LocalDate.of(2019, 1, 2));
        assertThat(data.panel(MarketField.ADJUSTED_CLOSE).get(row, baq)).isEqualTo(76930.51);
        assertThat(data.panel(MarketField.MARKET_CAP).get(row, baq)).isEqualTo(555138430000.0);
        FactHistory facts = data.facts();
        assertThat(facts.items())
                .contains("ttm(NetProfit)", "avg5(TotalEquity)", "TotalEquity", "has_full_ttm", "avg5(EarningAssets)")
                .doesNotContain("NIM", "ShareholdersEquity");
        int equity = facts.start(baq, facts.itemId("TotalEquity"));
        assertThat(facts.value(equity)).isEqualTo(348860209468.0);
    }
}
