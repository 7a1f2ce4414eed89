package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.config.YamlFile;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsTest {
    @Test
    void every_shipped_model_is_named_after_its_file() {
        assertThat(Models.shipped())
                .contains(Models.DEFAULT)
                .allSatisfy(name -> assertThat(Models.byNameOrFile(name).name()).isEqualTo(name));
    }

    @Test
    void models_need_fourteen_months_of_prices_and_the_reference_model_market_caps_of_any_age() {
        FactorModel model = Models.byNameOrFile("qvm_v2.1");
        FactorModel reference = Models.byNameOrFile("qvm_v2.0_enhanced");
        assertThat(model.needs().reach().months()).isEqualTo(14);
        assertThat(model.needs().fieldsOfAnyAge()).isEmpty();
        assertThat(reference.needs().reach().months()).isEqualTo(14);
        assertThat(reference.needs().fieldsOfAnyAge()).containsExactly(MarketField.MARKET_CAP);
    }

    @Test
    void digest_follows_what_the_file_says_and_not_its_comments() {
        YamlFile file = Models.source("qvm_v2.1");
        assertThat(FactorModel.of(new YamlFile("copy", file.text())).digest())
                .isEqualTo(FactorModel.of(file).digest());
        assertThat(FactorModel.of(new YamlFile("copy", file.text() + "# a comment"))
                        .digest())
                .isEqualTo(FactorModel.of(file).digest());
        assertThat(FactorModel.of(new YamlFile("copy", file.text().replace("clip: 3", "clip: 4")))
                        .digest())
                .isNotEqualTo(FactorModel.of(file).digest());
    }

    @Test
    void unknown_model_is_answered_with_the_nearest_name() {
        assertThatThrownBy(() -> Models.byNameOrFile("qvm_v21"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("qvm_v21")
                .hasMessageContaining("did you mean 'qvm_v2.1'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ttm(NetProfit) / positive(avg5(TotalEquity)) | ttm(NetProfitt) / 2 | unknown item 'NetProfitt'; did you mean 'NetProfit'?",
                "ttm(NetProfit) / positive(avg5(TotalEquity)) | tmm(NetProfit) / 2 | unknown function 'tmm'; did you mean 'ttm'?",
                "ttm(NetProfit) / positive(avg5(TotalEquity)) | ttm(NetProfit) / | at character",
                "ttm(NetProfit) / positive(avg5(TotalEquity)) | ttm(1) | ttm is a function of fiscal quarters, but '1' is a constant",
                "weights: {banking: 0.25} | weights: {bankng: 0.25} | unknown sector group 'bankng'; did you mean 'banking'?",
                "weights: {banking: 0.25} | weights: {banking: -1} | above zero",
                "weights: {quality: 0.40, value: 0.30, momentum: 0.30} | weights: {quality: 0.50, value: 0.30, momentum: 0.30} | composite.weights must add up to 1, but add up to 1.1",
                "weights: {quality: 0.40, value: 0.30, momentum: 0.30} | weights: {qualty: 0.40, value: 0.30, momentum: 0.30} | unknown factor 'qualty'; did you mean 'quality'?",
                "weights: {banking: 0.25} | wieghts: {banking: 0.25} | unknown key 'wieghts'; did you mean 'weights'?",
                "within: sector | wthin: sector | unknown key 'wthin'; did you mean 'within'?",
                "reporting_lag_days: 45 | reporting_lag: 45 | unknown key 'reporting_lag'",
                "`\"return(12, 1)\"` | `\"return(12)\"` | return takes two whole numbers",
                "quarter: latest_known | quarter: calendar | max_age_days belongs to",
                "small_groups: one_by_one | small_groups: one_by_two | one_by_two",
                "clip: 3 | clip: 0 | clip must be above zero",
                "no_sector_group: unclassified | description: x | description"
            })
    void mistake_in_a_model_file_is_named_with_its_line(String right, String wrong, String complaint) {
        String text = Models.source("qvm_v2.1").text();
        assertThat(text).contains(right);
        int line = (int) text.substring(0, text.indexOf(right)).lines().count();
        YamlFile file = new YamlFile("m.yaml", text.replaceFirst(java.util.regex.Pattern.quote(right), wrong));
        assertThatThrownBy(() -> FactorModel.of(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(complaint)
                .hasMessageMatching("(?s)m\\.yaml:(" + (line - 2) + "|" + (line - 1) + "|" + line + "|" + (line + 1)
                        + "|" + (line + 2) + "|" + (line + 3) + "):.*");
    }

    @Test
    void weights_of_a_group_must_add_up_to_one() {
        String text = Models.source("qvm_v2.1").text().replaceFirst("banking: 0.25", "banking: 0.35");
        assertThatThrownBy(() -> FactorModel.of(new YamlFile("m.yaml", text)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageMatching(
                        "m\\.yaml:\\d+: factors.quality.metrics: the weights of group banking must add up to 1,"
                                + " but add up to 1.1");
    }
}
