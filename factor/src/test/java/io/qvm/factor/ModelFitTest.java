package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.config.YamlFile;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import org.junit.jupiter.api.Test;

class ModelFitTest {
    private static final RandomMarket MARKET = RandomMarket.of(11);

    private static FactorModel edited(String right, String wrong) {
        return FactorModel.of(
                new YamlFile("m.yaml", Models.source("qvm_v2.1").text().replace(right, wrong)));
    }

    @Test
    void data_with_single_quarters_fits_both_models() {
        MarketData data = MARKET.data();
        assertThatCode(() -> Models.shipped().forEach(m -> ModelFit.check(data, Models.byNameOrFile(m))))
                .doesNotThrowAnyException();
    }

    @Test
    void item_that_some_metric_lacks_is_no_fault() {
        assertThatCode(() -> ModelFit.check(MARKET.data(), edited("EBITDA", "Ebitda2")))
                .doesNotThrowAnyException();
    }

    @Test
    void factor_without_any_computable_metric_is_refused_with_the_nearest_item() {
        MarketData data = MARKET.data();
        FactorModel model = edited("NetProfit", "NetProfits");
        FactorModel renamed = FactorModel.of(new YamlFile(
                "m.yaml",
                Models.source("qvm_v2.1")
                        .text()
                        .replace("NetProfit", "NetProfits")
                        .replace("Revenue", "Revenues")
                        .replace("NetInterestIncome", "Nii")
                        .replace("OperatingExpenses", "Opex")));
        assertThatCode(() -> ModelFit.check(data, model)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ModelFit.check(data, renamed))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("model qvm_v2.1: quality cannot be computed")
                .hasMessageContaining("'NetProfits'")
                .hasMessageContaining("did you mean 'NetProfit'?");
    }

    @Test
    void data_without_any_facts_is_refused() {
        MarketData data = MARKET.knownOn(RandomMarket.FIRST.minusYears(9)).data();
        assertThatThrownBy(() -> ModelFit.check(data, Models.byNameOrFile("qvm_v2.1")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no fundamental values at all");
    }

    @Test
    void universe_that_is_not_in_the_data_is_refused() {
        FactorModel model = edited("  traded_within_days: 30", "  tickers: [NOBODY]\n  traded_within_days: 30");
        assertThatThrownBy(() -> ModelFit.check(MARKET.data(), model))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("none of its tickers is in the data");
    }

    @Test
    void group_that_no_stock_is_in_is_warned_of_and_refused_if_its_sector_is_misspelt() {
        MarketData data = MARKET.data();
        assertThat(ModelFit.emptyGroups(data, Models.byNameOrFile("qvm_v2.1"))).isEmpty();
        assertThat(ModelFit.emptyGroups(data, edited("insurance: [Insurance]", "insurance: [Lotteries]")))
                .containsExactly("model qvm_v2.1: no stock is in group insurance, sectors Lotteries");
        assertThatThrownBy(() -> ModelFit.emptyGroups(data, edited("insurance: [Insurance]", "insurance: [Insurence]")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the data has a sector 'Insurance', which is in no group");
    }
}
