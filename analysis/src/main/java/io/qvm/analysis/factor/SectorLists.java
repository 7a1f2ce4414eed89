package io.qvm.analysis.factor;

import io.qvm.analysis.SectorWeights;
import io.qvm.market.MarketData;
import io.qvm.market.TickerIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Splits the sorted columns of a row by sector, keeping their order. */
final class SectorLists {
    private final List<String> names;
    private final int[] sectorOf;

    SectorLists(MarketData market, TickerIndex tickers) {
        List<String> of = new ArrayList<>();
        for (String ticker : tickers.asList()) {
            int column = market.tickers().indexOf(ticker);
            of.add((column < 0 ? java.util.Optional.<String>empty() : market.sector(column))
                    .filter(sector -> !sector.isBlank())
                    .orElse(SectorWeights.UNCLASSIFIED));
        }
        this.names = List.copyOf(new TreeSet<>(of));
        this.sectorOf = of.stream().mapToInt(names::indexOf).toArray();
    }

    List<String> names() {
        return names;
    }

    int[][] split(OrderedRows rows, int row) {
        int[] size = new int[names.size()];
        int count = rows.count(row);
        for (int i = 0; i < count; i++) {
            size[sectorOf[rows.column(row, i)]]++;
        }
        int[][] lists = Arrays.stream(size).mapToObj(int[]::new).toArray(int[][]::new);
        Arrays.fill(size, 0);
        for (int i = 0; i < count; i++) {
            int column = rows.column(row, i);
            lists[sectorOf[column]][size[sectorOf[column]]++] = column;
        }
        return lists;
    }
}
