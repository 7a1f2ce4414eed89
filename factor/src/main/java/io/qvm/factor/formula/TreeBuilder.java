package io.qvm.factor.formula;

import io.qvm.config.NearestName;
import io.qvm.config.Quoted;
import io.qvm.factor.crosssection.CrossSectionFunction;
import io.qvm.factor.formula.grammar.FormulaBaseVisitor;
import io.qvm.factor.formula.grammar.FormulaParser;
import io.qvm.factor.rolling.RollingFunction;
import io.qvm.market.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns a parsed formula into a checked tree. */
final class TreeBuilder extends FormulaBaseVisitor<Expression> {
    private static final String RETURN = "return";
    private static final String BY = "by";
    private static final String MIN = "min";

    /** With definitions and lags written out; far more than any formula needs. */
    private static final int MOST_NODES = 20_000;

    /** So that no walk over a tree can exhaust the stack of a thread. */
    private static final int MOST_DEPTH = 200;

    /** About forty years of trading days. */
    private static final int LONGEST_WINDOW = 10_000;

    private static final Map<String, Operation> COMPARISONS = Map.of(
            "<", Operation.LESS,
            "<=", Operation.LESS_OR_EQUAL,
            ">", Operation.GREATER,
            ">=", Operation.GREATER_OR_EQUAL,
            "==", Operation.EQUAL,
            "!=", Operation.NOT_EQUAL);

    private final String prefix;
    private final Names names;

    TreeBuilder(String prefix, Names names) {
        this.prefix = prefix;
        this.names = names;
    }

    /** Names of all functions, ascending. */
    static List<String> functionNames() {
        TreeSet<String> functions = new TreeSet<>(QuarterlyFunction.names());
        functions.addAll(CrossSectionFunction.names());
        Operation.functions().forEach(o -> functions.add(o.functionName()));
        Arrays.stream(RollingFunction.values()).forEach(f -> functions.add(f.functionName()));
        functions.add(RETURN);
        return List.copyOf(functions);
    }

    Expression build(FormulaParser.ExpressionContext context) {
        return checkSize(visit(context));
    }

    @Override
    public Expression visitParentheses(FormulaParser.ParenthesesContext context) {
        return visit(context.expression());
    }

    @Override
    public Expression visitNumber(FormulaParser.NumberContext context) {
        double number = Double.parseDouble(context.NUMBER().getText());
        if (Double.isInfinite(number)) {
            throw refuse(
                    "the number " + context.NUMBER().getText() + " is too large; the largest is " + Double.MAX_VALUE);
        }
        return new Expression.Constant(number);
    }

    @Override
    public Expression visitName(FormulaParser.NameContext context) {
        return names.resolve(context.NAME().getText(), prefix);
    }

    @Override
    public Expression visitNegation(FormulaParser.NegationContext context) {
        return pointwise(Operation.NEGATE, visit(context.expression()));
    }

    @Override
    public Expression visitProduct(FormulaParser.ProductContext context) {
        Operation operation = context.op.getText().equals("*") ? Operation.MULTIPLY : Operation.DIVIDE;
        return pointwise(operation, visit(context.expression(0)), visit(context.expression(1)));
    }

    @Override
    public Expression visitSum(FormulaParser.SumContext context) {
        Operation operation = context.op.getText().equals("+") ? Operation.ADD : Operation.SUBTRACT;
        return pointwise(operation, visit(context.expression(0)), visit(context.expression(1)));
    }

    @Override
    public Expression visitComparison(FormulaParser.ComparisonContext context) {
        if (context.expression(0) instanceof FormulaParser.ComparisonContext) {
            throw refuse("comparisons cannot be chained; write 'a < b and b < c'");
        }
        Operation operation =
                Optional.ofNullable(COMPARISONS.get(context.op.getText())).orElseThrow();
        return pointwise(operation, visit(context.expression(0)), visit(context.expression(1)));
    }

    @Override
    public Expression visitNot(FormulaParser.NotContext context) {
        return pointwise(Operation.NOT, visit(context.expression()));
    }

    @Override
    public Expression visitAnd(FormulaParser.AndContext context) {
        return pointwise(Operation.AND, visit(context.expression(0)), visit(context.expression(1)));
    }

    @Override
    public Expression visitOr(FormulaParser.OrContext context) {
        return pointwise(Operation.OR, visit(context.expression(0)), visit(context.expression(1)));
    }

