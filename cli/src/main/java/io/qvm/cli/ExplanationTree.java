package io.qvm.cli;

import io.qvm.factor.Explanation;
import io.qvm.factor.KnownFact;
import io.qvm.market.Quarter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An explanation as lines of text, one level of the tree per indent.
 *
 * <p>What does not fit into the width goes on below, behind the same branches.
 */
final class ExplanationTree {
    /** Characters of text that a line has at least, however narrow the terminal and deep the branch. */
    private static final int LEAST_TEXT = 20;

    private final Explanation explanation;
    private final int width;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param width characters that a line may have
     */
    ExplanationTree(Explanation explanation, int width) {
        this.explanation = explanation;
        this.width = width;
    }

    List<String> lines() {
        add(
                "",
                "  ",
                "%s on %s, model %s, sector %s (group %s)",
                explanation.ticker(),
                explanation.date(),
                explanation.model(),
                explanation.sector().orElse("not known"),
                explanation.sectorGroup());
        if (explanation.notScored().isPresent()) {
            add("", "  ", "not scored: %s", explanation.notScored().get());
            return lines;
        }
        add("", "  ", "QVM %s", score(explanation.score()));
        for (int i = 0; i < explanation.factors().size(); i++) {
            boolean last = i == explanation.factors().size() - 1;
            addFactor(explanation.factors().get(i), last ? "└─ " : "├─ ", last ? "   " : "│  ");
        }
        return lines;
    }

