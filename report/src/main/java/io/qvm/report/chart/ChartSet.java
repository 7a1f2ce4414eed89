package io.qvm.report.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The charts of a page and the axes that they share.
 *
 * @param axes positions by axis name; days as {@code 2024-05-31}
 * @param charts in the order of the page
 */
public record ChartSet(Map<String, List<String>> axes, List<Chart> charts) {
    /** More digits are not visible, and would double the size of the page. */
    private static final MathContext DIGITS = new MathContext(5);

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(double[].class, new ShortNumbers()))
            .build();

    /**
     * The set as JSON: numbers with 5 significant digits, NaN as {@code null}.
     *
     * <p>{@code <}, {@code >} and {@code &} are written as escapes, so that the text can stand inside a script element.
     */
    public String toJson() {
        return inScript(MAPPER.writeValueAsString(this));
    }

    /** JSON that can stand inside a script element and means the same. */
    public static String inScript(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static final class ShortNumbers extends StdSerializer<double[]> {
        ShortNumbers() {
            super(double[].class);
        }

        @Override
        public void serialize(double[] values, JsonGenerator json, SerializationContext context) {
            json.writeStartArray();
            for (double value : values) {
                if (Double.isFinite(value)) {
                    json.writeNumber(shortened(value));
                } else {
                    json.writeNull();
                }
            }
            json.writeEndArray();
        }

        private static String shortened(double value) {
            BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
            return Math.abs(rounded.scale()) > 9 ? rounded.toString() : rounded.toPlainString();
        }
    }
}
