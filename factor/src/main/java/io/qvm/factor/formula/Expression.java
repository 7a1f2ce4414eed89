package io.qvm.factor.formula;

import java.util.List;

/** A node of a formula's tree: computes a number from the values of the formula's inputs. */
sealed interface Expression {
    double value(double[] inputs);

    /** A number in the text. */
    record Constant(double number) implements Expression {
        @Override
        public double value(double[] inputs) {
            return number;
        }
    }

    /** The input at a position in the formula's list. */
    record Read(int position) implements Expression {
        @Override
        public double value(double[] inputs) {
            return inputs[position];
        }
    }

    /** An operation on other nodes. */
    record Apply(Operation operation, List<Expression> operands) implements Expression {
        @Override
        public double value(double[] inputs) {
            double[] values = new double[operands.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = operands.get(i).value(inputs);
            }
            return operation.apply(values);
        }
    }
}
