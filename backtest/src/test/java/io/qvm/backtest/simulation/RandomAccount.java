package io.qvm.backtest.simulation;

import io.qvm.backtest.funnel.Targets;
import io.qvm.market.CorporateAction;
import io.qvm.market.DateIndex;
import io.qvm.market.Instrument;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.TickerIndex;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A seeded account: some stocks over some months with splits, dividends, suspensions, days without trade, limit moves and
 * delistings; random decisions, exposures and rules.
 */
final class RandomAccount {
    private final SplittableRandom random;
    private final int stocks;
    private final int days;
    private final DateIndex dates;
    private final TickerIndex tickers;
    private final Map<MarketField, Panel> panels = new EnumMap<>(MarketField.class);
    private final List<CorporateAction> actions = new ArrayList<>();
    private final List<Instrument> instruments = new ArrayList<>();

    private RandomAccount(long seed) {
        random = new SplittableRandom(seed);
        stocks = random.nextInt(3, 9);
        List<LocalDate> weekdays = new ArrayList<>();
        int calendarDays = random.nextInt(60, 160);
        for (int i = 0; i < calendarDays; i++) {
            LocalDate day = LocalDate.of(2019, 11, 4).plusDays(i);
            if (day.getDayOfWeek().getValue() <= 5 && random.nextInt(20) > 0) {
                weekdays.add(day);
            }
        }
        dates = DateIndex.ofDates(weekdays);
        days = dates.size();
        List<String> names = new ArrayList<>();
        for (int c = 0; c < stocks; c++) {
            names.add("S" + c);
        }
        // Nobody decides on it; it trades every day, so that every day is a trading day.
        names.add("Z");
        tickers = TickerIndex.of(names);
    }

    static AccountCase of(long seed) {
        return new RandomAccount(seed).make();
    }

    private AccountCase make() {
        for (MarketField field :
                List.of(MarketField.CLOSE, MarketField.ADJUSTED_CLOSE, MarketField.VOLUME, MarketField.TRADED_VALUE)) {
            panels.put(field, Panel.missing(dates, tickers));
        }
        for (int c = 0; c < stocks; c++) {
            stock(c);
        }
        instruments.add(Instrument.of("Z", Optional.empty()));
        for (int r = 0; r < days; r++) {
            put(MarketField.VOLUME, r, stocks, 1);
        }
        boolean asTraded = random.nextBoolean();
        if (random.nextInt(4) == 0) {
            panels.remove(MarketField.TRADED_VALUE);
        }
        if (random.nextInt(4) == 0) {
            panels.remove(asTraded ? MarketField.ADJUSTED_CLOSE : MarketField.CLOSE);
        }
        return new AccountCase(
                AccountCase.market(dates, tickers, panels, instruments, Optional.of(actions)),
                targets(),
                exposure(),
                rules(asTraded));
    }

    private void stock(int c) {
        double close = random.nextDouble(1, 200);
        double[] factor = new double[days];
        Arrays.fill(factor, 1);
        int gone = random.nextInt(4) == 0 ? random.nextInt(days / 3, days) : days;
        int suspendedUntil = 0;
        double value = Math.exp(random.nextDouble(7, 15));
        for (int r = 0; r < gone; r++) {
            close *= random.nextInt(25) == 0
                    ? (random.nextBoolean() ? 1.07 : 0.93)
                    : Math.exp(random.nextGaussian() * 0.02);
            int day = dates.epochDay(r);
            if (r > 0 && random.nextInt(40) == 0) {
                double dividend = close * random.nextDouble(0, 0.1);
                actions.add(CorporateAction.dividend(c, day, dividend));
                factor[r] *= 1 - dividend / close;
                close -= dividend;
            }
            if (r > 0 && random.nextInt(60) == 0) {
                double ratio = new double[] {0.1, 0.5, 1.5, 2, 3}[random.nextInt(5)];
                // Some take effect on a day without trading.
                int exDay = random.nextBoolean() ? day : dates.epochDay(r - 1) + 1;
                actions.add(CorporateAction.split(c, exDay, ratio));
                factor[r] /= ratio;
                close /= ratio;
            }
            if (random.nextInt(40) == 0) {
                suspendedUntil = r + random.nextInt(1, 15);
            }
            boolean zero = random.nextInt(100) == 0;
            put(MarketField.CLOSE, r, c, r < suspendedUntil ? Double.NaN : zero ? 0 : close);
            double traded = random.nextInt(20) == 0 ? 0 : value * random.nextDouble(0.3, 3);
            put(MarketField.VOLUME, r, c, r < suspendedUntil ? Double.NaN : traded / close);
            put(MarketField.TRADED_VALUE, r, c, r < suspendedUntil ? Double.NaN : traded);
        }
        double later = 1;
        for (int r = days - 1; r >= 0; r--) {
            put(MarketField.ADJUSTED_CLOSE, r, c, panels.get(MarketField.CLOSE).get(r, c) * later);
            later *= factor[r];
        }
        boolean told = gone < days && random.nextInt(3) > 0;
        instruments.add(new Instrument(
                tickers.ticker(c),
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                told ? Optional.of(dates.date(gone)) : Optional.empty(),
                told && random.nextBoolean() ? random.nextDouble(-1, 0.3) : Double.NaN));
    }

