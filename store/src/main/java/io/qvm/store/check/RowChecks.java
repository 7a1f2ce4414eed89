package io.qvm.store.check;

import io.qvm.market.Instrument;
import io.qvm.market.MarketField;
import io.qvm.store.check.Checks.AbsurdValues;
import java.util.List;
import java.util.function.Supplier;

/** What is wrong with a single daily row, whatever the rows around it. */
final class RowChecks {
    private static final List<MarketField> PRICES =
            List.of(MarketField.OPEN, MarketField.HIGH, MarketField.LOW, MarketField.CLOSE, MarketField.ADJUSTED_CLOSE);
    private static final List<MarketField> AMOUNTS =
            List.of(MarketField.VOLUME, MarketField.TRADED_VALUE, MarketField.SHARES_OUTSTANDING);

    private final CheckedMarket m;
    private final Findings findings;

    private RowChecks(CheckedMarket market, Findings findings) {
        this.m = market;
        this.findings = findings;
    }

    static void run(CheckedMarket market, Findings findings) {
        RowChecks checks = new RowChecks(market, findings);
        checks.pricesAndVolumes();
        checks.ranges();
        checks.signs();
        checks.tradedValues();
        checks.absurdValues();
    }

    /** Looks at one cell. */
    @FunctionalInterface
    private interface Cell {
        /** Returns 0 if there is nothing to check, 1 if it was checked. */
        int look(int column, int row, int cell);
    }

    private long each(Cell check) {
        long checked = 0;
        for (int row = m.from; row < m.to; row++) {
            for (int column = 0; column < m.columns; column++) {
                checked += check.look(column, row, m.cell(row, column));
            }
        }
        return checked;
    }

    private static void hit(Hits hits, int column, int row, Supplier<String> value) {
        hits.row(column, row, value);
        hits.touchDay(column, row);
    }

    private void pricesAndVolumes() {
        double[] volume = m.values(MarketField.VOLUME);
        double[] close = m.values(MarketField.CLOSE);
        double[] adjusted = m.values(MarketField.ADJUSTED_CLOSE);
        Hits noPrice = findings.begin(Check.VOLUME_WITHOUT_PRICE);
        findings.end(noPrice, each((column, row, cell) -> {
            if (!(volume[cell] > 0)) {
                return 0;
            }
            if (Double.isNaN(close[cell]) && Double.isNaN(adjusted[cell])) {
                hit(noPrice, column, row, () -> "volume " + Moves.number(volume[cell]) + ", no price");
            }
            return 1;
        }));
        double[] price = m.prices();
        Hits noVolume = findings.begin(Check.PRICE_WITHOUT_VOLUME);
        if (m.has(MarketField.VOLUME)) {
            findings.end(noVolume, each((column, row, cell) -> {
                if (!(price[cell] > 0)) {
                    return 0;
                }
                if (Double.isNaN(volume[cell])) {
                    hit(noVolume, column, row, () -> "price " + Moves.number(price[cell]) + ", no volume");
                }
                return 1;
            }));
        } else {
            findings.skip(Check.PRICE_WITHOUT_VOLUME, "no volume at all");
        }
        Hits noAdjusted = findings.begin(Check.MISSING_ADJUSTED);
        if (m.has(MarketField.ADJUSTED_CLOSE) && m.has(MarketField.CLOSE)) {
            findings.end(noAdjusted, each((column, row, cell) -> {
                if (!(close[cell] > 0)) {
                    return 0;
                }
                if (Double.isNaN(adjusted[cell])) {
                    hit(noAdjusted, column, row, () -> "close " + Moves.number(close[cell]));
                }
                return 1;
            }));
        } else {
            findings.skip(Check.MISSING_ADJUSTED, "only one of close and adjusted close");
        }
    }

    private void ranges() {
        double[] open = m.values(MarketField.OPEN);
        double[] high = m.values(MarketField.HIGH);
        double[] low = m.values(MarketField.LOW);
        double[] close = m.values(MarketField.CLOSE);
        double slack = 1 + findings.settings().priceRange().tolerance();
        if (!m.has(MarketField.HIGH) || !m.has(MarketField.LOW)) {
            findings.skip(Check.PRICE_RANGE, "no high and low");
            return;
        }
        Hits hits = findings.begin(Check.PRICE_RANGE);
        findings.end(hits, each((column, row, cell) -> {
            double top = high[cell];
            double bottom = low[cell];
            if (!(top > 0 && bottom > 0)) {
                return 0;
            }
            if (top * slack < bottom) {
                hit(hits, column, row, () -> "high " + Moves.number(top) + " < low " + Moves.number(bottom));
            } else if (isOutside(close[cell], bottom, top, slack)) {
                hit(hits, column, row, () -> "close " + outside(close[cell], bottom, top));
            } else if (isOutside(open[cell], bottom, top, slack)) {
                hit(hits, column, row, () -> "open " + outside(open[cell], bottom, top));
            }
            return 1;
        }));
    }

