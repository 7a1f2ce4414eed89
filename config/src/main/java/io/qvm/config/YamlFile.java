package io.qvm.config;

import io.qvm.market.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A YAML file that is read into an immutable record, completely and strictly.
 *
 * <p>Keys are snake_case forms of the record's components. Unknown keys, repeated keys and missing values for primitives
 * are errors with file and line. A record's constructor refuses what cannot be; its message is shown with the place.
 *
 * @param name what to call the file in messages
 * @param text its content, as read
 */
public record YamlFile(String name, String text) {
    /** Far more than people write; the parser takes a time that grows with the square of a line's length. */
    private static final int MOST_BYTES = 1 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final YAMLMapper MAPPER = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    /**
     * Reads a file.
     *
     * @throws InvalidInputException if it is not there, cannot be read, has more than a mebibyte, or is not in UTF-8
     */
    public static YamlFile read(Path path) {
        try {
            return new YamlFile(path.toString(), text(path));
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + path + ": no such readable file", e);
        }
    }

    private static String text(Path path) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s has %s bytes; a file of settings has at most %,d",
                    path,
                    Files.size(path) > MOST_BYTES ? String.format(Locale.ROOT, "%,d", Files.size(path)) : "too many",
                    MOST_BYTES));
        }
        ByteBuffer encoded = ByteBuffer.wrap(bytes);
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        // A decoder of its own, unlike String's, tells where it fails.
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(encoded, decoded, true);
        String text = decoded.flip().toString();
        if (result.isError()) {
            throw new InvalidInputException(path + ":" + YamlFault.lineAt(text, text.length())
                    + ": the file is not in UTF-8 from this line on; save it as UTF-8");
        }
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    static JsonParser parser(String text) {
        return MAPPER.createParser(text);
    }

    /**
     * Binds the content to a record.
     *
     * @throws InvalidInputException with file, line, and what would be right
     */
    public <T> T as(Class<T> type) {
        if (text.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"))) {
            throw new InvalidInputException(name + " is empty");
        }
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw new InvalidInputException(name + " is empty");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            String hint = e.getKnownPropertyIds() == null
                    ? ""
                    : NearestName.hint(
                            e.getPropertyName(),
                            e.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.toList()));
            throw new InvalidInputException(place(e) + "unknown key " + Quoted.of(e.getPropertyName()) + hint, e);
        } catch (ValueInstantiationException e) {
            throw UnknownKeys.first(tree(), type).map(this::complaint).orElseGet(() -> complaint(e));
        } catch (JacksonException e) {
            throw complaint(e);
        }
    }

    /**
     * Binds the content to a record, with what it does not say taken from another file.
     *
     * <p>Blocks of keys are put together key by key; a list replaces the other file's list.
     *
     * @param defaults a complete file of the same kind
     * @throws InvalidInputException with file, line, and what would be right
     */
    public <T> T over(YamlFile defaults, Class<T> type) {
        try {
            JsonNode own = MAPPER.readTree(text);
            if (!own.isObject()) {
                throw new InvalidInputException(name + " must be a block of keys");
            }
            Optional<UnknownKeys.UnknownKey> unknown = UnknownKeys.first(own, type);
            if (unknown.isPresent()) {
                throw complaint(unknown.get());
            }
            JsonNode merged = MAPPER.readTree(defaults.text);
            merge((ObjectNode) merged, own);
            return MAPPER.treeToValue(merged, type);
        } catch (JacksonException e) {
            throw complaint(e);
        }
    }

    /**
     * The same file with other values.
     *
     * @param values by key, nested ones as {@code block.key}; a map, a list, a number, a text, true or false
     * @return a file of the same name, without comments
     * @throws InvalidInputException if the text is no block of keys, or if a key lies within something that is none
     */
    public YamlFile with(Map<String, ?> values) {
        try {
            JsonNode root = MAPPER.readTree(text);
            if (!(root instanceof ObjectNode block)) {
                throw new InvalidInputException(name + " must be a block of keys");
            }
            values.forEach((key, value) -> put(block, key, value));
            return new YamlFile(name, MAPPER.writeValueAsString(block));
        } catch (JacksonException e) {
            throw complaint(e);
        }
    }

    /**
     * A value as it would stand in a file: a number, a text, true or false, a list or a block.
     *
     * @return null for an empty text or {@code null}
     * @throws InvalidInputException if it is no YAML
     */
    public static @Nullable Object value(String text) {
        String line = "v: " + text.strip();
        try {
            return MAPPER.readValue(line, new TypeReference<Map<String, @Nullable Object>>() {})
                    .get("v");
        } catch (JacksonException e) {
            String why = YamlFault.of(line, e).map(YamlFault::reason).orElseGet(() -> reason(e));
            throw new InvalidInputException(Quoted.of(text) + " is no value: " + why, e);
        }
    }

    private void put(ObjectNode root, String path, Object value) {
        ObjectNode block = root;
        String[] keys = path.split("\\.");
        for (int i = 0; i < keys.length - 1; i++) {
            JsonNode next = block.get(keys[i]);
            if (next == null || next.isNull()) {
                next = block.putObject(keys[i]);
            }
            if (!(next instanceof ObjectNode inner)) {
                throw new InvalidInputException(
                        name + ": " + path + ": " + keys[i] + " is '" + next.asString() + "', not a block of keys");
            }
            block = inner;
        }
        block.set(keys[keys.length - 1], MAPPER.valueToTree(value));
    }

    /**
     * What the file says, without comments and layout: two files with the same content mean the same.
     *
     * @return the content as JSON, keys in the file's order
     * @throws InvalidInputException if the text is no YAML
     */
    public String content() {
        return tree().toString();
    }

    private JsonNode tree() {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw complaint(e);
        }
    }

    private static void merge(ObjectNode target, JsonNode own) {
        for (Map.Entry<String, JsonNode> entry : own.properties()) {
            if (entry.getValue().isObject() && target.get(entry.getKey()) instanceof ObjectNode block) {
                merge(block, entry.getValue());
            } else {
                target.set(entry.getKey(), entry.getValue());
            }
        }
    }

    private InvalidInputException complaint(UnknownKeys.UnknownKey unknown) {
        String key = unknown.path().get(unknown.path().size() - 1);
        return new InvalidInputException(name + ":" + YamlLines.of(text).lineOf(unknown.path()) + ": "
                + Quoted.inOneLine(String.join(".", unknown.path())) + ": unknown key " + Quoted.of(key)
                + NearestName.hint(key, unknown.valid()));
    }

    private InvalidInputException complaint(JacksonException e) {
        String message = YamlFault.of(text, e)
                .map(fault -> name + ":" + fault.line() + ": " + fault.reason())
                .orElseGet(() -> place(e) + reason(e));
        return new InvalidInputException(message, e);
    }

    private String place(JacksonException e) {
        List<String> keys = e.getPath().stream()
                .map(r -> r.getPropertyName() == null ? YamlLines.element(r.getIndex()) : r.getPropertyName())
                .toList();
        String shown = keys.isEmpty() ? "" : Quoted.inOneLine(String.join(".", keys)) + ": ";
        // A record is made at the end of its block: the parser's position is not that of what the record refuses.
        boolean refused = e instanceof ValueInstantiationException;
        if (!refused && e.getLocation() != null && e.getLocation().getLineNr() >= 1) {
            return name + ":" + e.getLocation().getLineNr() + ": " + shown;
        }
        List<String> path = new ArrayList<>(keys);
        if (root(e) instanceof InvalidKeyException invalid) {
            path.addAll(invalid.keys());
        }
        return name + (path.isEmpty() ? "" : ":" + YamlLines.of(text).lineOf(path)) + ": " + shown;
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static String reason(JacksonException e) {
        if (e instanceof InvalidFormatException format && e.getCause() == null) {
            return wrongValue(String.valueOf(format.getValue()), format.getTargetType());
        }
        if (e instanceof MismatchedInputException mismatch
                && !(e instanceof ValueInstantiationException)
                && e.getCause() == null
                && mismatch.getTargetType() != null) {
            return "must be " + kind(mismatch.getTargetType());
        }
        Throwable root = root(e);
        if (root instanceof NullPointerException) {
            return "a key or an element of a list has no value";
        }
        String message = root instanceof JacksonException j ? j.getOriginalMessage() : root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    private static String wrongValue(String value, Class<?> type) {
        if (!type.isEnum()) {
            return Quoted.of(value) + " is not " + kind(type);
        }
        List<String> valid = names(type);
        return Quoted.of(value) + " is not one of " + String.join(", ", valid)
                + NearestName.of(value, valid)
                        .map(v -> "; did you mean '" + v + "'?")
                        .orElse("");
    }

    private static String kind(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + String.join(", ", names(type));
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == LocalDate.class) {
            return "a date like 2020-01-31";
        }
        if (type == String.class) {
            return "a text";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "a block of keys";
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
