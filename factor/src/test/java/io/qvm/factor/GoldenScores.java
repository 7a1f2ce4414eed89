package io.qvm.factor;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.MarketData;
import io.qvm.market.ScoreColumn;
import io.qvm.testing.CsvTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Scores as the reference engine computed them, and how to compare with them. */
final class GoldenScores {
    /** Agreed absolute tolerance. */
    static final double TOLERANCE = 1e-9;

    private GoldenScores() {}

    /** Scores all days that occur in golden rows and compares every value and the set of rows. */
    static void assertScored(MarketData data, FactorModel model, List<CsvTable.Row> golden) {
        TreeSet<LocalDate> dates = new TreeSet<>();
        golden.forEach(row -> dates.add(row.date("date")));
        DateIndex days = DateIndex.ofDates(dates);
        FactorScores scores = FactorEngine.score(data, model, days);
        List<String> wrong = new ArrayList<>();
        for (CsvTable.Row row : golden) {
            int day = days.indexOf(row.date("date"));
            int column = data.tickers().indexOf(row.text("ticker"));
            for (ScoreColumn score : ScoreColumn.values()) {
                double expected = row.number(score.column());
                double actual = scores.panel(score).get(day, column);
                if (!(Math.abs(expected - actual) <= TOLERANCE)) {
                    wrong.add(row.text("date") + " " + row.text("ticker") + " " + score + ": " + actual + " instead of "
                            + expected);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(rows(scores)).isEqualTo(golden.size());
    }

    private static int rows(FactorScores scores) {
        int rows = 0;
        for (int row = 0; row < scores.dates().size(); row++) {
            for (int column = 0; column < scores.tickers().size(); column++) {
                rows += scores.has(row, column) ? 1 : 0;
            }
        }
        return rows;
    }

    /** Rows by the value of a column. */
    static Map<String, List<CsvTable.Row>> by(String column, List<CsvTable.Row> rows) {
        return rows.stream().collect(java.util.stream.Collectors.groupingBy(r -> r.text(column)));
    }
}
