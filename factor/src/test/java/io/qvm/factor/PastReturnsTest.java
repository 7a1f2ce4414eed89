package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.factor.formula.Expression;
import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import io.qvm.market.TickerIndex;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PastReturnsTest {
    private static final ModelSpec.Market REFERENCE =
            Models.byNameOrFile("qvm_v2.0_enhanced").spec().market();
    private static final ModelSpec.Market DEFAULT =
            Models.byNameOrFile("qvm_v2.1").spec().market();

    private final TreeMap<LocalDate, Double> closes = new TreeMap<>();

    private PastReturnsTest close(String date, double close) {
        closes.put(LocalDate.parse(date), close);
        return this;
    }

    private double oneMonthReturn(ModelSpec.Market rule, String day) {
        TickerIndex tickers = TickerIndex.of(List.of("AAA"));
        DateIndex dates = DateIndex.ofDates(closes.keySet());
        double[] values =
                closes.values().stream().mapToDouble(Double::doubleValue).toArray();
        BitSet rows = new BitSet();
        rows.set(0, values.length);
        RowMask mask = new RowMask(1, rows);
        MarketData data = new MarketData(
                dates,
                tickers,
                List.of(Optional.empty()),
                Map.of(MarketField.ADJUSTED_CLOSE, new Panel(dates, tickers, values)),
                mask,
                mask,
                FactHistory.empty(tickers),
                Map.of());
        double[] out = new double[1];
        new PastReturns(data, rule).fill(LocalDate.parse(day), new Expression.PastReturn(1, 1), out, 0);
        return out[0];
    }

    @Test
    void both_rules_agree_where_prices_stand_on_the_dates() {
        close("2020-01-31", 100).close("2020-02-29", 110).close("2020-03-31", 500);
        assertThat(oneMonthReturn(REFERENCE, "2020-03-31")).isEqualTo(110.0 / 100 - 1);
        assertThat(oneMonthReturn(DEFAULT, "2020-03-31")).isEqualTo(110.0 / 100 - 1);
    }

    @Test
    void reference_starts_with_the_first_row_after_the_start_and_the_default_with_the_last_before_it() {
        close("2020-01-30", 100)
                .close("2020-02-03", 105)
                .close("2020-02-28", 110)
                .close("2020-03-31", 500);
        assertThat(oneMonthReturn(REFERENCE, "2020-03-31")).isEqualTo(110.0 / 105 - 1);
        assertThat(oneMonthReturn(DEFAULT, "2020-03-31")).isEqualTo(110.0 / 100 - 1);
    }

    @Test
    void suspension_over_the_whole_period_turns_time_around_in_the_reference_and_gives_nothing_in_the_default() {
        close("2020-01-10", 100).close("2020-03-20", 80).close("2020-03-31", 80);
        assertThat(oneMonthReturn(REFERENCE, "2020-03-31")).isEqualTo(100.0 / 80 - 1);
        assertThat(oneMonthReturn(DEFAULT, "2020-03-31")).isNaN();
    }

    @Test
    void missing_price_in_the_selected_row_gives_nothing_in_the_reference_and_its_neighbour_in_the_default() {
        close("2020-01-31", 100)
                .close("2020-02-28", 120)
                .close("2020-02-29", Double.NaN)
                .close("2020-03-31", 130);
        assertThat(oneMonthReturn(REFERENCE, "2020-03-31")).isNaN();
        assertThat(oneMonthReturn(DEFAULT, "2020-03-31")).isEqualTo(120.0 / 100 - 1);
    }

    @Test
    void zero_as_end_price_is_a_total_loss_in_the_reference_and_no_price_in_the_default() {
        close("2020-01-31", 100).close("2020-02-29", 0).close("2020-03-31", 130);
        assertThat(oneMonthReturn(REFERENCE, "2020-03-31")).isEqualTo(-1);
        assertThat(oneMonthReturn(DEFAULT, "2020-03-31")).isNaN();
    }

    @Test
    void zero_as_start_price_gives_nothing() {
        close("2020-01-31", 0).close("2020-02-29", 100).close("2020-03-31", 130);
        assertThat(oneMonthReturn(REFERENCE, "2020-03-31")).isNaN();
        assertThat(oneMonthReturn(DEFAULT, "2020-03-31")).isNaN();
    }

    @Test
    void price_older_than_the_gap_gives_nothing_in_the_default() {
        close("2020-01-31", 100).close("2020-02-19", 110).close("2020-03-31", 130);
        assertThat(oneMonthReturn(DEFAULT, "2020-03-31")).isEqualTo(110.0 / 100 - 1);
        closes.remove(LocalDate.parse("2020-02-19"));
        close("2020-02-18", 110);
        assertThat(oneMonthReturn(DEFAULT, "2020-03-31")).isNaN();
    }

    @Test
    void row_outside_the_window_gives_nothing_in_the_reference() {
        close("2019-01-30", 100).close("2020-03-31", 130);
        assertThat(oneMonthReturn(REFERENCE, "2020-03-31")).isNaN();
        close("2019-01-31", 100);
        assertThat(oneMonthReturn(REFERENCE, "2020-03-31")).isEqualTo(100.0 / 130 - 1);
    }
}
