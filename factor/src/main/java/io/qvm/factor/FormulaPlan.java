package io.qvm.factor;

import io.qvm.factor.crosssection.CrossSectionFunction;
import io.qvm.factor.formula.Expression;
import io.qvm.factor.formula.Formula;
import io.qvm.factor.formula.Grouping;
import io.qvm.factor.formula.Kind;
import io.qvm.factor.formula.Operation;
import io.qvm.factor.rolling.RollingFunction;
import io.qvm.market.MarketField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What has to be computed for a list of formulas, each thing once.
 *
 * <p>Terms are numbered so that each comes after those that it is computed from. What formulas have in common is one term.
 * Quarterly parts are the exception that the time rules ask for: which quarter counts is decided for all facts of a formula
 * together, so two formulas share a quarterly part only if they read the same facts.
 */
final class FormulaPlan {

    /** One thing to compute, from terms with lower numbers. */
    sealed interface Term {
        /** A number. */
        record Constant(double number) implements Term {}

        /** The value of a root of a fact group. */
        record Quarterly(int group, int root) implements Term {}

        /** A market field. */
        record Market(MarketField field) implements Term {}

        /** A return over months. */
        record PastReturn(Expression.PastReturn spec) implements Term {}

        /** An operation on terms. */
        record Pointwise(Operation operation, List<Integer> operands) implements Term {}

        /** A function of the last trading days. */
        record Rolling(
                RollingFunction function, List<Integer> operands, int window, int minCount, List<Double> parameters)
                implements Term {}

        /** A function of all tickers. */
        record CrossSectional(
                CrossSectionFunction function, List<Integer> operands, Optional<Grouping> by, List<Double> parameters)
                implements Term {}
    }

    /** The facts of which one quarter is chosen together, and what is computed from them. */
    static final class FactGroup {
        private final List<Expression.Fact> facts;
        private final boolean[] required;
        private final List<Expression> roots = new ArrayList<>();
        private final boolean[] wanted;

        private FactGroup(List<Expression.Fact> facts, boolean[] required, int tickers) {
            this.facts = facts;
            this.required = required;
            this.wanted = new boolean[tickers];
        }

        List<Expression.Fact> facts() {
            return facts;
        }

        /** Per fact: whether nothing can be computed without it. */
        boolean[] required() {
            return required;
        }

        List<Expression> roots() {
            return roots;
        }

        /** Tickers for which it is computed. */
        boolean[] wanted() {
            return wanted;
        }
    }

    private record GroupKey(List<Expression.Fact> facts, List<Boolean> required) {}

    private final List<Term> terms = new ArrayList<>();
    private final Map<Term, Integer> numbers = new HashMap<>();
    private final List<FactGroup> groups = new ArrayList<>();
    private final Map<GroupKey, Integer> groupNumbers = new HashMap<>();
    private final Map<String, Integer> outputs = new LinkedHashMap<>();
    private final Map<String, Integer> groupOfFormula = new HashMap<>();
    private int[] reach = {};
    private boolean[] usedOnDays = {};
    private final List<List<Integer>> together;
    private final int lookback;

    /**
     * Plans formulas.
     *
     * @param wanted tickers that each is computed for, in the order of the formulas; all, for those that compare tickers
     */
    FormulaPlan(List<Formula> formulas, List<boolean[]> wanted, int tickers) {
        for (int i = 0; i < formulas.size(); i++) {
            Formula formula = formulas.get(i);
            int group = formula.facts().isEmpty() ? -1 : group(formula, tickers);
            boolean[] mine = wanted.get(i);
            if (group >= 0) {
                for (int column = 0; column < tickers; column++) {
                    groups.get(group).wanted[column] |= mine[column];
                }
            }
            groupOfFormula.put(formula.text(), group);
            outputs.put(formula.text(), add(formula.root(), group));
        }
        findReach();
        findUsedOnDays();
        together = IntStream.range(0, terms.size()).mapToObj(this::findTogether).toList();
        lookback = Arrays.stream(reach).max().orElse(-1);
    }

    List<Term> terms() {
        return terms;
    }

    List<FactGroup> groups() {
        return groups;
    }

    /** Number of the term that is a formula's value. */
    int output(Formula formula) {
        return Optional.ofNullable(outputs.get(formula.text())).orElseThrow();
    }

    /** The facts of a formula, if it has any. */
    Optional<FactGroup> groupOf(Formula formula) {
        int group = groupOfFormula.getOrDefault(formula.text(), -1);
        return group < 0 ? Optional.empty() : Optional.of(groups.get(group));
    }

    /** Number of the term that is a part of a formula. */
    int termOf(Formula formula, Expression part) {
        return find(part, groupOfFormula.getOrDefault(formula.text(), -1));
    }

    /** Trading days before the scored ones for which a term is needed inside of daily functions; -1 if it is not. */
    int reach(int term) {
        return reach[term];
    }

    /** Daily functions that are computed in one pass with a term, it included, ascending; empty if it is alone. */
    List<Integer> together(int term) {
        return together.get(term);
    }

