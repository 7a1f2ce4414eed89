package io.qvm.store.check;

import io.qvm.market.MarketField;
import io.qvm.store.check.Checks.CopiedDays;
import java.time.LocalDate;
import java.util.OptionalInt;

/** Prices that repeat: with trading, without trading, or for the whole market at once. */
final class StalePriceChecks {
    private final CheckedMarket m;
    private final double[] price;
    private final double[] volume;

    private StalePriceChecks(CheckedMarket market) {
        this.m = market;
        this.price = market.values(market.has(MarketField.CLOSE) ? MarketField.CLOSE : MarketField.ADJUSTED_CLOSE);
        this.volume = market.values(MarketField.VOLUME);
    }

    static void run(CheckedMarket market, Findings findings) {
        StalePriceChecks checks = new StalePriceChecks(market);
        checks.runsOfOnePrice(findings);
        checks.copiedDays(findings);
    }

    private void runsOfOnePrice(Findings findings) {
        int withVolume = findings.settings().stalePrices().days();
        int withoutVolume = findings.settings().frozenPrices().days();
        Hits stale = findings.begin(Check.STALE_PRICES);
        Hits frozen = findings.begin(Check.FROZEN_PRICES);
        long traded = 0;
        long quiet = 0;
        for (int column = 0; column < m.columns; column++) {
            int start = -1;
            boolean startTraded = false;
            int last = -1;
            for (int row = m.firstRow[column]; row >= 0 && row <= m.lastRow[column] + 1; row++) {
                boolean inside = row <= m.lastRow[column];
                int cell = inside ? m.cell(row, column) : -1;
                if (inside && !Moves.isPositive(price[cell])) {
                    continue;
                }
                boolean isTraded = inside && volume[cell] > 0;
                traded += inside && isTraded ? 1 : 0;
                quiet += inside && !isTraded ? 1 : 0;
                boolean goesOn =
                        inside && start >= 0 && isTraded == startTraded && price[cell] == price[m.cell(start, column)];
                if (!goesOn) {
                    if (start >= 0) {
                        end(
                                startTraded ? stale : frozen,
                                column,
                                start,
                                last,
                                startTraded ? withVolume : withoutVolume);
                    }
                    start = row;
                    startTraded = isTraded;
                }
                last = row;
            }
        }
        findings.end(stale, traded);
        findings.end(frozen, traded + quiet);
    }

    private void end(Hits hits, int column, int start, int last, int fewest) {
        int length = 0;
        for (int row = start; row <= last; row++) {
            length += Moves.isPositive(price[m.cell(row, column)]) ? 1 : 0;
        }
        if (length < Math.max(2, fewest)) {
            return;
        }
        int days = length;
        double value = price[m.cell(start, column)];
        LocalDate until = m.dates.date(last);
        hits.add(
                length,
                m.ticker(column),
                m.dates.date(start).toString(),
                OptionalInt.of(m.year(start)),
                () -> Moves.number(value) + " on " + days + " days in a row, to " + until);
        for (int row = start; row <= last; row++) {
            hits.touchDay(column, row);
        }
    }

    private void copiedDays(Findings findings) {
        CopiedDays settings = findings.settings().copiedDays();
        Hits hits = findings.begin(Check.COPIED_DAYS);
        for (int row = m.from + 1; row < m.to; row++) {
            int traded = 0;
            int same = 0;
            for (int column = 0; column < m.columns; column++) {
                int cell = m.cell(row, column);
                int before = m.cell(row - 1, column);
                if (volume[cell] > 0 && Moves.isPositive(price[cell]) && !Double.isNaN(price[before])) {
                    traded++;
                    same += price[cell] == price[before] && volume[cell] == volume[before] ? 1 : 0;
                }
            }
            if (traded >= settings.minStocks() && same >= settings.minShare() * traded) {
                LocalDate date = m.dates.date(row);
                String value = same + " of " + traded + " stocks have close and volume of " + m.dates.date(row - 1);
                hits.add(1, "", date.toString(), OptionalInt.of(date.getYear()), () -> value);
                for (int column = 0; column < m.columns; column++) {
                    hits.touchDay(column, row);
                }
            }
        }
        findings.end(hits, m.to - m.from);
    }
}
