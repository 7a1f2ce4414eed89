package io.qvm.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.DateIndex;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Trading days are counted on the data's own calendar. */
class MarketOutlineTest {
    private static final LocalDate D1 = LocalDate.of(2020, 1, 2);
    private static final LocalDate D2 = LocalDate.of(2020, 1, 3);
    private static final LocalDate D3 = LocalDate.of(2020, 4, 6);
    private static final LocalDate D4 = LocalDate.of(2020, 4, 7);

    private static MarketOutline outline(int... trading) {
        BitSet rows = new BitSet();
        for (int row : trading) {
            rows.set(row);
        }
        return new MarketOutline(DateIndex.ofDates(List.of(D1, D2, D3, D4)), rows, Set.of("A"));
    }

    @Test
    void days_before_a_closure_count_however_long_ago_they_were() {
        MarketOutline all = outline(0, 1, 2, 3);
        assertThat(all.tradingDayBefore(D4, 0)).contains(D4);
        assertThat(all.tradingDayBefore(D4, 2)).contains(D2);
        assertThat(all.tradingDayBefore(D4, 3)).contains(D1);
        assertThat(all.tradingDayBefore(D4, 4)).isEmpty();
    }

    @Test
    void counting_begins_at_the_last_trading_day_up_to_the_day() {
        MarketOutline some = outline(0, 2);
        assertThat(some.tradingDayBefore(D4, 0)).contains(D3);
        assertThat(some.tradingDayBefore(D4, 1)).contains(D1);
        assertThat(some.tradingDayBefore(LocalDate.of(2020, 2, 1), 0)).contains(D1);
        assertThat(some.tradingDayBefore(LocalDate.of(2020, 1, 1), 0)).isEmpty();
        assertThat(some.tradingDayBefore(D4, 2)).isEmpty();
    }

    @Test
    void without_volume_every_day_with_a_row_counts() {
        assertThat(outline().tradingDayBefore(D4, 2)).contains(D2);
        assertThat(outline().tradingDayBefore(D4, 4)).isEmpty();
    }
}
