package io.qvm.factor;

import io.qvm.factor.formula.Expression;
import io.qvm.factor.formula.Operation;
import io.qvm.market.MissingReason;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** A quarterly expression, ready to be computed from the values of a fact group. */
sealed interface QuarterlyProgram {

    /** Computes it from one value per fact of the group. */
    double value(double[] facts);

    /**
     * Says why there is no value, once there is none.
     *
     * @param gap why the fact at a position is missing
     */
    MissingReason whyMissing(double[] facts, IntFunction<MissingReason> gap);

    /** True if a fact that is there and that this reads has a property. */
    boolean reads(double[] facts, IntPredicate property);

    /** Prepares an expression that reads no facts but these. */
    static QuarterlyProgram of(Expression node, List<Expression.Fact> facts) {
        if (node instanceof Expression.Constant constant) {
            return new Constant(constant.number());
        } else if (node instanceof Expression.Fact fact) {
            return new Read(facts.indexOf(fact));
        } else if (node instanceof Expression.Pointwise pointwise) {
            return new Apply(
                    pointwise.operation(),
                    pointwise.operands().stream().map(o -> of(o, facts)).toArray(QuarterlyProgram[]::new));
        }
        throw new IllegalArgumentException("not quarterly: " + node);
    }

    /** A number. */
    record Constant(double number) implements QuarterlyProgram {
        @Override
        public double value(double[] facts) {
            return number;
        }

        @Override
        public MissingReason whyMissing(double[] facts, IntFunction<MissingReason> gap) {
            return MissingReason.UNDEFINED;
        }

        @Override
        public boolean reads(double[] facts, IntPredicate property) {
            return false;
        }
    }

    /** The fact at a position. */
    record Read(int position) implements QuarterlyProgram {
        @Override
        public double value(double[] facts) {
            return facts[position];
        }

        @Override
        public MissingReason whyMissing(double[] facts, IntFunction<MissingReason> gap) {
            return gap.apply(position);
        }

        @Override
        public boolean reads(double[] facts, IntPredicate property) {
            return !Double.isNaN(facts[position]) && property.test(position);
        }
    }

    /** An operation. */
    @SuppressWarnings("ArrayRecordComponent") // private to the engine, never compared
    record Apply(Operation operation, QuarterlyProgram[] operands) implements QuarterlyProgram {
        @Override
        public double value(double[] facts) {
            double a = operands[0].value(facts);
            double b = operands.length > 1 ? operands[1].value(facts) : a;
            double c = operands.length > 2 ? operands[2].value(facts) : a;
            return operation.apply(a, b, c);
        }

        @Override
        public MissingReason whyMissing(double[] facts, IntFunction<MissingReason> gap) {
            for (QuarterlyProgram operand : operands) {
                if (Double.isNaN(operand.value(facts))) {
                    return operand.whyMissing(facts, gap);
                }
            }
            return operation.whyMissing();
        }

        @Override
        public boolean reads(double[] facts, IntPredicate property) {
            for (QuarterlyProgram operand : operands) {
                if (operand.reads(facts, property)) {
                    return true;
                }
            }
            return false;
        }
    }
}
