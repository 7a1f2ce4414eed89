package io.qvm.backtest.simulation;

import io.qvm.backtest.funnel.Targets;
import io.qvm.market.CorporateAction;
import io.qvm.market.DateIndex;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.TickerIndex;
import io.qvm.market.run.Trade;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A market for a pencil: stocks A, B and C on ten weekdays, day 0 (Monday, 6 January 2020) to day 9, every price 100, 100,000
 * shares traded; change what the test is about. The account starts with 10,000.
 */
final class TenDays {
    private static final List<String> NAMES = List.of("A", "B", "C");
    private static final int[] COLUMNS = {0, 1, 2};

    private final DateIndex dates;
    private final TickerIndex tickers = TickerIndex.of(NAMES);
    private final Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
    private final Instrument[] instruments = new Instrument[3];
    private final List<CorporateAction> actions = new ArrayList<>();
    private final List<Targets> targets = new ArrayList<>();
    private final double[] exposure = new double[10];

    TenDays() {
        List<LocalDate> days = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            days.add(LocalDate.of(2020, 1, 6).plusDays(i < 5 ? i : i + 2));
        }
        dates = DateIndex.ofDates(days);
        for (MarketField field : List.of(MarketField.CLOSE, MarketField.ADJUSTED_CLOSE, MarketField.VOLUME)) {
            double[] values = new double[30];
            Arrays.fill(values, field == MarketField.VOLUME ? 1e5 : 100);
            panels.put(field, new Panel(dates, tickers, values));
        }
        for (int c = 0; c < 3; c++) {
            instruments[c] = Instrument.of(NAMES.get(c), Optional.empty());
        }
        Arrays.fill(exposure, 1);
    }

    private TenDays set(MarketField field, String ticker, int from, double... values) {
        for (int day = from; day < 10; day++) {
            panels.get(field).values()[day * 3 + NAMES.indexOf(ticker)] =
                    values[Math.min(day - from, values.length - 1)];
        }
        return this;
    }

    /** Both closes from a day on; the last one stays. */
    TenDays price(String ticker, int from, double... values) {
        return close(ticker, from, values).adjusted(ticker, from, values);
    }

    /** The close as traded from a day on; the last one stays. */
    TenDays close(String ticker, int from, double... values) {
        return set(MarketField.CLOSE, ticker, from, values);
    }

    /** The adjusted close from a day on; the last one stays. */
    TenDays adjusted(String ticker, int from, double... values) {
        return set(MarketField.ADJUSTED_CLOSE, ticker, from, values);
    }

    /** Shares traded from a day on; the last number stays. */
    TenDays volume(String ticker, int from, double... values) {
        return set(MarketField.VOLUME, ticker, from, values);
    }

    TenDays without(MarketField field) {
        panels.remove(field);
        return this;
    }

    TenDays split(String ticker, int exDay, double ratio) {
        actions.add(CorporateAction.split(NAMES.indexOf(ticker), dates.epochDay(exDay), ratio));
        return this;
    }

    TenDays dividend(String ticker, int exDay, double amount) {
        actions.add(CorporateAction.dividend(NAMES.indexOf(ticker), dates.epochDay(exDay), amount));
        return this;
    }

    TenDays delisted(String ticker, int day, double delistingReturn) {
        instruments[NAMES.indexOf(ticker)] = new Instrument(
                ticker,
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.of(dates.date(day)),
                delistingReturn);
        return price(ticker, day, Double.NaN);
    }

    /** Weights of A, B and C, decided at the close of a day and traded at the next. */
    TenDays decide(int day, double a, double b, double c) {
        targets.add(AccountCase.targets(day, dates.date(day), COLUMNS, a, b, c));
        return this;
    }

    /** Exposure decided at the closes from a day on. */
    TenDays exposure(int from, double share) {
        Arrays.fill(exposure, from, 10, share);
        return this;
    }

    MarketData data() {
        return AccountCase.market(dates, tickers, panels, List.of(instruments), Optional.of(actions));
    }

    AccountCase with(String rules) {
        return new AccountCase(
                data(), targets, exposure, "initial_capital: 10000" + (rules.isEmpty() ? "" : ", ") + rules);
    }

    SimulationResult run(String rules) {
        return with(rules).run();
    }

    /** Trades as {@code day ticker shares @ price}. */
    List<String> trades(SimulationResult result) {
        return result.trades().stream().map(this::text).toList();
    }

    private String text(Trade trade) {
        return String.format(
                Locale.ROOT,
                "%d %s %s @ %s",
                dates.indexOf(trade.date()),
                trade.ticker(),
                number(trade.shares()),
                number(trade.price()));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf(value);
    }
}
