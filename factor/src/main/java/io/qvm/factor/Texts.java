package io.qvm.factor;

import io.qvm.factor.formula.Expression;
import io.qvm.factor.formula.Operation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Expressions as text, as a formula would have them. */
final class Texts {
    private static final Map<Operation, String> SIGNS = Map.ofEntries(
            Map.entry(Operation.ADD, "+"),
            Map.entry(Operation.SUBTRACT, "-"),
            Map.entry(Operation.MULTIPLY, "*"),
            Map.entry(Operation.DIVIDE, "/"),
            Map.entry(Operation.LESS, "<"),
            Map.entry(Operation.LESS_OR_EQUAL, "<="),
            Map.entry(Operation.GREATER, ">"),
            Map.entry(Operation.GREATER_OR_EQUAL, ">="),
            Map.entry(Operation.EQUAL, "=="),
            Map.entry(Operation.NOT_EQUAL, "!="),
            Map.entry(Operation.AND, "and"),
            Map.entry(Operation.OR, "or"));

    private Texts() {}

    static String of(Expression node) {
        if (node instanceof Expression.Constant constant) {
            return plain(constant.number());
        } else if (node instanceof Expression.Fact fact) {
            String name = fact.precomputedName();
            return fact.lag() == 0 ? name : "lag(" + name + ", " + fact.lag() + ")";
        } else if (node instanceof Expression.Market market) {
            return market.field().column();
        } else if (node instanceof Expression.PastReturn past) {
            return "return(" + past.lookbackMonths() + ", " + past.skipMonths() + ")";
        } else if (node instanceof Expression.Pointwise pointwise) {
            return of(pointwise);
        } else if (node instanceof Expression.Rolling rolling) {
            List<String> arguments = arguments(rolling.operands());
            arguments.add(String.valueOf(rolling.window()));
            rolling.parameters().forEach(p -> arguments.add(plain(p)));
            if (rolling.minCount() != rolling.function().defaultMinCount(rolling.window())) {
                arguments.add("min=" + rolling.minCount());
            }
            return call(rolling.function().functionName(), arguments);
        } else if (node instanceof Expression.CrossSectional cross) {
            List<String> arguments = arguments(cross.operands());
            cross.parameters().forEach(p -> arguments.add(plain(p)));
            cross.by().ifPresent(by -> arguments.add("by=" + by.functionName()));
            return call(cross.function().functionName(), arguments);
        }
        throw new IllegalStateException("no text for " + node);
    }

    private static String of(Expression.Pointwise node) {
        String sign = SIGNS.get(node.operation());
        List<String> arguments = arguments(node.operands());
        if (sign != null) {
            return "(" + arguments.get(0) + " " + sign + " " + arguments.get(1) + ")";
        }
        return switch (node.operation()) {
            case NEGATE -> "-" + arguments.get(0);
            case NOT -> "not " + arguments.get(0);
            default -> call(node.operation().functionName(), arguments);
        };
    }

    private static List<String> arguments(List<Expression> operands) {
        return operands.stream().map(Texts::of).collect(Collectors.toCollection(ArrayList::new));
    }

    private static String call(String function, List<String> arguments) {
        return function + "(" + String.join(", ", arguments) + ")";
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
