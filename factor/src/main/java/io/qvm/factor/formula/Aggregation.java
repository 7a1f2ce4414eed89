package io.qvm.factor.formula;

/** How consecutive quarters of an item become one number. */
public enum Aggregation {
    /** The quarter's own value. */
    NONE("", 1),
    /** Sum over four quarters: trailing twelve months of a flow. */
    TTM("ttm", 4),
    /** Mean over five quarter ends. */
    AVG5("avg5", 5);

    private final String functionName;
    private final int quarters;

    Aggregation(String functionName, int quarters) {
        this.functionName = functionName;
        this.quarters = quarters;
    }

    /** Its name in formulas. */
    public String functionName() {
        return functionName;
    }

    /** Consecutive quarters that it needs; with fewer it is missing. */
    public int quarters() {
        return quarters;
    }
}