    private static boolean isOutside(double price, double low, double high, double slack) {
        return price > 0 && (price * slack < low || price > high * slack);
    }

    private static String outside(double price, double low, double high) {
        return Moves.number(price) + " outside " + Moves.number(low) + " .. " + Moves.number(high);
    }

    private void signs() {
        Hits prices = findings.begin(Check.NON_POSITIVE_PRICES);
        Hits amounts = findings.begin(Check.NEGATIVE_AMOUNTS);
        long checked = 0;
        for (MarketField field : PRICES) {
            double[] values = m.values(field);
            checked += !m.has(field)
                    ? 0
                    : each((column, row, cell) -> {
                        if (values[cell] <= 0) {
                            hit(prices, column, row, () -> field.column() + " " + Moves.number(values[cell]));
                            if (field == MarketField.ADJUSTED_CLOSE || field == MarketField.CLOSE) {
                                prices.touchMomentum(column, row);
                            }
                        }
                        return Double.isNaN(values[cell]) ? 0 : 1;
                    });
        }
        findings.end(prices, checked);
        checked = 0;
        for (MarketField field : AMOUNTS) {
            double[] values = m.values(field);
            checked += !m.has(field)
                    ? 0
                    : each((column, row, cell) -> {
                        if (values[cell] < 0) {
                            hit(amounts, column, row, () -> field.column() + " " + Moves.number(values[cell]));
                        }
                        return Double.isNaN(values[cell]) ? 0 : 1;
                    });
        }
        findings.end(amounts, checked);
    }

    private void tradedValues() {
        double[] volume = m.values(MarketField.VOLUME);
        double[] close = m.values(MarketField.CLOSE);
        double[] traded = m.values(MarketField.TRADED_VALUE);
        double allowed = Math.log(findings.settings().tradedValueMismatch().maxFactor());
        if (!m.has(MarketField.VOLUME) || !m.has(MarketField.CLOSE) || !m.has(MarketField.TRADED_VALUE)) {
            findings.skip(Check.TRADED_VALUE_MISMATCH, "needs traded value, volume and close as traded");
            return;
        }
        Hits hits = findings.begin(Check.TRADED_VALUE_MISMATCH);
        findings.end(hits, each((column, row, cell) -> {
            double expected = volume[cell] * close[cell];
            if (!Moves.isPositive(expected) || !Moves.isPositive(traded[cell])) {
                return 0;
            }
            if (Moves.distance(traded[cell] / expected) > allowed) {
                hit(hits, column, row, () -> Moves.number(traded[cell]) + ", close x volume " + Moves.number(expected));
            }
            return 1;
        }));
    }

    private void absurdValues() {
        AbsurdValues settings = findings.settings().absurdValues();
        Hits hits = findings.begin(Check.ABSURD_VALUES);
        long checked = 0;
        for (MarketField field : MarketField.values()) {
            double[] values = m.values(field);
            double most = PRICES.contains(field)
                    ? settings.maxPrice()
                    : field == MarketField.VOLUME || field == MarketField.SHARES_OUTSTANDING
                            ? settings.maxShares()
                            : settings.maxAmount();
            checked += !m.has(field)
                    ? 0
                    : each((column, row, cell) -> {
                        if (Math.abs(values[cell]) > most) {
                            hit(hits, column, row, () -> field.column() + " " + Moves.number(values[cell]));
                        }
                        return Double.isNaN(values[cell]) ? 0 : 1;
                    });
        }
        for (int column = 0; column < m.columns; column++) {
            double end =
                    m.data.instrument(column).map(Instrument::delistingReturn).orElse(Double.NaN);
            checked += Double.isNaN(end) ? 0 : 1;
            if (end > settings.maxDelistingReturn()) {
                hits.ticker(column, () -> "delisting_return " + Moves.number(end));
            }
            for (int item = 0; item < m.facts().items().size(); item++) {
                for (int i = m.facts().start(column, item); i < m.facts().end(column, item); i++) {
                    checked++;
                    if (Math.abs(m.facts().value(i)) > settings.maxAmount()) {
                        String name = m.facts().items().get(item);
                        double value = m.facts().value(i);
                        hits.fact(column, i, () -> name + " " + Moves.number(value));
                        hits.touchFact(column, i);
                    }
                }
            }
        }
        findings.end(hits, checked);
    }
}
