package io.qvm.report;

import io.qvm.analysis.factor.FactorEvaluation;
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
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A small evaluated market in which scores know a little of the future. */
final class SampleScores {
    private SampleScores() {}

    static FactorEvaluation evaluation(String version, String sector, int days) {
        SplittableRandom random = new SplittableRandom(5);
        int first = Math.toIntExact(LocalDate.of(2020, 1, 6).toEpochDay());
        DateIndex dates = DateIndex.of(
                IntStream.range(0, days).map(i -> first + i / 5 * 7 + i % 5).toArray());
        TickerIndex tickers = TickerIndex.of(
                IntStream.range(0, 40).mapToObj("T%02d"::formatted).toList());
        int width = tickers.size();
        double[] close = new double[days * width];
        double[] volume = new double[days * width];
        Map<ScoreColumn, Panel> scores = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            scores.put(column, Panel.missing(dates, tickers));
        }
        double[] price = random.doubles(width, 10, 100).toArray();
        for (int r = 0; r < days; r++) {
            for (int c = 0; c < width; c++) {
                double drift = random.nextGaussian();
                for (ScoreColumn column : ScoreColumn.values()) {
                    scores.get(column).values()[r * width + c] = drift + random.nextGaussian();
                }
                close[r * width + c] = price[c];
                volume[r * width + c] = 1000;
                price[c] *= 1 + 0.002 * drift + 0.01 * random.nextGaussian();
            }
        }
        List<Optional<Instrument>> instruments = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            Optional<String> of = c % 3 == 0 ? Optional.of(sector) : Optional.of("Energy");
            instruments.add(Optional.of(new Instrument(
                    tickers.ticker(c),
                    "",
                    "",
                    of,
                    Optional.empty(),
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    Double.NaN)));
        }
        BitSet rows = new BitSet();
        rows.set(0, days * width);
        MarketData market = new MarketData(
                dates,
                tickers,
                instruments,
                Map.of(
                        MarketField.ADJUSTED_CLOSE,
                        new Panel(dates, tickers, close),
                        MarketField.VOLUME,
                        new Panel(dates, tickers, volume)),
                new RowMask(width, rows),
                new RowMask(width, rows),
                FactHistory.builder(tickers).build(),
                Map.of());
        return FactorEvaluation.of(new FactorScores(version, scores), market);
    }
}
