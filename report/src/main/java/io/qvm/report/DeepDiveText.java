package io.qvm.report;

import static io.qvm.analysis.MetricUnit.COUNT;
import static io.qvm.analysis.MetricUnit.PERCENT;

import io.qvm.analysis.Drawdown;
import io.qvm.analysis.RegimeReturns;
import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.annual.MonthReview;
import io.qvm.analysis.annual.RebalanceReview;
import io.qvm.analysis.annual.YearContribution;
import io.qvm.analysis.annual.YearReview;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A year told in sentences, each of which states numbers and nothing else. */
final class DeepDiveText {
    private static final int NAMED = 3;

    private final YearReview review;
    private final RunAnalysis own;
    private final String benchmark;

    private DeepDiveText(YearReview review) {
        this.review = review;
        this.own = review.own();
        this.benchmark = own.run().benchmarkSymbol().isBlank()
                ? "the benchmark"
                : own.run().benchmarkSymbol();
    }

    /** Paragraphs in the order of the page. */
    static List<String> of(YearReview review) {
        DeepDiveText text = new DeepDiveText(review);
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(text.result());
        text.drivers(paragraphs);
        text.risk(paragraphs);
        text.regimes(paragraphs);
        paragraphs.add(text.trading());
        return paragraphs;
    }

    private String result() {
        StringBuilder text = new StringBuilder();
        double r = own.strategy().totalReturn();
        text.append("From ")
                .append(own.record().dates().date(0))
                .append(" to ")
                .append(own.record().dates().date(own.record().dates().size() - 1))
                .append(" the strategy ")
                .append(r < 0 ? "lost " : "returned ")
                .append(PERCENT.format(Math.abs(r)))
                .append(" net of costs");
        double b = own.benchmark().totalReturn();
        if (Double.isNaN(b)) {
            text.append("; there is no benchmark to set it against.");
        } else {
            text.append(", ")
                    .append(points(Math.abs(r - b)))
                    .append(r >= b ? " more than " : " less than ")
                    .append(benchmark)
                    .append(" (")
                    .append(PERCENT.format(b))
                    .append(").");
        }
        months(text);
        rank(text);
        return text.toString();
    }

    private void months(StringBuilder text) {
        if (review.months().size() < 2) {
            return;
        }
        MonthReview best = review.months().stream()
                .max(Comparator.comparingDouble(MonthReview::strategy))
                .orElseThrow();
        MonthReview worst = review.months().stream()
                .min(Comparator.comparingDouble(MonthReview::strategy))
                .orElseThrow();
        long gains = review.months().stream().filter(m -> m.strategy() > 0).count();
        text.append(" ")
                .append(gains)
                .append(" of ")
                .append(review.months().size())
                .append(" months ended with a gain; the best was ")
                .append(name(best))
                .append(" (")
                .append(PERCENT.format(best.strategy()))
                .append("), the worst ")
                .append(name(worst))
                .append(" (")
                .append(PERCENT.format(worst.strategy()))
                .append(").");
        if (review.months().stream().noneMatch(m -> Double.isNaN(m.active()))) {
            long ahead = review.months().stream().filter(m -> m.active() > 0).count();
            text.append(" It was ahead of ")
                    .append(benchmark)
                    .append(" in ")
                    .append(ahead)
                    .append(" of them.");
        }
    }

    private void rank(StringBuilder text) {
        var annual = review.whole().calendar().annual();
        if (annual.size() < 3) {
            return;
        }
        double mine = annual.getOrDefault(review.year(), Double.NaN);
        long better = annual.values().stream().filter(v -> v > mine).count();
        text.append(" Of the track record's ")
                .append(annual.size())
                .append(" calendar years it was the ")
                .append(ordinal(better + 1))
                .append(".");
    }

