package io.qvm.analysis;

import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.Panel;
import io.qvm.market.ScoreColumn;
import io.qvm.market.TickerIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two versions of scores, side by side: how alike their order of stocks is, whom each scores, and whose rank differs most.
 *
 * <p>Days and tickers are those of either version. Ranks are among the stocks that both versions score on a day, 1 the best, so
 * that one stock more in one version does not move all others.
 */
public final class ScoreComparison {
    private final FactorScores first;
    private final FactorScores second;
    private final DateIndex dates;
    private final TickerIndex tickers;
    private final int[] firstRows;
    private final int[] secondRows;
    private final int[] firstColumns;
    private final int[] secondColumns;
    private final List<Factor> factors;

    private ScoreComparison(FactorScores first, FactorScores second) {
        this.first = first;
        this.second = second;
        this.dates = DateIndex.of(IntStream.concat(days(first.dates()), days(second.dates()))
                .sorted()
                .distinct()
                .toArray());
        this.tickers =
                TickerIndex.of(Stream.concat(first.tickers().asList().stream(), second.tickers().asList().stream())
                        .toList());
        this.firstRows = rows(first.dates());
        this.secondRows = rows(second.dates());
        this.firstColumns = columns(first.tickers());
        this.secondColumns = columns(second.tickers());
        Map<String, Panel> others = panels(second);
        List<Factor> compared = new ArrayList<>();
        panels(first).forEach((name, panel) -> {
            Panel other = others.get(name);
            if (other != null) {
                compared.add(compare(name, panel, other));
            }
        });
        this.factors = List.copyOf(compared);
    }

    /** Compares all factors that both versions have. Cost is O(n log n) a day and factor. */
    public static ScoreComparison of(FactorScores first, FactorScores second) {
        return new ScoreComparison(first, second);
    }

    /**
     * One factor, or QVM, of both versions; one element per day of {@link #dates}.
     *
     * @param name quality, value, momentum, qvm, or a further factor's own name
     * @param both how many stocks both score
     * @param onlyFirst how many only the first one scores
     * @param onlySecond how many only the second one scores
     * @param rankCorrelation Spearman's, over the stocks that both score; NaN for fewer than two, or without dispersion
     */
    public record Factor(String name, int[] both, int[] onlyFirst, int[] onlySecond, double[] rankCorrelation) {
        /** Rank correlations of the days that have one. */
        public double[] known() {
            return Arrays.stream(rankCorrelation).filter(c -> !Double.isNaN(c)).toArray();
        }

        /** Day of the lowest rank correlation, or -1 if no day has one. */
        public int lowest() {
            return IntStream.range(0, rankCorrelation.length)
                    .filter(row -> !Double.isNaN(rankCorrelation[row]))
                    .boxed()
                    .min(Comparator.comparingDouble(row -> rankCorrelation[row]))
                    .orElse(-1);
        }
    }

    /** A stock's QVM in both versions on one day: ranks among the stocks that both score, 1 the best. */
    public record Move(String ticker, int firstRank, int secondRank, double firstScore, double secondScore) {
        /** Places by which it is better in the second version; negative if it is worse. */
        public int gain() {
            return firstRank - secondRank;
        }
    }

    /**
     * A stock's QVM ranks over all days on which both versions score it.
     *
     * @param days how many these are
     * @param firstRank mean rank in the first version
     * @param secondRank mean rank in the second one
     * @param change mean absolute difference of the two
     */
    public record MeanMove(String ticker, int days, double firstRank, double secondRank, double change) {}

    /** Names of the versions. */
    public List<String> versions() {
        return List.of(first.strategyVersion(), second.strategyVersion());
    }

    /** Days of either version. */
    public DateIndex dates() {
        return dates;
    }

    public TickerIndex tickers() {
        return tickers;
    }

    /** The factors that both versions have: quality, value, momentum, qvm, then the others by name. */
    public List<Factor> factors() {
        return factors;
    }

    /** Names of factors that only one of the versions has, by version. */
    public Map<String, List<String>> alone() {
        Map<String, List<String>> alone = new LinkedHashMap<>();
        for (FactorScores scores : List.of(first, second)) {
            FactorScores other = scores == first ? second : first;
            alone.put(
                    scores.strategyVersion(),
                    scores.others().keySet().stream()
                            .filter(name -> !other.others().containsKey(name))
                            .toList());
        }
        return alone;
    }

