package io.qvm.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Finds a key that no component of a record answers to.
 *
 * <p>Where a needed key is misspelt, the record's constructor complains that it is missing before the parser complains of the
 * key that it does not know; the latter says what is wrong.
 */
final class UnknownKeys {
    private UnknownKeys() {}

    /**
     * A key that is not known.
     *
     * @param path keys that lead to it, itself the last
     * @param valid keys that would be
     */
    record UnknownKey(List<String> path, List<String> valid) {}

    /** The first unknown key in the file's order, if there is one. */
    static Optional<UnknownKey> first(JsonNode node, Type type) {
        return first(node, type, List.of());
    }

    private static Optional<UnknownKey> first(JsonNode node, Type type, List<String> path) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Type content = arguments[arguments.length - 1];
            if (generic.getRawType() == Optional.class) {
                return first(node, content, path);
            }
            return node.isObject() ? inEach(node, content, path) : inElements(node, content, path);
        }
        if (type instanceof Class<?> raw && raw.isRecord() && !readsItself(raw) && node.isObject()) {
            return inRecord(node, raw, path);
        }
        return Optional.empty();
    }

    private static boolean readsItself(Class<?> type) {
        return type.getAnnotations().length > 0
                || Arrays.stream(type.getDeclaredMethods()).anyMatch(m -> m.isAnnotationPresent(JsonCreator.class));
    }

    private static Optional<UnknownKey> inRecord(JsonNode node, Class<?> record, List<String> path) {
        Map<String, Type> components = new TreeMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            components.put(snakeCase(component.getName()), component.getGenericType());
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            List<String> here = append(path, entry.getKey());
            Optional<Type> type = Optional.ofNullable(components.get(entry.getKey()));
            Optional<UnknownKey> found = type.isEmpty()
                    ? Optional.of(new UnknownKey(here, List.copyOf(components.keySet())))
                    : first(entry.getValue(), type.get(), here);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<UnknownKey> inEach(JsonNode node, Type content, List<String> path) {
        return node.properties().stream()
                .map(entry -> first(entry.getValue(), content, append(path, entry.getKey())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<UnknownKey> inElements(JsonNode node, Type content, List<String> path) {
        for (JsonNode element : node) {
            Optional<UnknownKey> found = first(element, content, path);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static List<String> append(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return List.copyOf(longer);
    }

    private static String snakeCase(String name) {
        return String.join(
                "_",
                Arrays.stream(name.split("(?=\\p{Upper})"))
                        .map(part -> part.toLowerCase(Locale.ROOT))
                        .toList());
    }
}
