package io.qvm.config;

import io.qvm.market.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DatabindException;
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
     * @throws InvalidInputException if it is not there or cannot be read
     */
    public static YamlFile read(Path path) {
        try {
            return new YamlFile(path.toString(), Files.readString(path, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + path + ": no such readable file", e);
        }
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
            throw new InvalidInputException(place(e) + "unknown key '" + e.getPropertyName() + "'" + hint, e);
        } catch (ValueInstantiationException e) {
            throw UnknownKeys.first(MAPPER.readTree(text), type)
                    .map(this::complaint)
                    .orElseGet(() -> new InvalidInputException(place(e) + reason(e), e));
        } catch (JacksonException e) {
            throw new InvalidInputException(place(e) + reason(e), e);
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
            throw new InvalidInputException(place(e) + reason(e), e);
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
            throw new InvalidInputException(place(e) + reason(e), e);
        }
    }

    /**
     * A value as it would stand in a file: a number, a text, true or false, a list or a block.
     *
     * @return null for an empty text or {@code null}
     * @throws InvalidInputException if it is no YAML
     */
    public static @Nullable Object value(String text) {
        try {
            return MAPPER.readValue("v: " + text.strip(), new TypeReference<Map<String, @Nullable Object>>() {})
                    .get("v");
        } catch (JacksonException e) {
            throw new InvalidInputException("'" + text + "' is no value: " + e.getOriginalMessage(), e);
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
        try {
            return MAPPER.readTree(text).toString();
        } catch (JacksonException e) {
            throw new InvalidInputException(place(e) + reason(e), e);
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
        return new InvalidInputException(name + ":" + YamlLines.lineOf(text, unknown.path()) + ": "
                + String.join(".", unknown.path()) + ": unknown key '" + key + "'"
                + NearestName.hint(key, unknown.valid()));
    }

    private String place(JacksonException e) {
        String key = e instanceof DatabindException && !e.getPath().isEmpty()
                ? e.getPath().stream()
                        .map(r -> r.getPropertyName() == null ? "[" + r.getIndex() + "]" : r.getPropertyName())
                        .collect(Collectors.joining("."))
                : "";
        boolean located = e.getLocation() != null && e.getLocation().getLineNr() >= 1;
        List<String> keys = e.getPath().stream()
                .map(r -> r.getPropertyName())
                .filter(Objects::nonNull)
                .toList();
        String line =
                located ? ":" + e.getLocation().getLineNr() : keys.isEmpty() ? "" : ":" + YamlLines.lineOf(text, keys);
        return name + line + ": " + (key.isEmpty() ? "" : key + ": ");
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
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root instanceof JacksonException j ? j.getOriginalMessage() : root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    private static String wrongValue(String value, Class<?> type) {
        if (!type.isEnum()) {
            return "'" + value + "' is not " + kind(type);
        }
        List<String> valid = names(type);
        return "'" + value + "' is not one of " + String.join(", ", valid)
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
