package io.qvm.notebook;

import io.qvm.analysis.factor.FactorEvaluation;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dflib.DataFrame;
import org.dflib.Series;

/** Scores of one version. */
public final class ScoreStudy implements Shown {
    private final Session session;
    private final FactorScores scores;

    ScoreStudy(Session session, FactorScores scores) {
        this.session = session;
        this.scores = scores;
    }

    /** The scores as the engines see them. */
    public FactorScores scores() {
        return scores;
    }

    /** All scores, a row for each day and stock: {@code date}, {@code ticker}, then the factors. */
    public DataFrame frame() {
        return frame(0, scores.dates().size());
    }

    /**
     * Scores of one day.
     *
     * @throws InvalidInputException if the day was not scored
     */
    public DataFrame on(String day) {
        int row = scores.dates().indexOf(date(day));
        if (row < 0) {
            throw new InvalidInputException(
                    "version " + scores.strategyVersion() + " has no scores of " + day + "; it has " + scores.dates());
        }
        return frame(row, row + 1);
    }

    private static LocalDate date(String day) {
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException e) {
            throw new InvalidInputException("'" + day + "' is not a day; write it like 2021-06-30", e);
        }
    }

    /** Scores of the last day, the best first. */
    public DataFrame last() {
        int rows = scores.dates().size();
        return frame(rows - 1, rows).sort(ScoreColumn.QVM.column(), false);
    }

    private DataFrame frame(int from, int to) {
        Map<String, Panel> panels = new LinkedHashMap<>();
        for (ScoreColumn column : ScoreColumn.values()) {
            panels.put(column.column(), scores.panel(column));
        }
        panels.putAll(scores.others());
        int columns = scores.tickers().size();
        int[] at = new int[(to - from) * columns];
        int n = 0;
        for (int row = from; row < to; row++) {
            for (int c = 0; c < columns; c++) {
                if (scores.has(row, c)) {
                    at[n++] = row * columns + c;
                }
            }
        }
        LocalDate[] dates = new LocalDate[n];
        String[] tickers = new String[n];
        for (int i = 0; i < n; i++) {
            dates[i] = i > 0 && at[i] / columns == at[i - 1] / columns
                    ? dates[i - 1]
                    : scores.dates().date(at[i] / columns);
            tickers[i] = scores.tickers().ticker(at[i] % columns);
        }
        List<String> names = new ArrayList<>(List.of("date", "ticker"));
        List<Series<?>> all = new ArrayList<>(List.of(Series.of(dates), Series.of(tickers)));
        for (Map.Entry<String, Panel> panel : panels.entrySet()) {
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = panel.getValue().values()[at[i]];
            }
            names.add(panel.getKey());
            all.add(Series.ofDouble(values));
        }
        return DataFrame.byColumn(names.toArray(String[]::new)).of(all.toArray(new Series<?>[0]));
    }

    /** How well the factors order returns to come: information coefficients, portfolios, turnover. */
    public EvaluationStudy evaluate() {
        return new EvaluationStudy(FactorEvaluation.of(scores, session.market()));
    }

    @Override
    public String html() {
        return "<div style=\"font:13px system-ui\"><b>" + Html.escape(scores.strategyVersion()) + "</b>, "
                + Html.escape(scores.tickers() + ", " + scores.dates()) + "; the last day:</div>"
                + Table.of(last()).html();
    }

    @Override
    public String text() {
        return scores.strategyVersion() + ", " + scores.tickers() + ", " + scores.dates();
    }

    @Override
    public String toString() {
        return text();
    }
}
