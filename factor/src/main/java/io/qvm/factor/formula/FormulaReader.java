package io.qvm.factor.formula;

import io.qvm.config.NearestName;
import io.qvm.factor.formula.grammar.FormulaBaseVisitor;
import io.qvm.factor.formula.grammar.FormulaLexer;
import io.qvm.factor.formula.grammar.FormulaParser;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;

/**
 * Turns text into formulas over a vocabulary of items.
 *
 * <p>Names are items of the vocabulary or market fields ({@code market_cap}). Functions: {@code ttm(item)}, {@code
 * avg5(item)}, {@code optional(item)}, {@code return(lookback_months, skip_months)}, and those of {@link Operation}.
 */
public final class FormulaReader {
    private static final String OPTIONAL = "optional";
    private static final String RETURN = "return";

    private final Set<String> items;

    /** A reader for formulas that may use these items and no others. */
    public FormulaReader(Collection<String> items) {
        this.items = Set.copyOf(items);
    }

    /**
     * Reads one formula.
     *
     * @param text the formula
     * @param place file and line, for messages
     * @throws InvalidInputException if it is no formula, or names an item or function that is not there
     */
    public Formula read(String text, String place) {
        String prefix = place + ": formula '" + text.strip() + "': ";
        BaseErrorListener strict = new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer,
                    Object symbol,
                    int line,
                    int column,
                    String message,
                    RecognitionException cause) {
                throw new InvalidInputException(prefix + "at character " + (column + 1) + ": " + message);
            }
        };
        FormulaLexer lexer = new FormulaLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(strict);
        FormulaParser parser = new FormulaParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(strict);
        TreeBuilder builder = new TreeBuilder(prefix);
        Expression root = builder.visit(parser.formula().expression());
        return new Formula(text.strip(), builder.inputs, root);
    }

    private static List<String> functionNames() {
        Stream<String> looking = Stream.of(
                Input.Aggregation.TTM.functionName(), Input.Aggregation.AVG5.functionName(), OPTIONAL, RETURN);
        return Stream.concat(looking, Operation.functions().stream().map(Operation::functionName))
                .toList();
    }

    private final class TreeBuilder extends FormulaBaseVisitor<Expression> {
        private final String prefix;
        private final List<Input> inputs = new ArrayList<>();
        private int tolerant;

        TreeBuilder(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public Expression visitParentheses(FormulaParser.ParenthesesContext context) {
            return visit(context.expression());
        }

        @Override
        public Expression visitNumber(FormulaParser.NumberContext context) {
            return new Expression.Constant(Double.parseDouble(context.NUMBER().getText()));
        }

        @Override
        public Expression visitNegation(FormulaParser.NegationContext context) {
            return new Expression.Unary(Operation.NEGATE, visit(context.expression()));
        }

        @Override
        public Expression visitProduct(FormulaParser.ProductContext context) {
            Operation operation = context.op.getText().equals("*") ? Operation.MULTIPLY : Operation.DIVIDE;
            return new Expression.Binary(operation, visit(context.expression(0)), visit(context.expression(1)));
        }

        @Override
        public Expression visitSum(FormulaParser.SumContext context) {
            Operation operation = context.op.getText().equals("+") ? Operation.ADD : Operation.SUBTRACT;
            return new Expression.Binary(operation, visit(context.expression(0)), visit(context.expression(1)));
        }

        @Override
        public Expression visitName(FormulaParser.NameContext context) {
            String name = context.NAME().getText();
            Optional<MarketField> field = Arrays.stream(MarketField.values())
                    .filter(f -> f.column().equals(name))
                    .findFirst();
            return field.isPresent()
                    ? read(new Input.Market(field.get()))
                    : read(new Input.Fact(item(name), Input.Aggregation.NONE, tolerant == 0));
        }

        @Override
        public Expression visitCall(FormulaParser.CallContext context) {
            String name = context.NAME().getText();
            List<FormulaParser.ExpressionContext> arguments = context.expression();
            switch (name) {
                case "ttm":
                    return read(new Input.Fact(itemArgument(name, arguments), Input.Aggregation.TTM, tolerant == 0));
                case "avg5":
                    return read(new Input.Fact(itemArgument(name, arguments), Input.Aggregation.AVG5, tolerant == 0));
                case OPTIONAL:
                    return read(new Input.Fact(itemArgument(name, arguments), Input.Aggregation.NONE, false));
                case RETURN:
                    return read(pastReturn(arguments));
                default:
                    return apply(name, arguments);
            }
        }

        private Expression apply(String name, List<FormulaParser.ExpressionContext> arguments) {
            Operation operation = Operation.functions().stream()
                    .filter(o -> o.functionName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new InvalidInputException(
                            prefix + "unknown function '" + name + "'" + NearestName.hint(name, functionNames())));
            boolean fits = operation.takesTwo() ? arguments.size() >= 2 : arguments.size() == 1;
            if (!fits) {
                throw new InvalidInputException(prefix + name + " takes "
                        + (operation.takesTwo() ? "two or more arguments" : "one argument") + ", got "
                        + arguments.size());
            }
            tolerant += operation.toleratesMissing() ? 1 : 0;
            List<Expression> operands = arguments.stream().map(this::visit).toList();
            tolerant -= operation.toleratesMissing() ? 1 : 0;
            return operation.takesTwo()
                    ? operands.stream()
                            .reduce((left, right) -> new Expression.Binary(operation, left, right))
                            .orElseThrow()
                    : new Expression.Unary(operation, operands.get(0));
        }

        private Input.Return pastReturn(List<FormulaParser.ExpressionContext> arguments) {
            if (arguments.size() == 2
                    && arguments.get(0).getText().matches("[1-9]\\d{0,2}")
                    && arguments.get(1).getText().matches("\\d{1,3}")) {
                return new Input.Return(
                        Integer.parseInt(arguments.get(0).getText()),
                        Integer.parseInt(arguments.get(1).getText()));
            }
            throw new InvalidInputException(
                    prefix + "return takes two whole numbers of months: return(lookback, skip), e.g. return(12, 1)");
        }

        private String itemArgument(String function, List<FormulaParser.ExpressionContext> arguments) {
            if (arguments.size() == 1 && arguments.get(0) instanceof FormulaParser.NameContext name) {
                return item(name.NAME().getText());
            }
            throw new InvalidInputException(
                    prefix + function + " takes the name of one item, e.g. " + function + "(NetProfit)");
        }

        private String item(String name) {
            if (items.contains(name)) {
                return name;
            }
            Set<String> valid = new TreeSet<>(items);
            Arrays.stream(MarketField.values()).map(MarketField::column).forEach(valid::add);
            throw new InvalidInputException(prefix + "unknown item '" + name + "'" + NearestName.hint(name, valid));
        }

        /** Position of an input; one that is required in one place is required. */
        private Expression read(Input input) {
            for (int i = 0; i < inputs.size(); i++) {
                Input known = inputs.get(i);
                if (known.equals(input)) {
                    return new Expression.Read(i);
                }
                if (known instanceof Input.Fact a
                        && input instanceof Input.Fact b
                        && a.precomputedName().equals(b.precomputedName())) {
                    inputs.set(i, new Input.Fact(a.item(), a.aggregation(), true));
                    return new Expression.Read(i);
                }
            }
            inputs.add(input);
            return new Expression.Read(inputs.size() - 1);
        }
    }
}
