package io.qvm.backtest;

import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.FactorScores;
import io.qvm.market.IndexHistory;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import io.qvm.market.ScoreColumn;
import io.qvm.market.TickerIndex;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A market by hand: every weekday from Monday, 6 January 2020, every price 100, a million traded, score by alphabet (A
 * best); change what the test is about.
 */
final class TinyMarket {
    static final LocalDate FIRST = LocalDate.of(2020, 1, 6);

    private final DateIndex dates;
    private final TickerIndex tickers;
    private final Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
    private final Map<ScoreColumn, Panel> scores = new EnumMap<>(ScoreColumn.class);
    private final Map<String, Instrument> instruments = new TreeMap<>();
    private final double[] index;

    TinyMarket(int days, String... names) {
        List<LocalDate> weekdays = new ArrayList<>();
        for (LocalDate day = FIRST; weekdays.size() < days; day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue()) {
                weekdays.add(day);
            }
        }
        dates = DateIndex.ofDates(weekdays);
        tickers = TickerIndex.of(List.of(names));
        index = new double[days];
        java.util.Arrays.fill(index, 1000);
        for (MarketField field : MarketField.values()) {
            Panel panel = Panel.missing(dates, tickers);
            java.util.Arrays.fill(
                    panel.values(),
                    switch (field) {
                        case VOLUME -> 1e4;
                        case TRADED_VALUE -> 1e6;
                        default -> 100;
                    });
            panels.put(field, panel);
        }
        for (ScoreColumn column : ScoreColumn.values()) {
            Panel panel = Panel.missing(dates, tickers);
            for (int i = 0; i < panel.values().length; i++) {
                panel.values()[i] = tickers.size() - i % tickers.size();
            }
            scores.put(column, panel);
        }
        for (String name : names) {
            instruments.put(name, Instrument.of(name, Optional.of("Sector " + name)));
        }
    }

    LocalDate day(int row) {
        return dates.date(row);
    }

    TinyMarket set(MarketField field, String ticker, int from, double value) {
        for (int r = from; r < dates.size(); r++) {
            panels.get(field).values()[r * tickers.size() + tickers.indexOf(ticker)] = value;
        }
        return this;
    }

    TinyMarket price(String ticker, int from, double value) {
        return set(MarketField.ADJUSTED_CLOSE, ticker, from, value);
    }

    /** No price and no volume on the rows from {@code from} to before {@code to}. */
    TinyMarket suspended(String ticker, int from, int to) {
        for (MarketField field : MarketField.values()) {
            for (int r = from; r < to; r++) {
                panels.get(field).values()[r * tickers.size() + tickers.indexOf(ticker)] = Double.NaN;
            }
        }
        return this;
    }

    TinyMarket delisted(String ticker, int row, double delistingReturn) {
        suspended(ticker, row, dates.size());
        instruments.put(
                ticker,
                new Instrument(
                        ticker,
                        "",
                        "",
                        Optional.of("Sector " + ticker),
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        Optional.of(dates.date(row)),
                        delistingReturn));
        return this;
    }

    TinyMarket sector(String ticker, String sector) {
        instruments.put(ticker, Instrument.of(ticker, Optional.of(sector).filter(s -> !s.isEmpty())));
        return this;
    }

    TinyMarket score(String ticker, int from, double value) {
        for (Panel panel : scores.values()) {
            for (int r = from; r < dates.size(); r++) {
                panel.values()[r * tickers.size() + tickers.indexOf(ticker)] = value;
            }
        }
        return this;
    }

    TinyMarket index(int from, double level) {
        java.util.Arrays.fill(index, from, index.length, level);
        return this;
    }

    MarketData data() {
        BitSet rows = new BitSet();
        rows.set(0, dates.size() * tickers.size());
        RowMask mask = new RowMask(tickers.size(), rows);
        return new MarketData(
                dates,
                tickers,
                tickers.asList().stream()
                        .map(t -> Optional.ofNullable(instruments.get(t)))
                        .toList(),
                panels,
                mask,
                mask,
                FactHistory.builder(tickers).build(),
                Map.of("INDEX", new IndexHistory("INDEX", dates, index)));
    }

    FactorScores scores() {
        return new FactorScores("test", scores);
    }
}
