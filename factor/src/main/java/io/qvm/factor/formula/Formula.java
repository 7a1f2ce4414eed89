package io.qvm.factor.formula;

import java.util.List;

/**
 * A checked formula.
 *
 * <p>Immutable and usable from many threads. Whoever evaluates it fills an array with the values of {@link #inputs()}, in
 * that order, and gets one number.
 */
public final class Formula {
    private final String text;
    private final List<Input> inputs;
    private final Expression root;

    Formula(String text, List<Input> inputs, Expression root) {
        this.text = text;
        this.inputs = List.copyOf(inputs);
        this.root = root;
    }

    /** As the model file has it. */
    public String text() {
        return text;
    }

    /** What it reads, each once. */
    public List<Input> inputs() {
        return inputs;
    }

    /** Its facts only, in the order of {@link #inputs()}. */
    public List<Input.Fact> facts() {
        return inputs.stream()
                .filter(Input.Fact.class::isInstance)
                .map(Input.Fact.class::cast)
                .toList();
    }

    /**
     * Computes it.
     *
     * @param values one per input, NaN if missing; not changed
     * @return the number, NaN if missing or not finite
     */
    public double value(double[] values) {
        double value = root.value(values);
        return Double.isFinite(value) ? value : Double.NaN;
    }

    @Override
    public String toString() {
        return text;
    }
}
