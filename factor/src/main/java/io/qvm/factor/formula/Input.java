package io.qvm.factor.formula;

import io.qvm.market.MarketField;

/** Something that a formula reads; its value on a day and for a ticker is found by the engine, NaN if missing. */
public sealed interface Input {

    /**
     * A reported value, or one derived from several quarters of it.
     *
     * @param item name of the item
     * @param aggregation how quarters become one number
     * @param required true if the formula has no value without it
     */
    record Fact(String item, Aggregation aggregation, boolean required) implements Input {
        /** Name under which data may bring the derived value precomputed, e.g. {@code ttm(NetProfit)}. */
        public String precomputedName() {
            return aggregation == Aggregation.NONE ? item : aggregation.functionName() + "(" + item + ")";
        }
    }

    /** Value of a market field: the latest up to the day. */
    record Market(MarketField field) implements Input {}

    /**
     * Total return from {@code lookbackMonths + skipMonths} ago to {@code skipMonths} ago.
     *
     * @param lookbackMonths length, at least 1
     * @param skipMonths months left out at the end, at least 0
     */
    record Return(int lookbackMonths, int skipMonths) implements Input {}

    /** How consecutive quarters of an item become one number. */
    enum Aggregation {
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
}
