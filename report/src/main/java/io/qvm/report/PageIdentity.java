package io.qvm.report;

import io.qvm.analysis.Conventions;
import io.qvm.analysis.Metric;
import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.RunDigest;
import io.qvm.analysis.annual.YearReview;
import io.qvm.analysis.attribution.Attribution;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.report.chart.ChartSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a page was made from, written into it: enough to make the runs and the page again and to compare both.
 *
 * @param kind of page
 * @param title of a page about several runs, empty else
 * @param year of a deep-dive, 0 else
 * @param conventions that the figures are stated under
 * @param names of the runs on the page; of a capacity page their sizes
 * @param runs in the page's order
 * @param context of the page
 * @param attributed true if the page shows effects by sector, which need market data
 */
public record PageIdentity(
        Kind kind,
        String title,
        int year,
        Conventions conventions,
        List<String> names,
        List<Run> runs,
        PageContext context,
        boolean attributed) {
    private static final String OPENING = "<script type=\"application/json\" id=\"identity\">";
    private static final String CLOSING = "</script>";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Kinds of pages that can be made again. */
    public enum Kind {
        TEARSHEET,
        DEEPDIVE,
        COMPARISON,
        ABLATION,
        CAPACITY
    }

    /**
     * A run.
     *
     * @param provenance versions and digests of its inputs
     * @param digests of its results by part, see {@link RunDigest}
     * @param figures by key, in full precision; those without a value are left out
     */
    public record Run(
            String strategyName,
            String strategyText,
            String scoresVersion,
            String benchmarkSymbol,
            LocalDate start,
            LocalDate end,
            Map<String, String> provenance,
            Map<String, String> digests,
            Map<String, Double> figures) {
        static Run of(RunAnalysis analysis) {
            BacktestRun run = analysis.run();
            return new Run(
                    run.strategyName(),
                    run.strategyText(),
                    run.scoresVersion(),
                    run.benchmarkSymbol(),
                    run.start(),
                    run.end(),
                    new LinkedHashMap<>(run.provenance()),
                    RunDigest.of(run),
                    figures(analysis));
        }

        private static Map<String, Double> figures(RunAnalysis analysis) {
            Map<String, Double> figures = new LinkedHashMap<>();
            for (Metric metric : analysis.metrics()) {
                if (Double.isFinite(metric.strategy())) {
                    figures.put(metric.key(), metric.strategy());
                }
            }
            return figures;
        }

        /** What the same run made again has otherwise, a line each; empty if nothing. */
        public List<String> differences(RunAnalysis again) {
            List<String> lines = new ArrayList<>();
            RunDigest.of(again.run()).forEach((part, digest) -> {
                if (!digest.equals(digests.get(part))) {
                    lines.add(part + " differ");
                }
            });
            Map<String, Double> now = figures(again);
            figures.forEach((key, value) -> {
                Double other = now.get(key);
                if (!value.equals(other)) {
                    lines.add(key + " is " + value + " on the page, " + (other == null ? "none" : other) + " now");
                }
            });
            return lines;
        }
    }

    static PageIdentity tearsheet(RunAnalysis analysis, PageContext context) {
        return of(Kind.TEARSHEET, "", OptionalInt.empty(), List.of(analysis), List.of(""), context, false);
    }

    static PageIdentity deepDive(YearReview review, PageContext context) {
        return of(
                Kind.DEEPDIVE,
                "",
                OptionalInt.of(review.year()),
                List.of(review.whole()),
                List.of(""),
                context,
                review.effects().isPresent());
    }

    static PageIdentity comparison(String title, List<String> names, List<RunAnalysis> runs, PageContext context) {
        return of(Kind.COMPARISON, title, OptionalInt.empty(), runs, names, context, false);
    }

    static PageIdentity ablation(String title, List<String> names, List<RunAnalysis> runs, PageContext context) {
        return of(Kind.ABLATION, title, OptionalInt.empty(), runs, names, context, false);
    }

    static PageIdentity capacity(String title, double[] capital, List<RunAnalysis> runs, PageContext context) {
        List<String> sizes = Arrays.stream(capital).mapToObj(String::valueOf).toList();
        return of(Kind.CAPACITY, title, OptionalInt.empty(), runs, sizes, context, false);
    }

    private static PageIdentity of(
            Kind kind,
            String title,
            OptionalInt year,
            List<RunAnalysis> analyses,
            List<String> names,
            PageContext context,
            boolean attributed) {
        return new PageIdentity(
                kind,
                title,
                year.orElse(0),
                analyses.isEmpty() ? Conventions.DEFAULT : analyses.get(0).conventions(),
                names,
                analyses.stream().map(Run::of).toList(),
                context,
                attributed);
    }

    /** As it stands in the page. */
    String toJson() {
        return ChartSet.inScript(JSON.writeValueAsString(this));
    }

    /**
     * Reads the identity from a page.
     *
     * @param name of the page, for messages
     * @throws InvalidInputException if the text is no page that carries one
     */
    public static PageIdentity read(String name, String html) {
        int from = html.indexOf(OPENING);
        int to = from < 0 ? -1 : html.indexOf(CLOSING, from);
        if (to < 0) {
            throw new InvalidInputException(
                    name + " does not say what it was made from; give a page that 'qvm report', 'qvm deepdive',"
                            + " 'qvm compare', 'qvm backtest', 'qvm ablation', 'qvm capacity' or 'qvm evaluate' wrote");
        }
        try {
            return JSON.readValue(html.substring(from + OPENING.length(), to), PageIdentity.class);
        } catch (JacksonException e) {
            throw new InvalidInputException(name + " is damaged: what it was made from cannot be read", e);
        }
    }

    /**
     * Makes the page again.
     *
     * @param again the analyses of the runs, in the page's order, made with the page's conventions
     * @param attribution of a run and its market; asked for only if the page shows effects by sector
     * @return the HTML
     */
    public String render(List<RunAnalysis> again, Supplier<Attribution> attribution) {
        return switch (kind) {
            case TEARSHEET -> Tearsheet.render(again.get(0), context);
            case DEEPDIVE ->
                DeepDive.render(
                        attributed
                                ? YearReview.of(again.get(0), year).with(attribution.get())
                                : YearReview.of(again.get(0), year),
                        context);
            case COMPARISON -> ComparisonPage.render(title, names, again, context);
            case ABLATION -> AblationPage.render(title, names, again, context);
            case CAPACITY ->
                CapacityPage.render(
                        title, names.stream().mapToDouble(Double::parseDouble).toArray(), again, context);
        };
    }
}
