package io.qvm.factor.formula;

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

    /** An operation on one node. */
    record Unary(Operation operation, Expression operand) implements Expression {
        @Override
        public double value(double[] inputs) {
            return operation.apply(operand.value(inputs));
        }
    }

    /** An operation on two nodes. */
    record Binary(Operation operation, Expression left, Expression right) implements Expression {
        @Override
        public double value(double[] inputs) {
            return operation.apply(left.value(inputs), right.value(inputs));
        }
    }
}
