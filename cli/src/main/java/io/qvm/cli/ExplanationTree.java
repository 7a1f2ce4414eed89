package io.qvm.cli;

import io.qvm.factor.Explanation;
import io.qvm.factor.KnownFact;
import io.qvm.market.Quarter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An explanation as lines of text, one level of the tree per indent. */
final class ExplanationTree {
    private final Explanation explanation;
    private final List<String> lines = new ArrayList<>();

    ExplanationTree(Explanation explanation) {
        this.explanation = explanation;
    }

    List<String> lines() {
        add(
                "%s on %s, model %s, sector %s (group %s)",
                explanation.ticker(),
                explanation.date(),
                explanation.model(),
                explanation.sector().orElse("not known"),
                explanation.sectorGroup());
        if (explanation.notScored().isPresent()) {
            add("not scored: %s", explanation.notScored().get());
            return lines;
        }
        add("QVM %s", score(explanation.score()));
        for (int i = 0; i < explanation.factors().size(); i++) {
            boolean last = i == explanation.factors().size() - 1;
            addFactor(explanation.factors().get(i), last ? "└─ " : "├─ ", last ? "   " : "│  ");
        }
        return lines;
    }

    private void addFactor(Explanation.Factor factor, String branch, String indent) {
        add(
                "%s%s %s%s",
                branch,
                factor.name(),
                score(factor.score()),
                factor.weight() > 0 ? ", weight " + number(factor.weight()) : ", not in the composite");
        if (factor.comparison().isPresent()) {
            add("%s  weighted sum %s%s", indent, number(factor.sum()), comparison(factor.comparison(), factor.sum()));
        }
        for (int i = 0; i < factor.metrics().size(); i++) {
            boolean last = i == factor.metrics().size() - 1;
            addMetric(factor.metrics().get(i), indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
        }
    }

    private void addMetric(Explanation.Metric metric, String branch, String indent) {
        String outcome = metric.reason()
                .map(reason -> "missing (" + reason.code() + ")")
                .orElse(metric.comparison().isPresent() ? "z " + score(metric.part()) : number(metric.part()));
        add("%s%s %s, weight %s", branch, metric.name(), outcome, number(metric.weight()));
        add(
                "%s  %s = %s%s",
                indent,
                metric.formula().replaceAll("\\s+", " "),
                number(metric.value()),
                comparison(metric.comparison(), metric.value()));
        for (Explanation.Input input : metric.inputs()) {
            addInput(input, indent + "    ");
        }
    }

    private void addInput(Explanation.Input input, String indent) {
        add("%s%s = %s%s", indent, input.name(), number(input.value()), origin(input));
        if (input instanceof Explanation.Reported reported) {
            for (KnownFact fact : reported.facts()) {
                add(
                        "%s  %s  %15s  period to %s, %s%s",
                        indent,
                        Quarter.format(fact.quarter()),
                        String.format(Locale.ROOT, "%,.0f", fact.value()),
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
        }
        return "";
    }

    private static String price(double price, Optional<LocalDate> date) {
        return date.map(d -> number(price) + " on " + d).orElse("no price");
    }

    private static String comparison(Optional<Explanation.Comparison> comparison, double value) {
        if (comparison.isEmpty()) {
            return "";
        }
        Explanation.Comparison c = comparison.get();
        String with = String.format(
                Locale.ROOT,
                "; %s of %,d: mean %s, standard deviation %s",
                c.group(),
                c.size(),
                number(c.mean()),
                number(c.deviation()));
        if (c.fixed().isPresent()) {
            return with + (Double.isNaN(c.fixed().get()) ? "; too little to compare with" : "; zero by rule");
        }
        boolean clipped = Math.abs(c.distance(value)) > c.clip();
        return with + (clipped ? ", distance " + score(c.distance(value)) + " clipped at " + number(c.clip()) : "");
    }

    private static String score(double value) {
        return Double.isNaN(value) ? "missing" : String.format(Locale.ROOT, "%+.6f", value);
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "missing";
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) >= 1000;
        return Math.abs(value) >= 1000
                ? String.format(Locale.ROOT, whole ? "%,.0f" : "%,.2f", value)
                : String.format(Locale.ROOT, "%.6g", value)
                        .replaceAll("(\\.\\d*?)0+$", "$1")
                        .replaceAll("\\.$", "");
    }

    private void add(String format, Object... arguments) {
        lines.add(String.format(Locale.ROOT, format, arguments));
    }
}
