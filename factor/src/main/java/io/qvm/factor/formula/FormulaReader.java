package io.qvm.factor.formula;

import io.qvm.factor.formula.grammar.FormulaLexer;
import io.qvm.factor.formula.grammar.FormulaParser;
import io.qvm.market.InvalidInputException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;

/**
 * Turns text into formulas over a vocabulary of items and of definitions, which are formulas with a name.
 *
 * <p>A formula is checked as far as it can be without data: every name is known, every function gets what it takes, and
 * quarterly functions are not applied to daily values.
 */
public final class FormulaReader {
    /** Far more than any formula that people can read. */
    private static final int MOST_CHARACTERS = 20_000;

    private static final int MOST_TOKENS = 1_000;

    private final Set<String> items;
    private final Map<String, Definition> definitions;
    private final Map<String, Expression> defined = new HashMap<>();

    /**
     * A formula with a name, for use in others.
     *
     * @param text the formula
     * @param place file and line, for messages
     */
    public record Definition(String text, String place) {}

    /** A reader for formulas that may use these items and no others. */
    public FormulaReader(Collection<String> items) {
        this(items, Map.of());
    }

    /** A reader for formulas that may use these items and definitions and no others. */
    public FormulaReader(Collection<String> items, Map<String, Definition> definitions) {
        this.items = Set.copyOf(items);
        this.definitions = Map.copyOf(definitions);
    }

    /**
     * Reads one formula.
     *
     * @param text the formula
     * @param place file and line, for messages
     * @throws InvalidInputException if it is no formula, names an item or function that is not there, or is defined by itself
     */
    public Formula read(String text, String place) {
        return LargeStack.call(() -> new Formula(text.strip(), expression(text, place, new LinkedHashSet<>())));
    }

    /** Reads a text; {@code within} are the definitions that are being read around it. */
    private Expression expression(String text, String place, LinkedHashSet<String> within) {
        String prefix = place + ": formula '" + shorten(text.strip()) + "': ";
        if (text.length() > MOST_CHARACTERS) {
            throw new InvalidInputException(prefix + "it has " + text.length() + " characters, at most "
                    + MOST_CHARACTERS + " are allowed; give parts of it names under definitions");
        }
        BaseErrorListener strict = strict(prefix);
        FormulaLexer lexer = new FormulaLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(strict);
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        if (tokens.size() > MOST_TOKENS) {
            throw new InvalidInputException(prefix + "it has " + tokens.size() + " words and signs, at most "
                    + MOST_TOKENS + " are allowed; give parts of it names under definitions");
        }
        FormulaParser parser = new FormulaParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(strict);
        Names names = new Names(items, definitions, (name, definition) -> defined(name, definition, prefix, within));
        return new TreeBuilder(prefix, names).build(parser.formula().expression());
    }

    private Expression defined(String name, Definition definition, String prefix, LinkedHashSet<String> within) {
        if (!within.add(name)) {
            throw new InvalidInputException(prefix + "the definition of '" + name + "' leads back to itself: "
                    + String.join(
                            " -> ",
                            Stream.concat(within.stream().dropWhile(d -> !d.equals(name)), Stream.of(name))
                                    .toList())
                    + "; a definition may only use others that do not use it");
        }
        Expression known = defined.get(name);
        Expression expression = known != null ? known : expression(definition.text(), definition.place(), within);
        defined.put(name, expression);
        within.remove(name);
        return expression;
    }

    private static BaseErrorListener strict(String prefix) {
        return new BaseErrorListener() {
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
    }

    private static String shorten(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }

    /** Every function that a formula may call, ascending. */
    public static List<String> functions() {
        return TreeBuilder.functionNames();
    }
}
