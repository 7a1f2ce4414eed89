package io.qvm.store;

import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import io.qvm.market.TickerIndex;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Score rows as they arrive, in growing columns. */
final class ScoreRows {
    private final GrowingInts days = new GrowingInts();
    private final GrowingInts tickers = new GrowingInts();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Map<ScoreColumn, GrowingDoubles> values = new EnumMap<>(ScoreColumn.class);

    ScoreRows() {
        for (ScoreColumn column : ScoreColumn.values()) {
            values.put(column, new GrowingDoubles());
        }
    }

    boolean isEmpty() {
        return days.isEmpty();
    }

    void add(ResultSet result) throws SQLException {
        days.add(result.getInt(1));
        String name = result.getString(2);
        Integer number = numbers.get(name);
        if (number == null) {
            number = names.size();
            numbers.put(name, number);
            names.add(name);
        }
        tickers.add(number);
        int position = 3;
        for (GrowingDoubles column : values.values()) {
            double value = result.getDouble(position++);
            column.add(result.wasNull() ? Double.NaN : value);
        }
    }

    FactorScores toScores(String version) {
        DateIndex dates = DateIndex.of(days.stream().sorted().distinct().toArray());
        TickerIndex index = TickerIndex.of(names);
        int[] column = names.stream().mapToInt(index::indexOf).toArray();
        Map<Integer, Integer> rowOfDay = new HashMap<>();
        for (int row = 0; row < dates.size(); row++) {
            rowOfDay.put(dates.epochDay(row), row);
        }
        Map<ScoreColumn, Panel> panels = new EnumMap<>(ScoreColumn.class);
        values.forEach((score, numbers) -> {
            Panel panel = Panel.missing(dates, index);
            for (int i = 0; i < days.size(); i++) {
                int row = rowOfDay.getOrDefault(days.get(i), -1);
                panel.values()[row * index.size() + column[tickers.get(i)]] = numbers.get(i);
            }
            panels.put(score, panel);
        });
        return new FactorScores(version, panels);
    }
}
