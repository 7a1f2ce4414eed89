package io.qvm.backtest.overlay;

import io.qvm.backtest.rules.RegimeRules;

/** State of the market, in order of precedence. */
public enum Regime {
    BEAR("Bear"),
    STRESS("Stress"),
    BULL("Bull"),
    SIDEWAYS("Sideways");

    private final String label;

    Regime(String label) {
        this.label = label;
    }

    /** As shown in outputs. */
    public String label() {
        return label;
    }

    /** Exposure that the rules give this regime. */
    public double exposure(RegimeRules rules) {
        return switch (this) {
            case BEAR -> rules.bear();
            case STRESS -> rules.stress();
            case BULL -> rules.bull();
            case SIDEWAYS -> rules.sideways();
        };
    }
}