    private void put(MarketField field, int row, int c, double value) {
        panels.get(field).values()[row * (stocks + 1) + c] = value;
    }

    private List<Targets> targets() {
        List<Targets> all = new ArrayList<>();
        for (int k = random.nextInt(1, 4); k < days; k += random.nextInt(3, 25)) {
            int[] columns = random.ints(0, stocks)
                    .distinct()
                    .limit(random.nextInt(1, stocks))
                    .toArray();
            double[] weights = new double[columns.length];
            double left = random.nextInt(3) == 0 ? random.nextDouble() : 1;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = i == weights.length - 1 ? left : left * random.nextDouble();
                left -= weights[i];
            }
            all.add(AccountCase.targets(k, dates.date(k), random.nextInt(10) == 0 ? new int[0] : columns, weights));
        }
        return all;
    }

    private double[] exposure() {
        double[] exposure = new double[days];
        double level = 1;
        boolean moves = random.nextBoolean();
        for (int k = 0; k < days; k++) {
            if (moves && random.nextInt(12) == 0) {
                level = new double[] {0, 0.3, 0.7, 1, 1.5}[random.nextInt(5)];
            }
            exposure[k] = level;
        }
        return exposure;
    }

    private String rules(boolean asTraded) {
        StringBuilder rules =
                new StringBuilder("initial_capital: " + new String[] {"5.0e3", "1.0e5", "1.0e7"}[random.nextInt(3)]);
        maybe(rules, "costs_bps: %.1f", random.nextDouble(0, 80));
        maybe(rules, "sell_tax_bps: %.1f", random.nextDouble(0, 30));
        maybe(rules, "half_spread_bps: %.1f", random.nextDouble(0, 50));
        maybe(
                rules,
                "impact: {coefficient: %.2f, window_days: " + random.nextInt(2, 30) + "}",
                random.nextDouble(0, 3));
        maybe(rules, "max_participation: %.3f", random.nextDouble(0.01, 0.5));
        maybe(rules, "price_limits: {up: %.3f, down: -0.065}", random.nextDouble(0.02, 0.08));
        maybe(rules, "cash_rate: %.4f", random.nextDouble(-0.01, 0.1));
        maybe(rules, "financing_rate: %.4f", random.nextDouble(0, 0.3));
        maybe(rules, "max_leverage: %.2f", random.nextDouble(1, 3));
        if (random.nextInt(4) == 0) {
            rules.append(", unfilled: drop");
        }
        rules.append(", settlement_days: ").append(random.nextBoolean() ? 0 : random.nextInt(1, 5));
        rules.append(", lot_size: ").append(new int[] {1, 1, 10, 100}[random.nextInt(4)]);
        rules.append(", delisted_after_days_without_price: ").append(random.nextInt(5, 60));
        if (asTraded) {
            rules.append(", prices: as_traded, dividends: ").append(random.nextBoolean() ? "cash" : "reinvest");
        }
        return rules.toString();
    }

    private void maybe(StringBuilder rules, String rule, double value) {
        if (random.nextBoolean()) {
            rules.append(", ").append(String.format(Locale.ROOT, rule, value));
        }
    }
}
