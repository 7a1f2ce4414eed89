package io.qvm.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YearToDateTest {
    private static final TickerIndex TICKERS = TickerIndex.of(List.of("AAA"));
    private static final int UNDATED = FactHistory.UNKNOWN_DATE;

    private record Reported(int quarter, int revision, int publishedOn, double value) {
        int end() {
            return YearToDateTest.end(quarter);
        }
    }

    private static int end(int quarter) {
        return (int) Quarter.calendarEnd(quarter).toEpochDay();
    }

    private static FactHistory history(List<Reported> facts, String item, StatementType statement) {
        FactHistory.Builder builder = FactHistory.builder(TICKERS);
        facts.forEach(f -> builder.add("AAA", item, statement, f.quarter, f.revision, f.end(), f.publishedOn, f.value));
        return builder.build();
    }

    private static FactHistory singleQuarters(List<Reported> facts) {
        FactHistory.Builder single = FactHistory.builder(TICKERS);
        YearToDate.addSingleQuarters(history(facts, "Revenue", StatementType.PL), single);
        return single.build();
    }

    /** The newest value of a quarter that is known on a day; empty if there is none. */
    private static OptionalDouble known(FactHistory facts, int quarter, int day, int lag) {
        OptionalDouble newest = OptionalDouble.empty();
        for (int i = 0; i < facts.size(); i++) {
            int published = facts.publishedOn(i);
            int from = published == UNDATED ? facts.periodEnd(i) + lag : published;
            if (facts.quarter(i) == quarter && from <= day) {
                newest = OptionalDouble.of(facts.value(i));
            }
        }
        return newest;
    }

    /** Reports of some years, some quarters missing, some revised, the revisions published in any order. */
    private static List<Reported> random(Random random, double undated) {
        List<Reported> facts = new ArrayList<>();
        for (int quarter = Quarter.of(2018, 1); quarter <= Quarter.of(2020, 4); quarter++) {
            int revisions = random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(4);
            for (int revision = 0; revision < revisions; revision++) {
                int published = random.nextDouble() < undated ? UNDATED : end(quarter) + random.nextInt(500);
                facts.add(new Reported(quarter, revision, published, random.nextInt(1000)));
            }
        }
        return facts;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 0", "4, 1", "5, 1", "6, 1"})
    void single_quarter_is_the_difference_of_the_newest_values_known_on_every_day(long seed, double undated) {
        Random random = new Random(seed);
        List<Reported> facts = random(random, undated);
        FactHistory reported = history(facts, "Revenue", StatementType.PL);
        FactHistory single = singleQuarters(facts);
        int lag = random.nextInt(YearToDate.LONGEST_LAG + 1);
        for (int quarter = Quarter.of(2018, 1); quarter <= Quarter.of(2020, 4); quarter++) {
            for (int day = end(quarter) - 100; day < end(quarter) + 700; day++) {
                OptionalDouble own = known(reported, quarter, day, lag);
                boolean first = Quarter.quarterOfYear(quarter) == 1;
                OptionalDouble before = first ? OptionalDouble.of(0) : known(reported, quarter - 1, day, lag);
                OptionalDouble expected = own.isPresent() && before.isPresent()
                        ? OptionalDouble.of(own.getAsDouble() - before.getAsDouble())
                        : OptionalDouble.empty();
                assertThat(known(single, quarter, day, lag))
                        .as(Quarter.format(quarter) + " on " + day)
                        .isEqualTo(expected);
            }
        }
    }

    /** Whether a pair of values is known, as the class comment says for values without date. */
    private static boolean bothKnown(Reported own, Reported before, int day, int lag) {
        boolean beforeDated = before.publishedOn != UNDATED;
        if (own.publishedOn != UNDATED) {
            return day >= own.publishedOn && (!beforeDated || day >= before.publishedOn);
        }
        boolean intime = !beforeDated || before.publishedOn <= own.end();
        return day >= own.end() + lag
                && (intime || day >= Math.max(before.publishedOn, own.end() + YearToDate.LONGEST_LAG));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5", "2, 0.5", "3, 0.2", "4, 0.8", "5, 0.9", "6, 0.1", "7, 0.5", "8, 0.5"})
    void where_some_have_no_date_the_highest_pair_of_revisions_that_is_known_counts(long seed, double undated) {
        Random random = new Random(seed);
        List<Reported> facts = random(random, undated);
        FactHistory single = singleQuarters(facts);
        int lag = random.nextInt(YearToDate.LONGEST_LAG + 1);
        for (int quarter = Quarter.of(2018, 2); quarter <= Quarter.of(2020, 4); quarter++) {
            int q = quarter;
            if (Quarter.quarterOfYear(quarter) == 1) {
                continue;
            }
            List<Reported> own = facts.stream().filter(f -> f.quarter == q).toList();
            List<Reported> before =
                    facts.stream().filter(f -> f.quarter == q - 1).toList();
            for (int day = end(quarter) - 100; day < end(quarter) + 1200; day++) {
                OptionalDouble expected = OptionalDouble.empty();
                for (Reported a : own) {
                    for (Reported b : before) {
                        if (bothKnown(a, b, day, lag)) {
                            expected = OptionalDouble.of(a.value - b.value);
                        }
                    }
                }
                assertThat(known(single, quarter, day, lag))
                        .as(Quarter.format(quarter) + " on " + day)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void differences_by_hand() {
        int q1 = Quarter.of(2020, 1);
        FactHistory single = singleQuarters(List.of(
                new Reported(q1, 0, 100, 10),
                new Reported(q1 + 1, 0, 200, 25),
                new Reported(q1, 1, 250, 12),
                new Reported(q1 + 3, 0, 400, 100)));
        assertThat(IntStream.range(0, single.size())
                        .mapToObj(i -> Quarter.format(single.quarter(i)) + " " + single.revision(i) + " on "
                                + single.publishedOn(i) + ": " + single.value(i)))
                .containsExactly(
                        "2020Q1 0 on 100: 10.0",
                        "2020Q1 1 on 250: 12.0",
                        "2020Q2 0 on 200: 15.0",
                        "2020Q2 1 on 250: 13.0");
    }

    @Test
    void quarters_without_the_one_before_are_left_out_and_named() {
        int q1 = Quarter.of(2020, 1);
        FactHistory.Builder single = FactHistory.builder(TICKERS);
        YearToDate.LeftOut leftOut = YearToDate.addSingleQuarters(
                history(
                        List.of(new Reported(q1 + 1, 0, 1, 1), new Reported(q1 + 3, 0, 1, 1)),
                        "Revenue",
                        StatementType.CF),
                single);
        assertThat(leftOut).isEqualTo(new YearToDate.LeftOut(2, List.of("AAA Revenue 2020Q2", "AAA Revenue 2020Q4")));
        assertThat(single.build().size()).isZero();
    }

    @Test
    void balance_sheets_and_precomputed_items_stay_as_they_are() {
        List<Reported> facts = List.of(
                new Reported(Quarter.of(2020, 1), 0, 100, 10), new Reported(Quarter.of(2020, 2), 0, UNDATED, 25));
        for (FactHistory given : List.of(
                history(facts, "TotalAssets", StatementType.BS), history(facts, "ttm(Revenue)", StatementType.PL))) {
            FactHistory.Builder single = FactHistory.builder(TICKERS);
            YearToDate.addSingleQuarters(given, single);
            FactHistory built = single.build();
            assertThat(built.size()).isEqualTo(2);
            assertThat(built.value(1)).isEqualTo(25);
        }
    }

    @Test
    void a_difference_that_is_not_finite_is_refused() {
        List<Reported> facts = List.of(
                new Reported(Quarter.of(2020, 1), 0, 100, -1.7e308),
                new Reported(Quarter.of(2020, 2), 0, 200, 1.7e308));
        assertThatThrownBy(() -> singleQuarters(facts))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("AAA Revenue 2020Q2")
                .hasMessageContaining("not finite");
    }
}
