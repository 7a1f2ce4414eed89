package io.qvm.backtest;

import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import io.qvm.market.TickerIndex;
import io.qvm.testing.CsvTable;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Scores of one version from a file in the form of {@code factor_scores_qvm}. */
final class ScoreFile {
    private ScoreFile() {}

    static FactorScores read(Path file, String version) {
        List<CsvTable.Row> rows = CsvTable.rows(file).stream()
                .filter(row -> row.text("strategy_version").equals(version))
                .toList();
        DateIndex dates =
                DateIndex.ofDates(rows.stream().map(row -> row.date("date")).toList());
        TickerIndex tickers =
                TickerIndex.of(rows.stream().map(row -> row.text("ticker")).toList());
        Map<ScoreColumn, Panel> panels = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            panels.put(column, Panel.missing(dates, tickers));
        }
        for (CsvTable.Row row : rows) {
            int at = dates.indexOf(row.date("date")) * tickers.size() + tickers.indexOf(row.text("ticker"));
            panels.forEach((column, panel) -> panel.values()[at] = row.number(column.column()));
        }
        return new FactorScores(version, panels);
    }
}
