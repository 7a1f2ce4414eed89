package io.qvm.factor.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.DateIndex;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowBlocksTest {
    @Test
    void block_is_a_calendar_month_whatever_its_year_or_the_gap_before() {
        RowBlocks blocks = RowBlocks.byMonth(DateIndex.ofDates(List.of(
                LocalDate.of(1969, 12, 30),
                LocalDate.of(1970, 12, 1),
                LocalDate.of(1970, 12, 31),
                LocalDate.of(1971, 1, 1),
                LocalDate.of(1971, 3, 31),
                LocalDate.of(1971, 4, 1))));
        assertThat(blocks.rows()).isEqualTo(6);
        assertThat(blocks.count()).isEqualTo(5);
        assertThat(blocks.blockOf(1)).isEqualTo(blocks.blockOf(2));
        assertThat(blocks.start(1)).isEqualTo(1);
        assertThat(blocks.end(1)).isEqualTo(3);
        assertThat(blocks.mostRows()).isEqualTo(2);
    }

    @Test
    void week_is_from_monday_to_sunday() {
        RowBlocks blocks = RowBlocks.byWeek(DateIndex.ofDates(List.of(
                LocalDate.of(2020, 12, 27),
                LocalDate.of(2020, 12, 28),
                LocalDate.of(2021, 1, 3),
                LocalDate.of(2021, 1, 4),
                LocalDate.of(2021, 1, 22))));
        assertThat(blocks.count()).isEqualTo(4);
        assertThat(blocks.start(1)).isEqualTo(1);
        assertThat(blocks.end(1)).isEqualTo(3);
        assertThat(blocks.mostTouched(1)).isEqualTo(1);
        assertThat(blocks.mostTouched(3)).isEqualTo(3);
    }

    @Test
    void no_rows_are_no_blocks() {
        assertThat(RowBlocks.byMonth(DateIndex.of(new int[0])).count()).isZero();
    }
}
