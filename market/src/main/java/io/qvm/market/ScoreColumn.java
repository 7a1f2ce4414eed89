package io.qvm.market;

/** A column of {@code factor_scores_qvm}. */
public enum ScoreColumn {
    QUALITY("Quality_Composite"),
    VALUE("Value_Composite"),
    MOMENTUM("Momentum_Composite"),
    QVM("QVM_Composite");

    private final String column;

    ScoreColumn(String column) {
        this.column = column;
    }

    /** Name of the column in the table, in files and in strategies. */
    public String column() {
        return column;
    }
}