    @Override
    public Expression visitCall(FormulaParser.CallContext context) {
        Call call = new Call(context);
        boolean groups = call.named.containsKey(BY);
        if (call.name.equals(RETURN)) {
            return pastReturn(call);
        }
        for (QuarterlyFunction function : QuarterlyFunction.values()) {
            if (function.functionName().equals(call.name)) {
                return quarterly(function, call);
            }
        }
        for (Operation operation : Operation.functions()) {
            if (operation.functionName().equals(call.name)) {
                return operation(operation, call);
            }
        }
        // rank(x, 20) ranks within the ticker's own last days, rank(x) among the tickers of the day.
        for (RollingFunction function : RollingFunction.values()) {
            boolean alsoAcross = CrossSectionFunction.names().contains(call.name);
            if (function.functionName().equals(call.name)
                    && !(alsoAcross && (groups || call.positional.size() <= function.series()))) {
                return rolling(function, call);
            }
        }
        for (CrossSectionFunction function : CrossSectionFunction.values()) {
            if (function.functionName().equals(call.name)) {
                return crossSectional(function, call);
            }
        }
        String near = NearestName.of(call.name, functionNames())
                .map(name -> "; did you mean '" + name + "'? ")
                .orElse("; ");
        throw refuse("unknown function " + Quoted.of(call.name) + near + "'qvm factor functions' lists them all");
    }

    private Expression operation(Operation operation, Call call) {
        call.allowNamed(List.of());
        boolean chain =
                operation == Operation.COALESCE || operation == Operation.LEAST || operation == Operation.GREATEST;
        int given = call.positional.size();
        if (chain ? given < 2 : given != operation.operands()) {
            throw refuse(call.name + " takes "
                    + (chain ? "two or more arguments" : count(operation.operands(), "argument")) + ", got " + given);
        }
        List<Expression> operands = call.positional.stream().map(this::visit).toList();
        return chain
                ? operands.stream()
                        .reduce((left, right) -> pointwise(operation, left, right))
                        .orElseThrow()
                : new Expression.Pointwise(operation, operands);
    }

    private Expression quarterly(QuarterlyFunction function, Call call) {
        call.allowNamed(List.of());
        if (call.positional.size() != 1 + function.parameters()) {
            throw refuse(call.name + " takes " + count(1 + function.parameters(), "argument") + ", e.g. " + call.name
                    + (function.parameters() == 0 ? "(NetProfit)" : "(NetProfit, 4)") + ", got "
                    + call.positional.size());
        }
        Expression operand = visit(call.positional.get(0));
        if (operand.kind() != Kind.QUARTERLY) {
            throw refuse(call.name + " is a function of fiscal quarters, but '" + text(call.positional.get(0))
                    + "' is "
                    + (operand.kind() == Kind.DAILY ? "daily; for days use ref, delta, sum or mean" : "a constant"));
        }
        int quarters = function.parameters() == 0
                ? 0
                : whole(call.positional.get(1), call.name, "number of quarters", 1, QuarterlyFunction.MOST_QUARTERS);
        // Before and after: writing out multiplies.
        checkSize(operand);
        return checkSize(function.apply(operand, quarters));
    }

    private Expression rolling(RollingFunction function, Call call) {
        call.allowNamed(List.of(MIN));
        int wanted = function.series() + 1 + function.parameters();
        if (call.positional.size() != wanted) {
            throw refuse(call.name + " takes " + count(function.series(), "daily value") + ", a number of trading days"
                    + (function.parameters() == 0 ? "" : " and " + count(function.parameters(), "further number"))
                    + ", got " + count(call.positional.size(), "argument"));
        }
        List<Expression> operands = call.positional.subList(0, function.series()).stream()
                .map(this::visit)
                .toList();
        int window =
                whole(call.positional.get(function.series()), call.name, "number of trading days", 1, LONGEST_WINDOW);
        int least = call.named.containsKey(MIN)
                ? whole(call.argument(MIN), call.name, MIN, 1, window)
                : function.defaultMinCount(window);
        List<Double> parameters = numbers(call, function.series() + 1, call.positional.size());
        try {
            function.checkParameters(
                    parameters.stream().mapToDouble(Double::doubleValue).toArray());
        } catch (InvalidInputException e) {
            throw new InvalidInputException(prefix + e.getMessage(), e);
        }
        return new Expression.Rolling(function, operands, window, least, parameters);
    }

