package io.qvm.factor.formula;

import io.qvm.factor.crosssection.CrossSectionFunction;
import io.qvm.factor.rolling.RollingFunction;
import io.qvm.market.MarketField;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A node of a formula's tree: what is to be computed, and nothing of how.
 *
 * <p>Two nodes are equal if they say the same, so that whoever evaluates formulas computes a common part of them once.
 */
public sealed interface Expression {

    /** Along what its values change. */
    Kind kind();

    /** The nodes that it is computed from, in order. */
    List<Expression> operands();

    /** The node and all below it, in the order of the text; a part that occurs twice is there twice. */
    default List<Expression> nodes() {
        List<Expression> nodes = new ArrayList<>();
        collect(this, Integer.MAX_VALUE, nodes);
        return nodes;
    }

    /** True if the node and all below it are more than so many; does not look further than that. */
    default boolean hasMoreNodesThan(int most) {
        List<Expression> nodes = new ArrayList<>();
        collect(this, most, nodes);
        return nodes.size() > most;
    }

    /** Nodes on the longest way down, this one included. */
    default int depth() {
        return 1 + operands().stream().mapToInt(Expression::depth).max().orElse(0);
    }

    private static void collect(Expression root, int most, List<Expression> nodes) {
        Deque<Expression> waiting = new ArrayDeque<>(List.of(root));
        while (!waiting.isEmpty() && nodes.size() <= most) {
            Expression node = waiting.pop();
            nodes.add(node);
            for (int i = node.operands().size() - 1; i >= 0; i--) {
                waiting.push(node.operands().get(i));
            }
        }
    }

    /** A number in the text. */
    record Constant(double number) implements Expression {
        @Override
        public Kind kind() {
            return Kind.CONSTANT;
        }

        @Override
        public List<Expression> operands() {
            return List.of();
        }
    }

    /**
     * A reported value, or one derived from several quarters of it.
     *
     * @param item name of the item
     * @param aggregation how quarters become one number
     * @param lag quarters by which it precedes the one that counts, at least 0
     */
    record Fact(String item, Aggregation aggregation, int lag) implements Expression {
        @Override
        public Kind kind() {
            return Kind.QUARTERLY;
        }

        @Override
        public List<Expression> operands() {
            return List.of();
        }

        /** Name under which data may bring the derived value precomputed, e.g. {@code ttm(NetProfit)}. */
        public String precomputedName() {
            return aggregation == Aggregation.NONE ? item : aggregation.functionName() + "(" + item + ")";
        }
    }

    /** Value of a market field. */
    record Market(MarketField field) implements Expression {
        @Override
        public Kind kind() {
            return Kind.DAILY;
        }

        @Override
        public List<Expression> operands() {
            return List.of();
        }
    }

    /**
     * Total return from {@code lookbackMonths + skipMonths} ago to {@code skipMonths} ago.
     *
     * @param lookbackMonths length, at least 1
     * @param skipMonths months left out at the end, at least 0
     */
    record PastReturn(int lookbackMonths, int skipMonths) implements Expression {
        @Override
        public Kind kind() {
            return Kind.DAILY;
        }

        @Override
        public List<Expression> operands() {
            return List.of();
        }
    }

    /** An operation on values of the same ticker and day. */
    record Pointwise(Operation operation, List<Expression> operands) implements Expression {
        public Pointwise {
            operands = List.copyOf(operands);
        }

        @Override
        public Kind kind() {
            return operands.stream().map(Expression::kind).reduce(Kind.CONSTANT, Kind::with);
        }
    }

    /**
     * A function of the last trading days of one ticker.
     *
     * @param function which one
     * @param operands daily values, one or two
     * @param window trading days, today included
     * @param minCount values that must be there for a result
     * @param parameters further numbers of the function
     */
    record Rolling(
            RollingFunction function, List<Expression> operands, int window, int minCount, List<Double> parameters)
            implements Expression {
        public Rolling {
            operands = List.copyOf(operands);
            parameters = List.copyOf(parameters);
        }

        @Override
        public Kind kind() {
            return Kind.DAILY;
        }
    }

    /**
     * A function of the values of all tickers on one day.
     *
     * @param function which one
     * @param operands daily or quarterly values
     * @param by groups that are computed apart, if any
     * @param parameters further numbers of the function
     */
    record CrossSectional(
            CrossSectionFunction function, List<Expression> operands, Optional<Grouping> by, List<Double> parameters)
            implements Expression {
        public CrossSectional {
            operands = List.copyOf(operands);
            parameters = List.copyOf(parameters);
        }

        @Override
        public Kind kind() {
            return Kind.DAILY;
        }
    }
}