    /** Trading days before the scored ones that any term is needed for; -1 if there are no daily functions. */
    int lookback() {
        return lookback;
    }

    /** Whether a term is needed on the scored days themselves, outside of daily functions. */
    boolean usedOnDays(int term) {
        return usedOnDays[term];
    }

    /** Terms of a fact group, in the order of its roots. */
    int[] quarterlyTerms(int group) {
        int roots = groups.get(group).roots.size();
        return IntStream.range(0, roots)
                .map(root -> Optional.ofNullable(numbers.get(new Term.Quarterly(group, root)))
                        .orElseThrow())
                .toArray();
    }

    private int group(Formula formula, int tickers) {
        List<Expression.Fact> facts = formula.facts();
        List<Boolean> required = facts.stream().map(formula::requires).toList();
        return groupNumbers.computeIfAbsent(new GroupKey(facts, required), key -> {
            boolean[] flags = new boolean[facts.size()];
            for (int i = 0; i < flags.length; i++) {
                flags[i] = required.get(i);
            }
            groups.add(new FactGroup(facts, flags, tickers));
            return groups.size() - 1;
        });
    }

    private int add(Expression node, int group) {
        boolean quarterly = node.kind() == Kind.QUARTERLY;
        if (quarterly && !groups.get(group).roots.contains(node)) {
            groups.get(group).roots.add(node);
        }
        return number(term(
                node,
                group,
                quarterly
                        ? List.of()
                        : node.operands().stream().map(o -> add(o, group)).toList()));
    }

    private int find(Expression node, int group) {
        List<Integer> operands = node.kind() == Kind.QUARTERLY
                ? List.of()
                : node.operands().stream().map(o -> find(o, group)).toList();
        return Optional.ofNullable(numbers.get(term(node, group, operands))).orElseThrow();
    }

    /** The term that is a part of a formula, from the numbers of its operands; quarterly parts have none. */
    private Term term(Expression node, int group, List<Integer> operands) {
        if (node.kind() == Kind.QUARTERLY) {
            return new Term.Quarterly(group, groups.get(group).roots.indexOf(node));
        } else if (node instanceof Expression.Constant constant) {
            return new Term.Constant(constant.number());
        } else if (node instanceof Expression.Market market) {
            return new Term.Market(market.field());
        } else if (node instanceof Expression.PastReturn past) {
            return new Term.PastReturn(past);
        } else if (node instanceof Expression.Pointwise pointwise) {
            return new Term.Pointwise(pointwise.operation(), operands);
        } else if (node instanceof Expression.Rolling rolling) {
            return new Term.Rolling(
                    rolling.function(), operands, rolling.window(), rolling.minCount(), rolling.parameters());
        } else if (node instanceof Expression.CrossSectional cross) {
            return new Term.CrossSectional(cross.function(), operands, cross.by(), cross.parameters());
        }
        throw new IllegalStateException("no term for " + node);
    }

    private int number(Term term) {
        return numbers.computeIfAbsent(term, t -> {
            terms.add(t);
            return terms.size() - 1;
        });
    }

    private List<Integer> findTogether(int number) {
        if (!(terms.get(number) instanceof Term.Rolling one)) {
            return List.of();
        }
        List<Integer> found = IntStream.range(0, terms.size())
                .filter(other -> terms.get(other) instanceof Term.Rolling second
                        && second.function().goesWith(one.function())
                        && second.operands().equals(one.operands())
                        && second.window() == one.window()
                        && second.minCount() == one.minCount())
                .boxed()
                .toList();
        return found.size() > 1 ? found : List.of();
    }

    private void findUsedOnDays() {
        usedOnDays = new boolean[terms.size()];
        outputs.values().forEach(term -> usedOnDays[term] = true);
        for (int i = terms.size() - 1; i >= 0; i--) {
            if (usedOnDays[i] && !(terms.get(i) instanceof Term.Rolling)) {
                operands(terms.get(i)).forEach(operand -> usedOnDays[operand] = true);
            }
        }
    }

    /** From the last term to the first: operands of daily functions are needed for their windows, theirs too. */
    private void findReach() {
        reach = new int[terms.size()];
        Arrays.fill(reach, -1);
        for (int i = terms.size() - 1; i >= 0; i--) {
            Term term = terms.get(i);
            if (term instanceof Term.Rolling rolling) {
                int before = rolling.function().lookback(rolling.window());
                // The function itself is evaluated on trading days, for the scored days at least.
                reach[i] = Math.max(reach[i], 0);
                for (int operand : rolling.operands()) {
                    reach[operand] = Math.max(reach[operand], reach[i] + before);
                }
            } else {
                for (int operand : operands(term)) {
                    reach[operand] = Math.max(reach[operand], reach[i]);
                }
            }
        }
    }

    static List<Integer> operands(Term term) {
        if (term instanceof Term.Pointwise pointwise) {
            return pointwise.operands();
        } else if (term instanceof Term.Rolling rolling) {
            return rolling.operands();
        } else if (term instanceof Term.CrossSectional cross) {
            return cross.operands();
        }
        return List.of();
    }
}
