package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.factor.formula.Formula;
import io.qvm.factor.formula.FormulaReader;
import io.qvm.market.DateIndex;
import io.qvm.market.MarketData;
import io.qvm.market.Panel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole formulas: against plain definitions, and the properties that hold for any of them. */
class FormulaEngineTest {
    private static final FactorModel RULES = Models.byNameOrFile("qvm_v2.1");
    private static final List<String> TEXTS = List.of(
            "ttm(NetProfit) / positive(avg5(TotalEquity))",
            "yoy(ttm(NetProfit) / positive(avg5(TotalEquity)))",
            "qoq(yoy(ttm(Revenue)))",
            "growth(ttm(Revenue), 4)",
            "lag(TotalEquity, 3) / TotalEquity",
            "avg(NetProfit, 6) + coalesce(optional(Revenue), EBITDA)",
            "if(ttm(NetProfit) > 0, ttm(NetProfit) / market_cap, -1)",
            "adjusted_close / ref(adjusted_close, 20) - 1",
            "delta(adjusted_close, 5)",
            "mean(adjusted_close, 20, min=5) / adjusted_close",
            "sum(volume, 60, min=1)",
            "count(adjusted_close > ref(adjusted_close, 1), 10)",
            "mean(ref(adjusted_close, 3) - adjusted_close, 15, min=2)",
            "mean(ttm(NetProfit) / market_cap, 40, min=10)",
            "return(6, 1) - return(1, 0)",
            "mean(return(1, 0), 10, min=3)",
            "rank(market_cap)",
            "rank(ttm(NetProfit) / market_cap, by=sector)",
            "zscore(log(market_cap)) + demean(return(3, 1), by=sector)",
            "mean(rank(adjusted_close / ref(adjusted_close, 5)), 4, min=1)",
            "std(adjusted_close / ref(adjusted_close, 1) - 1, 20, min=8)",
            "adjusted_close / max(adjusted_close, 30, min=1)");

    private static List<Formula> formulas() {
        FormulaReader reader = RULES.formulaReader(List.of());
        return TEXTS.stream().map(text -> reader.read(text, "test")).toList();
    }

    private static DateIndex days(LocalDate from, LocalDate to, int step) {
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(step)) {
            days.add(day);
        }
        return DateIndex.ofDates(days);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void formulas_have_the_values_of_their_plain_definitions(long seed) {
        RandomMarket market = RandomMarket.of(seed);
        MarketData data = market.data();
        PlainFormulas plain = new PlainFormulas(market);
        List<Formula> formulas = formulas();
        DateIndex days = days(LocalDate.of(2018, 6, 2), LocalDate.of(2020, 12, 1), 97);
        List<Panel> panels = new FormulaEngine(data, RULES, formulas).evaluate(days, 2);
        Random random = new Random(seed);
        for (int f = 0; f < formulas.size(); f++) {
            int there = 0;
            for (int row = 0; row < days.size(); row++) {
                for (int i = 0; i < 6; i++) {
                    int column = random.nextInt(data.tickers().size());
                    double expected = plain.value(formulas.get(f), column, days.date(row));
                    double value = panels.get(f).get(row, column);
                    String what = TEXTS.get(f) + " of " + data.tickers().ticker(column) + " on " + days.date(row);
                    if (Double.isNaN(expected)) {
                        assertThat(value).as(what).isNaN();
                    } else {
                        there++;
                        assertThat(value).as(what).isCloseTo(expected, within(1e-11 * Math.max(1, Math.abs(expected))));
                    }
                }
            }
            assertThat(there).as("values of " + TEXTS.get(f)).isGreaterThan(5);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33})
    void threads_blocks_and_other_formulas_change_no_bit(long seed) {
        MarketData data = RandomMarket.of(seed).data();
        List<Formula> formulas = formulas();
        DateIndex days = days(LocalDate.of(2019, 1, 1), LocalDate.of(2020, 12, 31), 1);
        List<Panel> whole = new FormulaEngine(data, RULES, formulas).evaluate(days, 1);
        List<Panel> parallel = new FormulaEngine(data, RULES, formulas).evaluate(days, 3);
        for (int f = 0; f < formulas.size(); f++) {
            assertThat(bits(parallel.get(f))).as(TEXTS.get(f)).isEqualTo(bits(whole.get(f)));
        }
        for (int f = 0; f < formulas.size(); f++) {
            FormulaEngine alone = new FormulaEngine(data, RULES, formulas.subList(f, f + 1));
            int from = 37 * f % 500;
            DateIndex some = days.slice(from, from + 90);
            int width = data.tickers().size();
            assertThat(bits(alone.evaluate(some, 2).get(0)))
                    .as(TEXTS.get(f))
                    .isEqualTo(Arrays.copyOfRange(bits(whole.get(f)), from * width, (from + 90) * width));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43})
    void nothing_later_and_nothing_before_the_lookback_changes_a_bit(long seed) {
        RandomMarket market = RandomMarket.of(seed);
        List<Formula> formulas = formulas();
        LocalDate cut = LocalDate.of(2019, 6, 1).plusDays(new Random(seed).nextInt(300));
        DateIndex days = days(cut.minusDays(120), cut, 1);
        List<Panel> whole = new FormulaEngine(market.data(), RULES, formulas).evaluate(days, 2);
        List<Panel> truncated = new FormulaEngine(market.knownOn(cut).data(), RULES, formulas).evaluate(days, 2);
        List<Panel> poisoned =
                new FormulaEngine(market.poisonedAfter(cut, seed).data(), RULES, formulas).evaluate(days, 2);
        List<Panel> shuffled = new FormulaEngine(market.shuffled(seed).data(), RULES, formulas).evaluate(days, 2);
        for (int f = 0; f < formulas.size(); f++) {
            long[] expected = bits(whole.get(f));
            assertThat(bits(truncated.get(f))).as(TEXTS.get(f)).isEqualTo(expected);
            assertThat(bits(poisoned.get(f))).as(TEXTS.get(f)).isEqualTo(expected);
            assertThat(bits(shuffled.get(f))).as(TEXTS.get(f)).isEqualTo(expected);
            RandomMarket recent = market.pricesFrom(firstNeeded(market.data(), formulas.get(f), days.date(0)));
            assertThat(bits(new FormulaEngine(recent.data(), RULES, formulas.subList(f, f + 1))
                            .evaluate(days, 2)
                            .get(0)))
                    .as("%s, loaded from its lookback on", TEXTS.get(f))
                    .isEqualTo(expected);
        }
    }

    /** First date of which prices are needed: so many trading days back, then months, then the age of a price. */
    private static LocalDate firstNeeded(MarketData data, Formula formula, LocalDate day) {
        int[] trading = IntStream.range(0, data.dates().size())
                .filter(data::isTradingDay)
                .toArray();
        int last = Arrays.binarySearch(trading, data.dates().floor(day));
        int number = (last >= 0 ? last : -last - 2) - formula.lookbackDays();
        return data.dates()
                .date(trading[Math.max(0, number)])
                .minusMonths(formula.lookbackMonths())
                .minusDays(30);
    }

    private static long[] bits(Panel panel) {
        return Arrays.stream(panel.values()).mapToLong(Double::doubleToLongBits).toArray();
    }
}