    private Expression crossSectional(CrossSectionFunction function, Call call) {
        call.allowNamed(List.of(BY));
        int given = call.positional.size() - function.parameters();
        if (given < function.leastOperands() || given > function.mostOperands()) {
            String operands = function.leastOperands() == function.mostOperands()
                    ? count(function.leastOperands(), "value")
                    : function.leastOperands() + " to " + function.mostOperands() + " values";
            throw refuse(call.name + " takes " + operands
                    + (function.parameters() == 0 ? "" : " and " + count(function.parameters(), "number")) + ", got "
                    + count(call.positional.size(), "argument"));
        }
        List<Expression> operands =
                call.positional.subList(0, given).stream().map(this::visit).toList();
        List<Double> parameters = numbers(call, given, call.positional.size());
        if (function == CrossSectionFunction.WINSORIZE
                && !(parameters.get(0) >= 0 && parameters.get(0) < parameters.get(1) && parameters.get(1) <= 1)) {
            throw refuse("winsorize takes a lower and an upper share between 0 and 1, e.g. winsorize(x, 0.01, 0.99)");
        }
        Optional<Grouping> by =
                call.named.containsKey(BY) ? Optional.of(grouping(call.argument(BY))) : Optional.empty();
        return new Expression.CrossSectional(function, operands, by, parameters);
    }

    private Grouping grouping(FormulaParser.ExpressionContext context) {
        String name = text(context);
        return Arrays.stream(Grouping.values())
                .filter(g -> g.functionName().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> refuse("unknown grouping '" + name + "'" + NearestName.hint(name, Grouping.names())));
    }

    private Expression pastReturn(Call call) {
        call.allowNamed(List.of());
        if (call.positional.size() != 2) {
            throw refuse("return takes two whole numbers of months: return(lookback, skip), e.g. return(12, 1)");
        }
        return new Expression.PastReturn(
                whole(call.positional.get(0), RETURN, "lookback in months", 1, 600),
                whole(call.positional.get(1), RETURN, "number of months to skip", 0, 600));
    }

    private List<Double> numbers(Call call, int from, int to) {
        List<Double> numbers = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (!(call.positional.get(i) instanceof FormulaParser.NumberContext number)) {
                throw refuse(call.name + ": '" + text(call.positional.get(i)) + "' must be a number");
            }
            numbers.add(Double.parseDouble(number.getText()));
        }
        return numbers;
    }

    private int whole(FormulaParser.ExpressionContext context, String function, String what, int least, int most) {
        String text = text(context);
        if (text.matches("\\d{1,6}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw refuse(function + ": the " + what + " must be a whole number from " + least + " to " + most + ", was '"
                + text + "'");
    }

    private Expression checkSize(Expression expression) {
        if (expression.hasMoreNodesThan(MOST_NODES)) {
            throw refuse("with its definitions and lags written out it has more than " + MOST_NODES
                    + " parts; make it simpler");
        }
        if (expression.depth() > MOST_DEPTH) {
            throw refuse("it is nested " + expression.depth() + " deep, at most " + MOST_DEPTH + " is allowed");
        }
        return expression;
    }

    private static Expression pointwise(Operation operation, Expression... operands) {
        return new Expression.Pointwise(operation, List.of(operands));
    }

    private static String count(int number, String noun) {
        return (number == 1 ? "one " : number == 2 ? "two " : number == 3 ? "three " : number + " ")
                + noun
                + (number == 1 ? "" : "s");
    }

    private static String text(FormulaParser.ExpressionContext context) {
        return context.getText();
    }

    private InvalidInputException refuse(String complaint) {
        return new InvalidInputException(prefix + complaint);
    }

    /** A call's arguments, with and without name. */
    private final class Call {
        private final String name;
        private final List<FormulaParser.ExpressionContext> positional = new ArrayList<>();
        private final Map<String, FormulaParser.ExpressionContext> named = new TreeMap<>();

        Call(FormulaParser.CallContext context) {
            this.name = context.NAME().getText();
            for (FormulaParser.ArgumentContext argument : context.argument()) {
                if (argument.NAME() == null) {
                    if (!named.isEmpty()) {
                        throw refuse(name + ": arguments with a name come last");
                    }
                    positional.add(argument.expression());
                } else if (named.put(argument.NAME().getText(), argument.expression()) != null) {
                    throw refuse(name + ": '" + argument.NAME().getText() + "' is given twice");
                }
            }
        }

        FormulaParser.ExpressionContext argument(String key) {
            return Optional.ofNullable(named.get(key)).orElseThrow();
        }

        void allowNamed(List<String> allowed) {
            for (String key : named.keySet()) {
                if (!allowed.contains(key)) {
                    throw refuse(name + " has no argument named '" + key + "'"
                            + (allowed.isEmpty() ? "" : "; it has " + String.join(", ", allowed)));
                }
            }
        }
    }
}
