package io.qvm.factor.formula;

import io.qvm.config.NearestName;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketField;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** What a name in a formula stands for: a definition, a market field or an item. */
final class Names {
    private final Set<String> items;
    private final Map<String, FormulaReader.Definition> definitions;
    private final BiFunction<String, FormulaReader.Definition, Expression> reader;

    Names(
            Set<String> items,
            Map<String, FormulaReader.Definition> definitions,
            BiFunction<String, FormulaReader.Definition, Expression> reader) {
        this.items = items;
        this.definitions = definitions;
        this.reader = reader;
    }

    Expression resolve(String name, String prefix) {
        FormulaReader.Definition definition = definitions.get(name);
        if (definition != null) {
            return reader.apply(name, definition);
        }
        Optional<MarketField> field = Arrays.stream(MarketField.values())
                .filter(f -> f.column().equals(name))
                .findFirst();
        if (field.isPresent()) {
            return new Expression.Market(field.get());
        }
        if (items.contains(name)) {
            return new Expression.Fact(name, Aggregation.NONE, 0);
        }
        Set<String> valid = new TreeSet<>(items);
        valid.addAll(definitions.keySet());
        Arrays.stream(MarketField.values()).map(MarketField::column).forEach(valid::add);
        throw new InvalidInputException(prefix + "unknown item '" + name + "'" + NearestName.hint(name, valid));
    }
}
