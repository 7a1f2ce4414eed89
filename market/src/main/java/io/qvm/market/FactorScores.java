package io.qvm.market;

import java.util.EnumMap;
import java.util.Map;

/**
 * Scores of one strategy version, the only thing between the two stages.
 *
 * <p>One panel per {@link ScoreColumn}, all with the same dates and tickers. A ticker has a score row on a day if any of
 * the four is not NaN.
 */
public final class FactorScores {
    private final String strategyVersion;
    private final Map<ScoreColumn, Panel> panels;
    private final DateIndex dates;
    private final TickerIndex tickers;

    /**
     * Puts four panels together.
     *
     * @throws IllegalArgumentException if a column is absent or dates or tickers differ between panels
     */
    public FactorScores(String strategyVersion, Map<ScoreColumn, Panel> panels) {
        if (panels.size() != ScoreColumn.values().length) {
            throw new IllegalArgumentException("scores need the columns "
                    + java.util.Arrays.toString(ScoreColumn.values()) + ", got " + panels.keySet());
        }
        this.strategyVersion = strategyVersion;
        this.panels = new EnumMap<>(panels);
        Panel first = panels.values().iterator().next();
        this.dates = first.dates();
        this.tickers = first.tickers();
        for (Panel panel : panels.values()) {
            if (!panel.dates().equals(dates) || !panel.tickers().equals(tickers)) {
                throw new IllegalArgumentException("all score panels must have the same dates and tickers");
            }
        }
    }

    public String strategyVersion() {
        return strategyVersion;
    }

    public DateIndex dates() {
        return dates;
    }

    public TickerIndex tickers() {
        return tickers;
    }

    public Panel panel(ScoreColumn column) {
        Panel panel = panels.get(column);
        if (panel == null) {
            throw new IllegalStateException("no panel " + column);
        }
        return panel;
    }

    /** True if the ticker has any score on that row's date. */
    public boolean has(int row, int column) {
        for (Panel panel : panels.values()) {
            if (!Double.isNaN(panel.get(row, column))) {
                return true;
            }
        }
        return false;
    }
}