    private void drivers(List<String> paragraphs) {
        List<YearContribution> stocks =
                review.stocks().stream().filter(c -> !c.isCash()).toList();
        if (stocks.isEmpty()) {
            return;
        }
        double gained = stocks.stream().mapToDouble(c -> Math.max(0, c.net())).sum();
        double lost = stocks.stream().mapToDouble(c -> Math.min(0, c.net())).sum();
        long winners = stocks.stream().filter(c -> c.net() > 0).count();
        StringBuilder text = new StringBuilder();
        text.append("Of ")
                .append(COUNT.format(stocks.size()))
                .append(" stocks held in the year, ")
                .append(COUNT.format(winners))
                .append(" added ")
                .append(points(gained))
                .append(" to the return and ")
                .append(COUNT.format(stocks.size() - winners))
                .append(" took ")
                .append(points(-lost))
                .append(" off.");
        List<YearContribution> best =
                stocks.stream().filter(c -> c.net() > 0).limit(NAMED).toList();
        if (!best.isEmpty()) {
            text.append(" The most came from ").append(named(best)).append(".");
        }
        List<YearContribution> worst = stocks.stream()
                .filter(c -> c.net() < 0)
                .sorted(Comparator.comparingDouble(YearContribution::net))
                .limit(NAMED)
                .toList();
        if (!worst.isEmpty()) {
            text.append(" The most was lost on ").append(named(worst)).append(".");
        }
        List<YearContribution> sectors =
                review.sectors().stream().filter(c -> !c.isCash()).toList();
        if (sectors.size() > 1) {
            YearContribution first = sectors.get(0);
            YearContribution last = sectors.get(sectors.size() - 1);
            text.append(" By sector, ")
                    .append(first.name())
                    .append(first.net() > 0 ? " paid most (" : " did best (")
                    .append(PERCENT.format(first.net()))
                    .append(") and ")
                    .append(last.name())
                    .append(last.net() < 0 ? " cost most (" : " paid least (")
                    .append(PERCENT.format(last.net()))
                    .append(").");
        }
        paragraphs.add(text.toString());
    }

    private void risk(List<String> paragraphs) {
        StringBuilder text = new StringBuilder();
        double volatility = own.strategy().annualVolatility();
        if (!Double.isNaN(volatility)) {
            text.append("Volatility was ").append(PERCENT.format(volatility)).append(" a year");
            double other = own.benchmark().annualVolatility();
            text.append(Double.isNaN(other) ? "." : ", that of " + benchmark + " " + PERCENT.format(other) + ".");
        }
        if (!own.worstDrawdowns().isEmpty()) {
            Drawdown worst = own.worstDrawdowns().get(0);
            text.append(" The deepest fall within the year was ")
                    .append(PERCENT.format(worst.depth()))
                    .append(", from ")
                    .append(worst.start())
                    .append(" to ")
                    .append(worst.trough())
                    .append(worst.recovery()
                            .map(day -> ", recovered on " + day + ".")
                            .orElse(", not recovered by the end of the year."));
        }
        if (!text.isEmpty()) {
            paragraphs.add(text.toString().strip());
        }
    }

    private void regimes(List<String> paragraphs) {
        if (own.regimes().isEmpty()) {
            return;
        }
        String met = own.regimes().stream().map(this::regime).collect(Collectors.joining("; "));
        paragraphs.add("Regimes met: " + met + ".");
    }

    private String regime(RegimeReturns r) {
        return r.regime() + " on " + COUNT.format(r.days()) + (r.days() == 1 ? " day" : " days") + " (strategy "
                + PERCENT.format(r.strategy())
                + (Double.isNaN(r.benchmark()) ? "" : ", " + benchmark + " " + PERCENT.format(r.benchmark()))
                + ", exposure " + PERCENT.format(r.averageExposure()) + ")";
    }

    private String trading() {
        int in = review.rebalances().stream().mapToInt(r -> r.in().size()).sum();
        int out = review.rebalances().stream().mapToInt(r -> r.out().size()).sum();
        int count = review.rebalances().size();
        double turnover = java.util.Arrays.stream(own.record().turnover()).sum();
        String text = count == 0
                ? "The portfolio was not rebalanced."
                : "The portfolio was rebalanced " + (count == 1 ? "once" : count + " times") + "; "
                        + COUNT.format(in) + (in == 1 ? " stock came in and " : " stocks came in and ")
                        + COUNT.format(out) + " went out.";
        LocalDate busiest = review.rebalances().stream()
                .max(Comparator.comparingInt(r -> r.in().size() + r.out().size()))
                .map(RebalanceReview::date)
                .orElse(LocalDate.MIN);
        if (count > 1) {
            text += " Most changed on " + busiest + ".";
        }
        return text + " Turnover was " + PERCENT.format(turnover) + " of capital and cost "
                + PERCENT.format(own.trading().totalCost()) + "; on average "
                + PERCENT.format(own.trading().averageExposure()) + " of capital was invested.";
    }

    private static String named(List<YearContribution> stocks) {
        List<String> names = stocks.stream()
                .map(c -> c.name() + " (" + PERCENT.format(c.net()) + ")")
                .toList();
        return names.size() == 1
                ? names.get(0)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%.2f points", 100 * share);
    }

    private static String name(MonthReview month) {
        return month.month().getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String ordinal(long number) {
        if (number == 1) {
            return "best";
        }
        String ending = number % 10 == 2 && number % 100 != 12
                ? "nd"
                : number % 10 == 3 && number % 100 != 13 ? "rd" : number % 10 == 1 && number % 100 != 11 ? "st" : "th";
        return number + ending + " best";
    }
}