    /** QVM of both versions on a day, stocks that both score, by ticker. */
    public List<Move> moves(int row) {
        Pairs pairs = pairs(first.panel(ScoreColumn.QVM), second.panel(ScoreColumn.QVM), row);
        int[] firstRanks = Ranks.descending(pairs.first);
        int[] secondRanks = Ranks.descending(pairs.second);
        return IntStream.range(0, pairs.tickers.length)
                .mapToObj(i -> new Move(
                        tickers.ticker(pairs.tickers[i]),
                        firstRanks[i],
                        secondRanks[i],
                        pairs.first[i],
                        pairs.second[i]))
                .toList();
    }

    /** Stocks whose rank differs most on a day, at most {@code most} of them; equal ones by ticker. */
    public List<Move> biggestMoves(int row, int most) {
        return moves(row).stream()
                .filter(move -> move.gain() != 0)
                .sorted(Comparator.<Move>comparingInt(move -> -Math.abs(move.gain()))
                        .thenComparing(Move::ticker))
                .limit(most)
                .toList();
    }

    /** Stocks whose rank differs most in the mean of all days, at most {@code most} of them; equal ones by ticker. */
    public List<MeanMove> biggestMeanMoves(int most) {
        int[] days = new int[tickers.size()];
        double[] firstRank = new double[tickers.size()];
        double[] secondRank = new double[tickers.size()];
        double[] change = new double[tickers.size()];
        for (int row = 0; row < dates.size(); row++) {
            for (Move move : moves(row)) {
                int ticker = tickers.indexOf(move.ticker);
                days[ticker]++;
                firstRank[ticker] += move.firstRank;
                secondRank[ticker] += move.secondRank;
                change[ticker] += Math.abs(move.gain());
            }
        }
        return IntStream.range(0, tickers.size())
                .filter(t -> change[t] > 0)
                .mapToObj(t -> new MeanMove(
                        tickers.ticker(t),
                        days[t],
                        firstRank[t] / days[t],
                        secondRank[t] / days[t],
                        change[t] / days[t]))
                .sorted(Comparator.<MeanMove>comparingDouble(move -> -move.change)
                        .thenComparing(MeanMove::ticker))
                .limit(most)
                .toList();
    }

    /** Values of the stocks that have both, and how many have only one. */
    private record Pairs(int[] tickers, double[] first, double[] second, int onlyFirst, int onlySecond) {}

    private Factor compare(String name, Panel one, Panel other) {
        int[] both = new int[dates.size()];
        int[] onlyFirst = new int[dates.size()];
        int[] onlySecond = new int[dates.size()];
        double[] correlation = new double[dates.size()];
        IntStream.range(0, dates.size()).parallel().forEach(row -> {
            Pairs pairs = pairs(one, other, row);
            both[row] = pairs.tickers.length;
            onlyFirst[row] = pairs.onlyFirst;
            onlySecond[row] = pairs.onlySecond;
            correlation[row] = Ranks.correlation(pairs.first, pairs.second);
        });
        return new Factor(name, both, onlyFirst, onlySecond, correlation);
    }

    private Pairs pairs(Panel one, Panel other, int row) {
        int[] found = new int[tickers.size()];
        double[] x = new double[tickers.size()];
        double[] y = new double[tickers.size()];
        int n = 0;
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int ticker = 0; ticker < tickers.size(); ticker++) {
            double a = value(one, firstRows[row], firstColumns[ticker]);
            double b = value(other, secondRows[row], secondColumns[ticker]);
            if (!Double.isNaN(a) && !Double.isNaN(b)) {
                found[n] = ticker;
                x[n] = a;
                y[n++] = b;
            } else {
                onlyFirst += Double.isNaN(a) ? 0 : 1;
                onlySecond += Double.isNaN(b) ? 0 : 1;
            }
        }
        return new Pairs(Arrays.copyOf(found, n), Arrays.copyOf(x, n), Arrays.copyOf(y, n), onlyFirst, onlySecond);
    }

    private static double value(Panel panel, int row, int column) {
        return row < 0 || column < 0 ? Double.NaN : panel.get(row, column);
    }

    private static IntStream days(DateIndex dates) {
        return IntStream.range(0, dates.size()).map(dates::epochDay);
    }

    private int[] rows(DateIndex of) {
        return IntStream.range(0, dates.size())
                .map(row -> of.indexOf(dates.date(row)))
                .toArray();
    }

    private int[] columns(TickerIndex of) {
        return tickers.asList().stream().mapToInt(of::indexOf).toArray();
    }

    private static Map<String, Panel> panels(FactorScores scores) {
        Map<String, Panel> panels = new LinkedHashMap<>();
        for (ScoreColumn column : ScoreColumn.values()) {
            panels.put(column.name().toLowerCase(Locale.ROOT), scores.panel(column));
        }
        panels.putAll(scores.others());
        return panels;
    }
}
