package io.qvm.notebook;

import io.qvm.market.DateIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.dflib.DataFrame;
import org.dflib.Series;

/** Records and panels to data frames. Missing numbers stay NaN. */
final class Frames {
    private Frames() {}

    /** Collects columns over the rows of a list. */
    static final class Columns<T> {
        private final List<T> rows;
        private final List<String> names = new ArrayList<>();
        private final List<Series<?>> columns = new ArrayList<>();

        private Columns(List<T> rows) {
            this.rows = rows;
        }

        Columns<T> text(String name, Function<T, ?> value) {
            names.add(name);
            columns.add(Series.of(rows.stream().map(value).toArray()));
            return this;
        }

        Columns<T> number(String name, java.util.function.ToDoubleFunction<T> value) {
            names.add(name);
            columns.add(Series.ofDouble(rows.stream().mapToDouble(value).toArray()));
            return this;
        }

        Columns<T> count(String name, java.util.function.ToIntFunction<T> value) {
            names.add(name);
            columns.add(Series.ofInt(rows.stream().mapToInt(value).toArray()));
            return this;
        }

        DataFrame frame() {
            return DataFrame.byColumn(names.toArray(String[]::new)).of(columns.toArray(new Series<?>[0]));
        }
    }

    static <T> Columns<T> of(List<T> rows) {
        return new Columns<>(rows);
    }

    static Series<LocalDate> dates(DateIndex dates) {
        return Series.of(IntStream.range(0, dates.size()).mapToObj(dates::date).toArray(LocalDate[]::new));
    }
}
