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
    void universe_with_a_ticker_that_is_no_instrument_is_refused_with_the_nearest() {
        String ticker = MARKET.data().tickers().ticker(0);
        String near = ticker + "X";
        FactorModel typo = edited("  drop_delisted", "  tickers: [" + ticker + ", " + near + "]\n  drop_delisted");
        assertThatThrownBy(() -> ModelFit.check(MARKET.data(), typo))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("model qvm_v2.1: universe.tickers names '" + near
                        + "', no instrument of the master data; did you mean '");
        FactorModel nobody = edited("  drop_delisted", "  tickers: [NOBODY_AT_ALL, " + near + "]\n  drop_delisted");
        assertThatThrownBy(() -> ModelFit.check(MARKET.data(), nobody))
                .hasMessage("model qvm_v2.1: universe.tickers names 'NOBODY_AT_ALL' and 1 more, no instrument of the"
                        + " master data; leave it out, or add it to the data");
        FactorModel right = edited("  drop_delisted", "  tickers: [" + ticker + "]\n  drop_delisted");
        assertThatCode(() -> ModelFit.check(MARKET.data(), right)).doesNotThrowAnyException();
    }

    @Test
    void group_of_a_users_model_that_no_stock_is_in_is_refused_with_the_sectors_that_there_are() {
        MarketData data = MARKET.data();
        assertThat(ModelFit.emptyGroups(data, edited("name: qvm_v2.1", "name: mine")))
                .isEmpty();
        assertThatThrownBy(() -> ModelFit.emptyGroups(data, edited("insurance: [Insurance]", "insurance: [Lotteries]")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("model qvm_v2.1: no stock is in group insurance, sectors Lotteries;"
                        + " the data has the sectors Banking, ")
                .hasMessageEndingWith(": give the sector its name in the data, or leave the group out");
        assertThatThrownBy(() -> ModelFit.emptyGroups(data, edited("insurance: [Insurance]", "insurance: [Insurence]")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the data has a sector 'Insurance', which is in no group");
    }

    @Test
    void group_of_a_shipped_model_that_no_stock_is_in_is_warned_of() {
        FactorModel shipped = Models.byNameOrFile("qvm_v2.1");
        assertThat(ModelFit.emptyGroups(MARKET.data(), shipped)).isEmpty();
        MarketData none = MARKET.renamed("Insurance", "Farming").data();
        assertThat(ModelFit.emptyGroups(none, shipped))
                .singleElement()
                .asString()
                .startsWith(
                        "model qvm_v2.1: no stock is in group insurance, sectors Insurance; the data has the sectors ");
    }
}
