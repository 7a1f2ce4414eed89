package io.qvm.factor;

import io.qvm.factor.formula.Grouping;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The group of every ticker under each way of dividing them. */
final class Groupings {
    private final Map<Grouping, int[]> groups = new EnumMap<>(Grouping.class);
    private final Map<Grouping, Integer> counts = new EnumMap<>(Grouping.class);
    private final MarketData data;
    private final FactorModel model;

    Groupings(MarketData data, FactorModel model) {
        this.data = data;
        this.model = model;
        for (Grouping grouping : Grouping.values()) {
            Map<String, Integer> numbers = new TreeMap<>();
            int[] of = new int[data.tickers().size()];
            for (int column = 0; column < of.length; column++) {
                Optional<String> name = name(grouping, data, model, column);
                of[column] = name.map(n -> numbers.computeIfAbsent(n, x -> numbers.size()))
                        .orElse(-1);
            }
            groups.put(grouping, of);
            counts.put(grouping, numbers.size());
        }
    }

    /** Name of a ticker's group, empty text if it has none. */
    String name(Grouping grouping, int column) {
        return name(grouping, data, model, column).orElse("");
    }

    private static Optional<String> name(Grouping grouping, MarketData data, FactorModel model, int column) {
        return switch (grouping) {
            case SECTOR -> data.sector(column);
            case SECTOR_GROUP -> Optional.of(model.groups().get(model.groupOf(data.sector(column))));
            case INDUSTRY -> data.instrument(column).flatMap(Instrument::industry);
            case EXCHANGE -> data.instrument(column).map(Instrument::exchange).filter(exchange -> !exchange.isEmpty());
        };
    }

    /** Number of each ticker's group, -1 if it has none. */
    int[] of(Grouping grouping) {
        return Optional.ofNullable(groups.get(grouping)).orElseThrow();
    }

    int count(Grouping grouping) {
        return counts.getOrDefault(grouping, 0);
    }
}
