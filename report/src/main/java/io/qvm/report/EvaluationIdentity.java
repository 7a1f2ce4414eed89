package io.qvm.report;

import io.qvm.analysis.factor.EvaluationSettings;
import io.qvm.market.InvalidInputException;
import io.qvm.report.chart.ChartSet;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the page of an evaluation was made from, written into it: enough to make the page again and to compare both.
 *
 * @param kind always {@value #KIND}
 * @param version of the scores
 * @param factors in the page's order
 * @param settings of the evaluation
 * @param from first score day asked for, empty for the first there is
 * @param to last score day asked for, empty for the last there is
 * @param provenance versions and digests of what was evaluated
 * @param commands that show where the figures come from
 * @param ticker of a stock that the commands take as their example
 */
public record EvaluationIdentity(
        String kind,
        String version,
        List<String> factors,
        EvaluationSettings settings,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Map<String, String> provenance,
        SourceCommands commands,
        String ticker) {
    private static final String KIND = "EVALUATION";
    private static final String OPENING =
            "<script type=\"application/json\" id=\"identity\">{\"kind\":\"" + KIND + "\"";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The identity of an evaluation of these scores. */
    public EvaluationIdentity(
            String version,
            List<String> factors,
            EvaluationSettings settings,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            Map<String, String> provenance,
            SourceCommands commands,
            String ticker) {
        this(KIND, version, List.copyOf(factors), settings, from, to, new TreeMap<>(provenance), commands, ticker);
    }

    /** As it stands in the page; the kind comes first. */
    String toJson() {
        String rest = JSON.writeValueAsString(this);
        String kind = "\"kind\":\"" + KIND + "\"";
        String others =
                rest.substring(1, rest.length() - 1).replace(kind + ",", "").replace("," + kind, "");
        return ChartSet.inScript("{" + kind + "," + others + "}");
    }

    /**
     * Reads the identity from a page.
     *
     * @param name of the page, for messages
     * @return empty if the page is not that of an evaluation
     * @throws InvalidInputException if it is one, but damaged
     */
    public static Optional<EvaluationIdentity> read(String name, String html) {
        int from = html.indexOf(OPENING);
        if (from < 0) {
            return Optional.empty();
        }
        int start = html.indexOf('{', from);
        int end = html.indexOf("</script>", start);
        try {
            return Optional.of(JSON.readValue(html.substring(start, end < 0 ? start : end), EvaluationIdentity.class));
        } catch (JacksonException e) {
            throw new InvalidInputException(name + " is damaged: what it was made from cannot be read", e);
        }
    }
}
