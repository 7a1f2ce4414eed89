package io.qvm.backtest;

import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import io.qvm.market.TickerIndex;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Scores by hand. */
final class ScoresOf {
    private ScoresOf() {}

    static FactorScores nothing(String version) {
        Map<ScoreColumn, Panel> panels = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            panels.put(column, Panel.missing(DateIndex.of(new int[0]), TickerIndex.of(List.of())));
        }
        return new FactorScores(version, panels);
    }
}
