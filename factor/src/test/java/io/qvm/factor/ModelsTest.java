package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qvm.config.YamlFile;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        YamlFile file = new YamlFile("m.yaml", text.replaceFirst(Pattern.quote(right), wrong));
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

    private static YamlFile edited(String right, String wrong) {
        String text = Models.source("qvm_v2.1").text();
        assertThat(text).contains(right);
        return new YamlFile("m.yaml", text.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong)));
    }

    /** Refused with a message that names the line on which the text that was put in stands. */
    private static void refusedOnItsLine(String right, String wrong, String complaint) {
        YamlFile file = edited(right, wrong);
        String text = file.text();
        long line = text.substring(0, text.indexOf(wrong) + 1).lines().count();
        assertThatThrownBy(() -> FactorModel.of(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("m.yaml:" + line + ": ")
                .hasMessageContaining(complaint)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name: qvm_v2.1 | name: my model | name must be 1 to 64 letters, digits, '_', '.' or '-', was 'my model'",
                "quality: 0.40, | quality: 0.50, | composite.weights must add up to 1, but add up to 1.1",
                "quality: 0.40, | qualty: 0.40, | composite.weights: unknown factor 'qualty'; did you mean 'quality'?",
                "quality: 0.40, | quality: -1, | must be numbers that are not negative, was -1.0 for 'quality'",
                "clip: 3 | clip: -3 | normalization.clip must be above zero, was -3.0",
                "min_group_size: 10 | min_group_size: -10 | min_group_size must not be negative, was -10",
                "`banking: 0.25` | `banking: -1` | weights of a metric must be above zero, was -1.0",
                "min_coverage: 0.5 | min_coverage: 5 | missing.min_coverage must be between 0 and 1, was 5.0",
                "max_age_days: 400 | max_age_days: -1 | fundamentals.max_age_days must not be negative, nor above 36525",
                "max_age_days: 400 | max_age_days: 36526 | a hundred years, was 36526",
                "max_age_days: 30 | max_age_days: -5 | market.max_age_days must not be negative, nor above 36525",
                "return_max_gap_days: 10 | return_max_gap_days: -1 | market.return_max_gap_days must not be negative",
                "traded_within_days: 30 | traded_within_days: 99999 | universe.traded_within_days must not be negative",
            })
    void mistake_is_reported_at_the_line_of_its_key(String right, String wrong, String complaint) {
        refusedOnItsLine(right, wrong, complaint);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1201})
    void return_window_is_a_number_of_months_up_to_a_hundred_years(int months) {
        YamlFile file =
                edited("  returns: near_dates", "  return_window_months: " + months + "\n  returns: near_dates");
        String text = file.text()
                .replaceFirst("returns: near_dates.*", "returns: first_row_after_start")
                .replaceFirst("  return_max_gap_days.*", "");
        long line =
                text.substring(0, text.indexOf("return_window_months")).lines().count();
        assertThatThrownBy(() -> FactorModel.of(new YamlFile("m.yaml", text)))
                .hasMessage(
                        "m.yaml:" + line + ": market: market.return_window_months must be 1 to 1200, was " + months);
    }

    @Test
    void name_of_a_factor_that_cannot_be_is_reported_in_one_line() {
        String factor = "{normalize: composite, missing: {rule: zero}, metrics: {a: {formula: close, weight: 1}}}";
        refusedOnItsLine("  momentum:", "  \"low\\nrisk\": " + factor + "\n  momentum:", "was 'low\\nrisk'");
        refusedOnItsLine("  momentum:", "  qvm: " + factor + "\n  momentum:", "and not qvm, was 'qvm'");
    }

    @Test
    void key_without_a_value_is_no_puzzle() {
        refusedOnItsLine("  momentum:", "  mine:\n  momentum:", "'mine' has no metrics");
        refusedOnItsLine("items:", "definitions: {a: }\nitems:", "'a' has no formula");
        assertThatThrownBy(() -> FactorModel.of(edited("banking: 0.25", "banking: ")))
                .hasMessageContaining("ROAA: a key or an element of a list has no value");
    }

    @Test
    void ticker_that_is_named_twice_is_refused_at_its_second_line() {
        YamlFile file =
                edited("  drop_delisted: true", "  tickers:\n    - AAA\n    - BBB\n    - AAA\n  drop_delisted: true");
        long line = file.text().substring(0, file.text().indexOf("BBB")).lines().count() + 1;
        assertThatThrownBy(() -> FactorModel.of(file))
                .hasMessage("m.yaml:" + line + ": universe: tickers has 'AAA' twice; name each once");
    }

    @Test
    void unknown_function_is_answered_with_the_nearest_and_where_all_are() {
        refusedOnItsLine(
                "formula: ttm(NetProfit)",
                "formula: tmm(NetProfit)",
                "unknown function 'tmm'; did you mean 'ttm'? 'qvm factor functions' lists them all");
        assertThatThrownBy(() -> FactorModel.of(edited("formula: ttm(NetProfit)", "formula: mirror_image(NetProfit)")))
                .hasMessageEndingWith("unknown function 'mirror_image'; 'qvm factor functions' lists them all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ttm", "rank", "close", "NetProfit"})
    void definition_is_not_named_like_a_function_a_market_field_or_an_item(String name) {
        refusedOnItsLine(
                "items:",
                "definitions: {" + name + ": EBITDA}\nitems:",
                "none of an item, market field or function, was '" + name + "'");
    }

    @Test
    void item_is_not_named_like_a_market_field() {
        refusedOnItsLine("- EarningAssets", "- market_cap", "items.[13]: 'market_cap' is a market field");
    }

    @Test
    void formula_for_a_group_without_a_weight_is_refused() {
        refusedOnItsLine(
                "securities: ttm(NetProfit)",
                "banking: ttm(NetProfit)",
                "NetProfitMargin.formulas.banking: group banking has a formula, but no weight");
    }

    @Test
    void name_of_a_shipped_model_never_means_other_numbers(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mine.yaml");
        String text = Models.source("qvm_v2.1").text();
        Files.writeString(file, text + "# the same with a comment\n");
        assertThat(Models.byNameOrFile(file.toString()).digest())
                .isEqualTo(Models.byNameOrFile("qvm_v2.1").digest());
        String changed = text.replace("clip: 3", "clip: 4");
        Files.writeString(file, changed);
        assertThatThrownBy(() -> Models.byNameOrFile(file.toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(file + ":3: name: qvm_v2.1 is a model that ships, and this file says something else;"
                        + " a name stands for its numbers, so choose another, e.g. my_qvm_v2.1");
        Files.writeString(file, changed.replace("name: qvm_v2.1", "name: mine"));
        assertThat(Models.byNameOrFile(file.toString()).name()).isEqualTo("mine");
    }
}
