package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.factor.ModelSpec.QuarterRule;
import io.qvm.factor.formula.Aggregation;
import io.qvm.factor.formula.Expression;
import io.qvm.market.FactHistory;
import io.qvm.market.MissingReason;
import io.qvm.market.Quarter;
import io.qvm.market.StatementType;
import io.qvm.market.TickerIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownFactsTest {
    private static final TickerIndex TICKERS = TickerIndex.of(List.of("AAA"));
    private static final ReportingLag LAG = new ReportingLag(
            Map.of(StatementType.PL, 45, StatementType.BS, 50, StatementType.CF, 60), OptionalInt.of(90));
    private static final int Q = Quarter.of(2020, 1);

    private record Row(String item, int quarter, int revision, int end, int publishedOn, double value) {
        StatementType statement() {
            return switch (item) {
                case "TotalEquity" -> StatementType.BS;
                case "Cash" -> StatementType.CF;
                default -> StatementType.PL;
            };
        }

        boolean undated() {
            return publishedOn == FactHistory.UNKNOWN_DATE;
        }

        /** The rule, literally. */
        int knownFrom() {
            if (!undated()) {
                return publishedOn;
            }
            if (Quarter.quarterOfYear(quarter) == 4) {
                return end + 90;
            }
            return end
                    + switch (statement()) {
                        case PL -> 45;
                        case BS -> 50;
                        case CF -> 60;
                    };
        }
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static int end(int quarter) {
        return (int) Quarter.calendarEnd(quarter).toEpochDay();
    }

    private static KnownFacts known(List<Row> rows, QuarterRule rule) {
        FactHistory.Builder builder = FactHistory.builder(TICKERS);
        rows.forEach(
                r -> builder.add("AAA", r.item, r.statement(), r.quarter, r.revision, r.end, r.publishedOn, r.value));
        return new KnownFacts(builder.build(), LAG, rule);
    }

    private static KnownFacts.Source source(KnownFacts facts, String item, Aggregation aggregation) {
        return facts.source(new Expression.Fact(item, aggregation, 0), true);
    }

    /** Quarters with gaps, revisions in any order of publication, some undated, some ends that are months off. */
    private static List<Row> random(Random random) {
        List<Row> rows = new ArrayList<>();
        for (String item : List.of("NetProfit", "TotalEquity", "Cash")) {
            int shift = 0;
            for (int quarter = Q; quarter < Q + 16; quarter++) {
                if (random.nextInt(12) == 0) {
                    shift += random.nextInt(-45, 60);
                }
                int revisions = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(3);
                for (int revision = 0; revision < revisions; revision++) {
                    int end = end(quarter) + shift;
                    rows.add(new Row(
                            item,
                            quarter,
                            revision,
                            random.nextInt(30) == 0 ? end + 60 : end,
                            random.nextInt(4) == 0 ? FactHistory.UNKNOWN_DATE : end + random.nextInt(400),
                            random.nextInt(1000)));
                }
            }
        }
        return rows;
    }

    /** The newest known revision of a quarter, by looking at all rows. */
    private static Optional<Row> newest(List<Row> rows, String item, int quarter, int day) {
        Optional<Row> newest = Optional.empty();
        for (Row row : rows) {
            if (row.item.equals(item)
                    && row.quarter == quarter
                    && row.knownFrom() <= day
                    && newest.filter(n -> n.revision > row.revision).isEmpty()) {
                newest = Optional.of(row);
            }
        }
        return newest;
    }

    private static boolean apart(Row earlier, Row later) {
        double off = later.end - earlier.end - (later.quarter - earlier.quarter) * 365.25 / 4;
        return off >= -22 && off <= 28;
    }

    /** The rows that enter a value; empty if it is missing. */
    private static List<Row> entering(
            List<Row> rows, String item, Aggregation aggregation, int quarter, int back, int day, boolean byEnds) {
        List<Row> needed = new ArrayList<>();
        for (int q = quarter - back - aggregation.quarters() + 1; q <= quarter - back; q++) {
            Optional<Row> row = newest(rows, item, q, day);
            if (row.isEmpty()) {
                return List.of();
            }
            needed.add(row.get());
        }
        if (!byEnds) {
            return needed;
        }
        for (int i = 1; i < needed.size(); i++) {
            if (!apart(needed.get(i - 1), needed.get(i))) {
                return List.of();
            }
        }
        Row first = needed.get(0);
        Row last = needed.get(needed.size() - 1);
        if (needed.size() > 1
                && !item.equals("TotalEquity")
                && newest(rows, item, first.quarter - 1, day)
                        .filter(before -> !apart(before, first))
                        .isPresent()) {
            return List.of();
        }
        boolean far = back > 0
                && newest(rows, item, quarter, day)
                        .filter(now -> !apart(last, now))
                        .isPresent();
        return far ? List.of() : needed;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void values_marks_and_gaps_are_those_of_the_rule_applied_to_all_facts_one_by_one(long seed) {
        Random random = new Random(seed);
        List<Row> rows = random(random);
        for (QuarterRule rule : QuarterRule.values()) {
            KnownFacts facts = known(rows, rule);
            FactsOnDay onDay = new FactsOnDay(facts);
            int found = 0;
            for (int i = 0; i < 6000; i++) {
                String item = List.of("NetProfit", "TotalEquity", "Cash").get(random.nextInt(3));
                Aggregation aggregation = Aggregation.values()[random.nextInt(Aggregation.values().length)];
                int quarter = Q + random.nextInt(16);
                int back = random.nextInt(3) == 0 ? random.nextInt(6) : 0;
                int day = end(quarter) + random.nextInt(-100, 500);
                KnownFacts.Source source = source(facts, item, aggregation);
                List<Row> entering =
                        entering(rows, item, aggregation, quarter, back, day, rule == QuarterRule.LATEST_KNOWN);
                double sum = entering.stream().mapToDouble(Row::value).sum();
                double expected = entering.isEmpty() ? Double.NaN : aggregation == Aggregation.AVG5 ? sum / 5 : sum;

                onDay.goTo(0, day);
                assertThat(onDay.value(source, quarter, back)).isEqualTo(Double.valueOf(expected));
                if (!entering.isEmpty()) {
                    assertThat(onDay.restsOnLag(source, quarter, back))
                            .isEqualTo(entering.stream().anyMatch(Row::undated));
                }
                assertThat(onDay.entered(source, quarter, back))
                        .isEqualTo(entering.stream()
                                .map(r -> new KnownFact(
                                        r.item, r.quarter, r.revision, r.value, r.end, r.knownFrom(), r.undated()))
                                .toList());
                boolean anyKnown = rows.stream().anyMatch(r -> r.item.equals(item) && r.knownFrom() <= day);
                assertThat(onDay.whyMissing(source))
                        .isEqualTo(anyKnown ? MissingReason.QUARTERS_MISSING : MissingReason.NO_FACT);
                found += entering.isEmpty() ? 0 : 1;
            }
            assertThat(found).isGreaterThan(500);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void late_restatement_of_an_old_quarter_neither_displaces_a_newer_one_nor_hides_it(long seed) {
        Random random = new Random(seed);
        List<Row> rows = random(random);
        KnownFacts before = known(rows, QuarterRule.LATEST_KNOWN);
        int restated = Q + random.nextInt(10);
        int published = end(restated) + 700;
        List<Row> more = new ArrayList<>(rows);
        more.add(new Row("TotalEquity", restated, 9, end(restated), published, -1));
        KnownFacts after = known(more, QuarterRule.LATEST_KNOWN);
        KnownFacts.Source source = source(before, "TotalEquity", Aggregation.NONE);
        for (int day = published - 50; day < published + 50; day++) {
            assertThat(after.on(0, day).newestQuarter(source))
                    .isEqualTo(Math.max(
                            before.on(0, day).newestQuarter(source), day >= published ? restated : Integer.MIN_VALUE));
            for (int quarter = Q; quarter < Q + 16; quarter++) {
                if (quarter != restated || day < published) {
                    assertThat(after.on(0, day).value(source, quarter, 0))
                            .isEqualTo(Double.valueOf(before.on(0, day).value(source, quarter, 0)));
                } else {
                    assertThat(after.on(0, day).value(source, quarter, 0)).isEqualTo(-1);
                }
            }
        }
    }

    private static Row profit(int quarter, String end, double value) {
        return new Row("NetProfit", quarter, 0, day(end), day(end) + 30, value);
    }

    @Test
    void a_year_that_ends_in_june_or_on_the_last_saturday_has_four_quarters() {
        KnownFacts june = known(
                List.of(
                        profit(Q, "2019-09-30", 1),
                        profit(Q + 1, "2019-12-31", 2),
                        profit(Q + 2, "2020-03-31", 3),
                        profit(Q + 3, "2020-06-30", 4)),
                QuarterRule.LATEST_KNOWN);
        assertThat(june.on(0, day("2020-12-01")).value(source(june, "NetProfit", Aggregation.TTM), Q + 3, 0))
                .isEqualTo(10);
        KnownFacts weeks = known(
                List.of(
                        profit(Q, "2019-03-23", 1),
                        profit(Q + 1, "2019-06-15", 2),
                        profit(Q + 2, "2019-09-07", 3),
                        profit(Q + 3, "2020-01-04", 4),
                        profit(Q + 4, "2020-03-28", 5)),
                QuarterRule.LATEST_KNOWN);
        assertThat(weeks.on(0, day("2020-12-01")).value(source(weeks, "NetProfit", Aggregation.TTM), Q + 4, 0))
                .isEqualTo(14);
        assertThat(weeks.on(0, day("2020-12-01")).value(source(weeks, "NetProfit", Aggregation.NONE), Q + 4, 4))
                .isEqualTo(1);
    }

    /** The year's end moves from December to February: the first quarter of the new year is one of two months. */
    @ParameterizedTest
    @CsvSource({"1, 100", "2, NaN", "3, NaN", "4, NaN", "5, NaN", "6, 111100"})
    void a_sum_over_a_changed_fiscal_year_is_missing_until_four_whole_quarters_have_passed(int after, double expected) {
        List<Row> rows = new ArrayList<>(List.of(
                profit(Q - 3, "2019-03-31", 10),
                profit(Q - 2, "2019-06-30", 20),
                profit(Q - 1, "2019-09-30", 30),
                profit(Q, "2019-12-31", 40),
                profit(Q + 1, "2020-02-29", 1),
                profit(Q + 2, "2020-05-31", 100),
                profit(Q + 3, "2020-08-31", 1000),
                profit(Q + 4, "2020-11-30", 10000),
                profit(Q + 5, "2021-02-28", 100000)));
        int quarter = Q + after - 1;
        KnownFacts facts = known(rows, QuarterRule.LATEST_KNOWN);
        KnownFacts.Source ttm = source(facts, "NetProfit", Aggregation.TTM);
        assertThat(facts.on(0, day("2022-01-01")).value(ttm, quarter, 0)).isEqualTo(Double.valueOf(expected));
        KnownFacts byNumber = known(rows, QuarterRule.CALENDAR);
        assertThat(byNumber.on(0, day("2022-01-01")).value(ttm, quarter, 0)).isNotNaN();
        if (Double.isNaN(expected)) {
            assertThat(facts.on(0, day("2022-01-01")).whyMissing(ttm)).isEqualTo(MissingReason.QUARTERS_MISSING);
        }
    }

    @Test
    void a_year_before_a_changed_fiscal_year_is_no_year_before() {
        KnownFacts facts = known(
                List.of(profit(Q, "2019-12-31", 40), profit(Q + 4, "2020-10-31", 100), profit(Q + 8, "2021-10-31", 7)),
                QuarterRule.LATEST_KNOWN);
        KnownFacts.Source single = source(facts, "NetProfit", Aggregation.NONE);
        assertThat(facts.on(0, day("2022-01-01")).value(single, Q + 4, 4)).isNaN();
        assertThat(facts.on(0, day("2022-01-01")).value(single, Q + 8, 4)).isEqualTo(100);
        assertThat(facts.on(0, day("2022-01-01")).value(single, Q + 8, 3))
                .as("no quarter has that number")
                .isNaN();
    }

    @Test
    void revision_published_before_an_earlier_numbered_one_counts_over_it_from_its_own_day_on() {
        KnownFacts facts = known(
                List.of(
                        new Row("NetProfit", Q, 0, end(Q), end(Q) + 60, 1),
                        new Row("NetProfit", Q, 1, end(Q), end(Q) + 40, 2),
                        new Row("NetProfit", Q, 2, end(Q), FactHistory.UNKNOWN_DATE, 3)),
                QuarterRule.LATEST_KNOWN);
        KnownFacts.Source single = source(facts, "NetProfit", Aggregation.NONE);
        assertThat(facts.on(0, end(Q) + 39).value(single, Q, 0)).isNaN();
        assertThat(facts.on(0, end(Q) + 44).value(single, Q, 0)).isEqualTo(2);
        assertThat(facts.on(0, end(Q) + 45).value(single, Q, 0))
                .as("by the lag")
                .isEqualTo(3);
        assertThat(facts.on(0, end(Q) + 70).value(single, Q, 0)).isEqualTo(3);
    }
}
