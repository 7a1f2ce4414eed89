package io.qvm.market;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Scores of one strategy version, the only thing between the two stages.
 *
 * <p>One panel per {@link ScoreColumn}, all with the same dates and tickers. A ticker has a score row on a day if any of
 * the four is not NaN. Factors of a model beyond these are kept beside them.
 */
public final class FactorScores {
    private final String strategyVersion;
    private final Map<ScoreColumn, Panel> panels;
    private final Map<String, Panel> others;
    private final DateIndex dates;
    private final TickerIndex tickers;

    /**
     * Puts four panels together.
     *
     * @throws IllegalArgumentException if a column is absent or dates or tickers differ between panels
     */
    public FactorScores(String strategyVersion, Map<ScoreColumn, Panel> panels) {
        this(strategyVersion, panels, Map.of());
    }

    /**
     * Puts four panels and those of a model's further factors together.
     *
     * @param others panels by the name of the factor
     * @throws IllegalArgumentException if a column is absent or dates or tickers differ between panels
     */
    public FactorScores(String strategyVersion, Map<ScoreColumn, Panel> panels, Map<String, Panel> others) {
        if (panels.size() != ScoreColumn.values().length) {
            throw new IllegalArgumentException("scores need the columns "
                    + java.util.Arrays.toString(ScoreColumn.values()) + ", got " + panels.keySet());
        }
        this.strategyVersion = strategyVersion;
        this.panels = new EnumMap<>(panels);
        this.others = Collections.unmodifiableMap(new TreeMap<>(others));
        Panel first = panels.values().iterator().next();
        this.dates = first.dates();
        this.tickers = first.tickers();
        panels.values().forEach(this::checkShape);
        others.values().forEach(this::checkShape);
    }

    private void checkShape(Panel panel) {
        if (!panel.dates().equals(dates) || !panel.tickers().equals(tickers)) {
            throw new IllegalArgumentException("all score panels must have the same dates and tickers");
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

    /** Factors of the model beyond quality, value and momentum, by name, ascending. */
    public Map<String, Panel> others() {
        return others;
    }

    /** True if the ticker has any of the four scores on that row's date. */
    public boolean has(int row, int column) {
        for (Panel panel : panels.values()) {
            if (!Double.isNaN(panel.get(row, column))) {
                return true;
            }
        }
        return false;
    }
}
