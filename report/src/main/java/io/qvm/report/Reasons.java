package io.qvm.report;

import io.qvm.analysis.MetricUnit;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import java.util.Locale;
import java.util.Map;

/** Funnel decisions in words. */
final class Reasons {
    private static final Map<String, String> RULES = Map.of(
            "max_names", "place by traded value",
            "no_signal", "no score to rank by",
            "trading_share", "share of days traded",
            "adtv", "daily traded value",
            "adtv_share", "share of the market's traded value",
            "market_cap", "market value",
            "sector_seats", "seats of its sector",
            "rank", "rank");

    private Reasons() {}

    /** The rule, and what it compared: {@code rank 31 > 25}, {@code daily traded value 3.10 bn < 10.0 bn}. */
    static String of(FunnelDecision decision) {
        String rule = rule(decision.rule());
        double observed = decision.observed();
        double limit = decision.limit();
        if (Double.isNaN(observed) || Double.isNaN(limit)) {
            return rule;
        }
        String sign = observed < limit ? " < " : observed > limit ? " > " : " = ";
        return rule + " " + number(observed) + sign + number(limit);
    }

    /** A rule's name in words. */
    static String rule(String name) {
        return RULES.getOrDefault(name, name.replace('_', ' '));
    }

    /** A stage's name as a heading. */
    static String stage(FunnelStage stage) {
        String name = stage.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String number(double value) {
        double size = Math.abs(value);
        if (size >= 1e12) {
            return digits(value / 1e12) + " tn";
        }
        if (size >= 1e9) {
            return digits(value / 1e9) + " bn";
        }
        if (size >= 1e6) {
            return digits(value / 1e6) + " m";
        }
        return value == Math.rint(value) ? MetricUnit.COUNT.format(value) : digits(value);
    }

    private static String digits(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value).replace('-', '−');
    }
}
