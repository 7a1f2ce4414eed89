package io.qvm.analysis.factor;

import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.FactorScores;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import io.qvm.market.ScoreColumn;
import io.qvm.market.TickerIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A small market with holes, weekends that have rows but no trading, delistings with and without a known return, ties among
 * scores, and scores of a ticker that the market does not have.
 */
final class RandomFactorMarket {
    final MarketData market;
    final FactorScores scores;

    RandomFactorMarket(long seed, int stocks, int calendarDays) {
        Random random = new Random(seed);
        DateIndex dates = DateIndex.ofDates(IntStream.range(0, calendarDays)
                .mapToObj(i -> LocalDate.of(2019, 11, 4).plusDays(i))
                .toList());
        TickerIndex tickers = TickerIndex.of(IntStream.range(0, stocks)
                .mapToObj(i -> String.format("S%03d", i))
                .toList());
        List<Optional<Instrument>> instruments = new ArrayList<>();
        Panel closes = Panel.missing(dates, tickers);
        Panel volumes = Panel.missing(dates, tickers);
        for (int c = 0; c < stocks; c++) {
            boolean delisted = random.nextInt(5) == 0;
            int last = delisted ? random.nextInt(calendarDays) : calendarDays;
            double delisting = random.nextBoolean() ? Double.NaN : -random.nextDouble();
            Optional<LocalDate> gone =
                    delisted ? Optional.of(LocalDate.of(2019, 11, 4).plusDays(last)) : Optional.empty();
            instruments.add(
                    c == 0
                            ? Optional.empty()
                            : Optional.of(new Instrument(
                                    tickers.ticker(c),
                                    "",
                                    "",
                                    c % 7 == 0 ? Optional.empty() : Optional.of("Sector " + c % 3),
                                    Optional.empty(),
                                    "",
                                    Optional.empty(),
                                    gone,
                                    delisting)));
            double price = 10;
            for (int d = 0; d < calendarDays; d++) {
                price *= Math.exp(0.03 * random.nextGaussian());
                boolean weekend = dates.date(d).getDayOfWeek().getValue() > 5;
                if (random.nextInt(15) > 0 && (c == 0 || d < last)) {
                    closes.values()[d * stocks + c] = price;
                    volumes.values()[d * stocks + c] = weekend ? 0 : 100;
                }
            }
        }
        RowMask mask = new RowMask(stocks, new BitSet());
        market = new MarketData(
                dates,
                tickers,
                instruments,
                Map.of(MarketField.ADJUSTED_CLOSE, closes, MarketField.VOLUME, volumes),
                mask,
                mask,
                FactHistory.empty(tickers),
                Map.of());
        scores = scores(random, stocks, calendarDays);
    }

    private static FactorScores scores(Random random, int stocks, int calendarDays) {
        List<String> names = new ArrayList<>(IntStream.range(0, stocks)
                .filter(i -> i % 11 != 3)
                .mapToObj(i -> String.format("S%03d", i))
                .toList());
        names.add("NOWHERE");
        TickerIndex tickers = TickerIndex.of(names);
        DateIndex dates = DateIndex.ofDates(IntStream.range(5, calendarDays)
                .mapToObj(i -> LocalDate.of(2019, 11, 4).plusDays(i))
                .filter(day -> day.getDayOfWeek().getValue() < 6 || day.getDayOfMonth() == 1)
                .toList());
        Map<ScoreColumn, Panel> panels = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            double[] values = random.doubles((long) dates.size() * tickers.size())
                    .map(u -> u < 0.1 ? Double.NaN : column == ScoreColumn.QUALITY ? Math.rint(u * 8) : u)
                    .toArray();
            if (column == ScoreColumn.VALUE) {
                Arrays.fill(values, 0, tickers.size() * 3, Double.NaN);
                Arrays.fill(values, tickers.size() * 5, tickers.size() * 6, 0.1);
            }
            panels.put(column, new Panel(dates, tickers, values));
        }
        return new FactorScores("random", panels);
    }
}
