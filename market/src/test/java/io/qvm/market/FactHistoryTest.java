package io.qvm.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactHistoryTest {
    private static final int Q = Quarter.of(2020, 3);
    private static final int END = day("2020-09-30");
    private static final TickerIndex TICKERS = TickerIndex.of(List.of("AAA", "BBB", "CCC"));

    private record Fact(String ticker, String item, int quarter, int revision, int end, int published, double value) {
        static final Comparator<Fact> ORDER = Comparator.comparing(Fact::ticker)
                .thenComparing(Fact::item)
                .thenComparing(Fact::quarter)
                .thenComparing(Fact::revision)
                .thenComparing(Fact::published);

        void addTo(FactHistory.Builder builder) {
            builder.add(ticker, item, StatementType.PL, quarter, revision, end, published, value);
        }
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static Fact fact(int revision, String published, double value) {
        return new Fact(
                "AAA",
                "NetProfit",
                Q,
                revision,
                END,
                published.isEmpty() ? FactHistory.UNKNOWN_DATE : day(published),
                value);
    }

    private static FactHistory history(List<Fact> facts) {
        FactHistory.Builder builder = FactHistory.builder(TICKERS);
        facts.forEach(fact -> fact.addTo(builder));
        return builder.build();
    }

    private static List<Fact> read(FactHistory history) {
        List<Fact> facts = new ArrayList<>();
        for (int column = 0; column < TICKERS.size(); column++) {
            for (int item = 0; item < history.items().size(); item++) {
                for (int i = history.start(column, item); i < history.end(column, item); i++) {
                    facts.add(new Fact(
                            TICKERS.ticker(column),
                            history.items().get(item),
                            history.quarter(i),
                            history.revision(i),
                            history.periodEnd(i),
                            history.publishedOn(i),
                            history.value(i)));
                }
            }
        }
        return facts;
    }

    /** Some thousand distinct facts of all tickers, more than fit into the first pieces of the columns. */
    private static List<Fact> random(long seed, int size) {
        Random random = new Random(seed);
        TreeSet<Fact> facts = new TreeSet<>(Fact.ORDER);
        while (facts.size() < size) {
            int quarter = Quarter.of(1990, 1) + random.nextInt(200);
            int revision = random.nextInt(8) == 0 ? random.nextInt(1 << 30) : random.nextInt(40);
            facts.add(new Fact(
                    TICKERS.ticker(random.nextInt(3)),
                    "Item" + random.nextInt(20),
                    quarter,
                    revision,
                    (quarter - 1970 * 4) * 91,
                    // One publication per revision, so that no revision is there twice.
                    revision % 3 == 0 ? FactHistory.UNKNOWN_DATE : (quarter - 1970 * 4) * 91 + revision % 1000,
                    random.nextGaussian()));
        }
        return new ArrayList<>(facts);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void facts_come_back_sorted_whatever_their_order_of_arrival(long seed) {
        List<Fact> facts = random(seed, 20_000);
        List<Fact> shuffled = new ArrayList<>(facts);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(read(history(shuffled))).isEqualTo(facts);
    }

    @Test
    void the_same_row_twice_is_one_fact() {
        assertThat(read(history(List.of(fact(0, "2020-10-20", 5), fact(0, "2020-10-20", 5)))))
                .containsExactly(fact(0, "2020-10-20", 5));
        assertThat(read(history(List.of(fact(3, "", 5), fact(3, "", 5))))).containsExactly(fact(3, "", 5));
    }

    @Test
    void one_quarter_with_several_publications_is_revised_in_their_order_the_undated_one_first() {
        List<Fact> facts = List.of(fact(0, "2021-03-01", 7), fact(0, "", 5), fact(0, "2020-10-20", 6));
        assertThat(read(history(facts)))
                .containsExactly(fact(0, "", 5), fact(1, "2020-10-20", 6), fact(2, "2021-03-01", 7));
    }

    @Test
    void given_revisions_keep_their_order_where_one_of_them_is_there_twice() {
        List<Fact> facts = List.of(fact(1, "2020-10-01", 7), fact(0, "2020-12-01", 6), fact(0, "2020-11-01", 5));
        assertThat(read(history(facts)))
                .containsExactly(fact(0, "2020-11-01", 5), fact(1, "2020-12-01", 6), fact(2, "2020-10-01", 7));
    }

    @Test
    void given_revisions_stay_as_they_are_where_none_is_there_twice() {
        List<Fact> facts = List.of(fact(20200110, "2020-10-01", 7), fact(2, "2020-12-01", 6));
        assertThat(read(history(facts))).containsExactly(fact(2, "2020-12-01", 6), fact(20200110, "2020-10-01", 7));
    }

    @Test
    void two_values_of_one_publication_are_refused_by_source_ticker_item_quarter_and_both_values() {
        FactHistory.Builder builder = FactHistory.builder(TICKERS);
        fact(0, "2020-11-01", 1).addTo(builder.from("facts[0]"));
        builder.from("facts[1]");
        fact(0, "2020-10-20", 5).addTo(builder);
        fact(0, "2020-10-20", 6).addTo(builder);
        assertThatThrownBy(builder::build)
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "facts[1]: two values for AAA NetProfit 2020Q3, both revision 0 and published on 2020-10-20:"
                                + " 5.0 and 6.0; give one of them, or publication dates or revisions that tell them apart");
    }

    @Test
    void two_sources_that_contradict_each_other_are_both_named() {
        FactHistory.Builder builder = FactHistory.builder(TICKERS);
        fact(0, "", 5).addTo(builder.from("facts[0]"));
        fact(0, "", 6).addTo(builder.from("facts[1]"));
        assertThatThrownBy(builder::build)
                .hasMessageContaining("facts[0]: two values for AAA NetProfit 2020Q3")
                .hasMessageContaining("without publication date: 5.0 and 6.0 (the second one from facts[1])");
    }

    @Test
    void years_that_cannot_be_are_refused_with_ticker_item_and_quarter() {
        assertThatThrownBy(() -> history(
                        List.of(new Fact("AAA", "Revenue", Quarter.of(9999, 4), 0, END, FactHistory.UNKNOWN_DATE, 1))))
                .hasMessage("the fiscal quarter 9999Q4 for AAA Revenue; it must be within the years 1800 to 2200");
        assertThatThrownBy(() -> history(
                        List.of(new Fact("AAA", "Revenue", Q, 0, day("9999-12-31"), FactHistory.UNKNOWN_DATE, 1))))
                .hasMessage("the period end 9999-12-31 of 2020Q3 for AAA Revenue; it must be within the years 1800 to"
                        + " 2200");
    }

    @Test
    void an_item_of_two_statements_is_refused() {
        FactHistory.Builder builder = FactHistory.builder(TICKERS);
        fact(0, "", 1).addTo(builder);
        assertThatThrownBy(() -> builder.add("BBB", "NetProfit", StatementType.BS, Q, 0, END, END, 1))
                .hasMessageContaining("item NetProfit is of statement PL for some facts and of BS for BBB 2020Q3");
    }

    @Test
    void a_missing_value_and_a_ticker_outside_the_index_are_no_facts() {
        FactHistory.Builder builder = FactHistory.builder(TICKERS);
        builder.add("AAA", "NetProfit", StatementType.PL, Q, 0, END, END, Double.NaN);
        builder.add("ZZZ", "NetProfit", StatementType.PL, Q, 0, END, END, 1);
        FactHistory history = builder.build();
        assertThat(history.size()).isZero();
        assertThat(history.items()).isEmpty();
    }

    @Test
    void among_more_tickers_every_fact_stays_where_it_was() {
        FactHistory own = FactHistory.builder(TickerIndex.of(List.of("BBB", "DDD")))
                .add("BBB", "NetProfit", StatementType.PL, Quarter.of(2020, 1), 0, 18_352, FactHistory.UNKNOWN_DATE, 1)
                .add("DDD", "NetProfit", StatementType.PL, Quarter.of(2020, 1), 0, 18_352, FactHistory.UNKNOWN_DATE, 2)
                .add("DDD", "TotalEquity", StatementType.BS, Quarter.of(2020, 1), 0, 18_352, 18_400, 3)
                .build();
        FactHistory more = own.among(TickerIndex.of(List.of("AAA", "BBB", "CCC", "DDD", "EEE")));
        assertThat(more.size()).isEqualTo(3);
        int profit = more.itemId("NetProfit");
        int equity = more.itemId("TotalEquity");
        for (int column : new int[] {0, 2, 4}) {
            assertThat(more.start(column, profit)).isEqualTo(more.end(column, profit));
            assertThat(more.start(column, equity)).isEqualTo(more.end(column, equity));
        }
        assertThat(more.value(more.start(1, profit))).isEqualTo(1);
        assertThat(more.value(more.start(3, profit))).isEqualTo(2);
        assertThat(more.value(more.start(3, equity))).isEqualTo(3);
        assertThat(more.end(3, equity)).isEqualTo(3);
        assertThatThrownBy(() -> own.among(TickerIndex.of(List.of("BBB")))).hasMessageContaining("DDD");
    }
}
