package io.qvm.store;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Names and values of a run's provenance, as one JSON text. */
final class Provenance {
    private static final JsonMapper JSON = new JsonMapper();

    private Provenance() {}

    static String toText(Map<String, String> provenance) {
        return JSON.writeValueAsString(new TreeMap<>(provenance));
    }

    static Map<String, String> fromText(String text) {
        return JSON.readValue(text, new TypeReference<TreeMap<String, String>>() {});
    }
}
