package io.qvm.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.FactorScores;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.DailyReturns;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.Holding;
import io.qvm.market.run.Trade;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Compares what two computations say about the days up to one day, bit for bit. */
final class SameBits {
    private SameBits() {}

    /**
     * Asserts that the scores of all days of {@code actual} up to one are those that {@code expected} has, and no others.
     * A ticker that one of them does not know has no scores there.
     */
    static void assertSame(FactorScores actual, FactorScores expected, LocalDate upTo) {
        Set<String> tickers = new TreeSet<>(expected.tickers().asList());
        tickers.addAll(actual.tickers().asList());
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (int row = 0; row < actual.dates().size(); row++) {
            LocalDate date = actual.dates().date(row);
            int expectedRow = expected.dates().indexOf(date);
            if (date.isAfter(upTo)) {
                break;
            }
            assertThat(expectedRow).as("row of " + date).isNotNegative();
            for (String ticker : tickers) {
                int column = actual.tickers().indexOf(ticker);
                int expectedColumn = expected.tickers().indexOf(ticker);
                for (ScoreColumn score : ScoreColumn.values()) {
                    double is = at(actual.panel(score), row, column);
                    double should = at(expected.panel(score), expectedRow, expectedColumn);
                    compared += Double.isNaN(should) ? 0 : 1;
                    if (Double.doubleToLongBits(is) != Double.doubleToLongBits(should)) {
                        differences.add(date + " " + ticker + " " + score + ": " + is + " instead of " + should);
                    }
                }
            }
        }
        assertThat(differences.stream().limit(5)).isEmpty();
        assertThat(compared).as("scores compared").isPositive();
    }

    private static double at(Panel panel, int row, int column) {
        return column < 0 ? Double.NaN : panel.get(row, column);
    }

    /** Asserts that two runs agree on every return, weight, trade and decision up to a day. */
    static void assertSame(BacktestRun actual, BacktestRun expected, LocalDate upTo, int executionLag) {
        assertSame(daily(actual.daily(), upTo), daily(expected.daily(), upTo));
        assertSame(decisions(actual, upTo), decisions(expected, upTo));
        assertSame(trades(actual, upTo), trades(expected, upTo));
        assertSame(holdings(actual, upTo, executionLag), holdings(expected, upTo, executionLag));
    }

    /** Shows the first difference only: a run has thousands of lines. */
    private static void assertSame(List<String> actual, List<String> expected) {
        for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
            assertThat(actual.get(i)).isEqualTo(expected.get(i));
        }
        assertThat(actual).hasSameSizeAs(expected);
    }

    private static List<String> decisions(BacktestRun run, LocalDate upTo) {
        return run.decisions().stream()
                .filter(d -> !d.date().isAfter(upTo))
                .map(FunnelDecision::toString)
                .toList();
    }

    private static List<String> trades(BacktestRun run, LocalDate upTo) {
        return run.trades().stream()
                .filter(t -> !t.date().isAfter(upTo))
                .map(Trade::toString)
                .toList();
    }

    /** Double.toString tells any two different numbers apart, so equal text means equal bits. */
    private static List<String> daily(DailyReturns daily, LocalDate upTo) {
        return IntStream.rangeClosed(0, daily.dates().floor(upTo))
                .mapToObj(k -> daily.dates().date(k) + " gross " + daily.gross()[k] + " cost " + daily.cost()[k]
                        + " net " + daily.net()[k] + " benchmark " + daily.benchmark()[k] + " exposure "
                        + daily.exposure()[k] + " turnover " + daily.turnover()[k] + " equity " + daily.equity()[k]
                        + " positions " + daily.positions()[k] + " regime " + daily.regime()[k])
                .toList();
    }

    /** Shares are known only once the rebalance is executed. */
    private static List<String> holdings(BacktestRun run, LocalDate upTo, int executionLag) {
        int last = run.daily().dates().floor(upTo);
        return run.holdings().stream()
                .filter(h -> !h.date().isAfter(upTo))
                .map(h -> run.daily().dates().indexOf(h.date()) + executionLag <= last ? h : withoutShares(h))
                .map(Holding::toString)
                .toList();
    }

    private static Holding withoutShares(Holding h) {
        return new Holding(
                h.date(), h.ticker(), h.sector(), h.rank(), h.signal(), h.rawWeight(), h.weight(), Double.NaN);
    }
}