    private void addFactor(Explanation.Factor factor, String branch, String indent) {
        add(
                branch,
                indent + "    ",
                "%s %s%s",
                factor.name(),
                score(factor.score()),
                factor.weight() > 0 ? ", weight " + number(factor.weight()) : ", not in the composite");
        factor.comparison().ifPresent(comparison -> {
            addText(indent, "weighted sum " + number(factor.sum()));
            addText(indent, comparison(comparison, factor.sum()));
        });
        for (int i = 0; i < factor.metrics().size(); i++) {
            boolean last = i == factor.metrics().size() - 1;
            addMetric(factor.metrics().get(i), indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
        }
    }

    private void addMetric(Explanation.Metric metric, String branch, String indent) {
        String outcome = metric.reason()
                .map(reason -> "missing (" + reason.code() + ")")
                .orElse(metric.comparison().isPresent() ? "z " + score(metric.part()) : number(metric.part()));
        add(branch, indent + "    ", "%s %s, weight %s", metric.name(), outcome, number(metric.weight()));
        addText(indent, metric.formula().replaceAll("\\s+", " ") + " = " + value(metric));
        metric.comparison().ifPresent(comparison -> addText(indent, comparison(comparison, metric.value())));
        for (Explanation.Input input : metric.inputs()) {
            addInput(input, indent + "    ");
        }
    }

    /** The value that the formula has, and what becomes of its sign. */
    private static String value(Explanation.Metric metric) {
        boolean turned = metric.lowIsGood() && !Double.isNaN(metric.value());
        return number(metric.formulaValue())
                + (turned ? " (sign turned: low is good; counts as " + number(metric.value()) + ")" : "");
    }

    private void addInput(Explanation.Input input, String indent) {
        add(indent, indent + "    ", "%s = %s%s", input.name(), number(input.value()), origin(input));
        if (input instanceof Explanation.Reported reported) {
            for (KnownFact fact : reported.facts()) {
                add(
                        indent + "  ",
                        indent + "    ",
                        "%s  %15s  period to %s, %s%s",
                        Quarter.format(fact.quarter()),
                        number(fact.value()),
                        LocalDate.ofEpochDay(fact.periodEnd()),
                        fact.byLag()
                                ? "known by the reporting lag from " + LocalDate.ofEpochDay(fact.knownFrom())
                                : "published " + LocalDate.ofEpochDay(fact.knownFrom()),
                        fact.revision() == 0 ? "" : ", revision " + fact.revision());
            }
        }
    }

    private static String origin(Explanation.Input input) {
        if (input instanceof Explanation.Market market) {
            return market.date().map(date -> ", of " + date).orElse("");
        } else if (input instanceof Explanation.PastReturn past) {
            return ", from " + price(past.fromPrice(), past.from()) + " to " + price(past.toPrice(), past.to());
        } else if (input instanceof Explanation.Window window) {
            return window.from().map(from -> ", trading days from " + from).orElse("")
                    + window.to().map(to -> " to " + to).orElse("");
        } else if (input instanceof Explanation.Reported reported) {
            return reported.absence().map(ExplanationTree::absence).orElse("");
        }
        return "";
    }

    private static String absence(Explanation.Absence absence) {
        String known = absence.knownUpTo()
                .map(quarter -> ", known up to " + Quarter.format(quarter) + ", but ")
                .orElse("");
        String quarter = absence.quarter().map(Quarter::format).orElse("");
        return switch (absence.cause()) {
            case NOTHING_KNOWN -> ", nothing of it is known on the day";
            case NO_COMPLETE_QUARTER -> known + "there is no quarter in which all that the formula requires is known";
            case NO_QUARTER_DUE -> known + "by the model's calendar no quarter counts on the day";
            case QUARTER_TOO_OLD ->
                known + quarter + ", the latest quarter in which all that the formula requires is known, is too old";
            case NOT_IN_QUARTER -> known + "not as needed for " + quarter + ", the quarter that counts";
        };
    }

    private static String price(double price, Optional<LocalDate> date) {
        return date.map(d -> number(price) + " on " + d).orElse("no price");
    }

    /** What a value was compared with, and what the comparison did to it. */
    private static String comparison(Explanation.Comparison c, double value) {
        String with = String.format(
                Locale.ROOT,
                "%s of %,d: mean %s, standard deviation %s",
                c.group(),
                c.size(),
                number(c.mean()),
                number(c.deviation()));
        if (c.fixed().isPresent()) {
            return with + (Double.isNaN(c.fixed().get()) ? "; too little to compare with" : "; zero by rule");
        }
        double distance = c.distance(value);
        // A missing value neither moves nor has a distance.
        boolean moved = Math.abs(c.winsorized(value) - value) > 0;
        boolean clipped = Math.abs(distance) > c.clip();
        return with
                + (moved
                        ? "; winsorised to " + number(c.winsorized(value)) + " (bounds " + number(c.lower()) + " to "
                                + number(c.upper()) + ")"
                        : "")
                + (clipped ? "; distance " + score(distance) + " clipped at " + number(c.clip()) : "");
    }

    private static String score(double value) {
        return Double.isNaN(value)
                ? "missing"
                : String.format(Locale.ROOT, Math.abs(value) >= 1e15 ? "%+.5e" : "%+.6f", value);
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "missing";
        }
        double size = Math.abs(value);
        if (size >= 1000 && size < 1e15) {
            return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.2f", value);
        }
        return String.format(Locale.ROOT, "%.6g", value)
                .replaceAll("(\\.\\d*?)0+(e|$)", "$1$2")
                .replaceAll("\\.(e|$)", "$1");
    }

    /** Adds a line that says more about the branch above it. */
    private void addText(String indent, String text) {
        addWrapped(indent + "  ", indent + "    ", text);
    }

    private void add(String first, String rest, String format, Object... arguments) {
        addWrapped(first, rest, String.format(Locale.ROOT, format, arguments));
    }

    /**
     * Adds a text, broken between words as far as there are any.
     *
     * @param first what stands before it
     * @param rest what stands before its further lines
     */
    private void addWrapped(String first, String rest, String text) {
        String before = first;
        String left = text;
        int room = room(before);
        while (left.length() > room) {
            int space = left.lastIndexOf(' ', room);
            int end = space > 0 ? space : room;
            lines.add(before + left.substring(0, end).stripTrailing());
            left = left.substring(end).stripLeading();
            before = rest;
            room = room(before);
        }
        lines.add(before + left);
    }

    private int room(String before) {
        return Math.max(LEAST_TEXT, width - before.length());
    }
}
