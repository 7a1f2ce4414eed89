package io.qvm.factor.formula;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A checked formula. Immutable and usable from many threads. */
public final class Formula {
    private final String text;
    private final Expression root;
    private final List<Expression.Fact> facts;
    private final Set<Expression.Fact> required = new HashSet<>();

    Formula(String text, Expression root) {
        this.text = text;
        this.root = root;
        Set<Expression.Fact> all = new LinkedHashSet<>();
        root.nodes().stream()
                .filter(Expression.Fact.class::isInstance)
                .forEach(node -> all.add((Expression.Fact) node));
        this.facts = List.copyOf(all);
        findRequired(root);
    }

    private void findRequired(Expression node) {
        if (node instanceof Expression.Fact fact) {
            required.add(fact);
        }
        for (int i = 0; i < node.operands().size(); i++) {
            boolean tolerated =
                    node instanceof Expression.Pointwise p && p.operation().toleratesMissing(i);
            if (!tolerated) {
                findRequired(node.operands().get(i));
            }
        }
    }

    /** As the model file has it. */
    public String text() {
        return text;
    }

    /** What it computes. */
    public Expression root() {
        return root;
    }

    /** The facts that it reads, each once, in the order of the text. */
    public List<Expression.Fact> facts() {
        return facts;
    }

    /** True if the formula has no value without this fact. */
    public boolean requires(Expression.Fact fact) {
        return required.contains(fact);
    }

    /** Trading days before the day itself on which its value can depend. */
    public int lookbackDays() {
        return lookbackDays(root);
    }

    /** Trading days before the day itself on which the value of a part of a formula can depend. */
    public static int lookbackDays(Expression node) {
        int operands =
                node.operands().stream().mapToInt(Formula::lookbackDays).max().orElse(0);
        return node instanceof Expression.Rolling rolling
                ? Math.addExact(operands, rolling.function().lookback(rolling.window()))
                : operands;
    }

    /** Calendar months before the day on which its value can depend, by returns over months. */
    public int lookbackMonths() {
        return root.nodes().stream()
                .filter(Expression.PastReturn.class::isInstance)
                .map(Expression.PastReturn.class::cast)
                .mapToInt(r -> r.lookbackMonths() + r.skipMonths())
                .max()
                .orElse(0);
    }

    /** True if it compares tickers with each other. */
    public boolean isCrossSectional() {
        return root.nodes().stream().anyMatch(Expression.CrossSectional.class::isInstance);
    }

    @Override
    public String toString() {
        return text;
    }
}
