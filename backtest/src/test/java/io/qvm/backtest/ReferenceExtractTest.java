package io.qvm.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qvm.backtest.reference.WholeSampleRegimes;
import io.qvm.backtest.rules.RegimeRules;
import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.FactorScores;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import io.qvm.market.TickerIndex;
import io.qvm.market.run.BacktestRun;
import io.qvm.testing.CsvTable;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference engine's numbers on an extract that is part of the project. */
class ReferenceExtractTest {
    private static final double TOLERANCE = 1e-12;
    private static final LocalDate END = LocalDate.of(2019, 11, 15);

    private static MarketData data;
    private static FactorScores scores;

    @BeforeAll
    static void load() {
        List<CsvTable.Row> rows = CsvTable.rows(file("prices"));
        DateIndex dates =
                DateIndex.ofDates(rows.stream().map(row -> row.date("date")).toList());
        TickerIndex tickers =
                TickerIndex.of(rows.stream().map(row -> row.text("ticker")).toList());
        Panel close = Panel.missing(dates, tickers);
        Panel value = Panel.missing(dates, tickers);
        BitSet priceRows = new BitSet();
        for (CsvTable.Row row : rows) {
            int at = dates.indexOf(row.date("date")) * tickers.size() + tickers.indexOf(row.text("ticker"));
            close.values()[at] = row.number("close");
            value.values()[at] = row.number("total_value");
            priceRows.set(at, row.integer("price_row") == 1);
        }
        RowMask mask = new RowMask(tickers.size(), priceRows);
        data = new MarketData(
                dates,
                tickers,
                tickers.asList().stream()
                        .map(t -> Optional.of(Instrument.of(t, Optional.empty())))
                        .toList(),
                Map.of(MarketField.ADJUSTED_CLOSE, close, MarketField.TRADED_VALUE, value),
                mask,
                mask,
                FactHistory.builder(tickers).build(),
                Map.of());
        scores = ScoreFile.read(file("scores"), "qvm_v2.0_enhanced");
    }

    @ParameterizedTest
    @ValueSource(strings = {"M_QVM", "M_BLEND_RENORM"})
    void holdings_and_daily_series_are_those_of_the_reference(String name) {
        BacktestRun run = run(ReferenceStrategies.plain(name));

        List<CsvTable.Row> holdings = golden("holdings", name);
        assertThat(run.holdings()).hasSameSizeAs(holdings);
        for (int i = 0; i < holdings.size(); i++) {
            assertThat(run.holdings().get(i).date()).isEqualTo(holdings.get(i).date("rebalance_date"));
            assertThat(run.holdings().get(i).ticker()).isEqualTo(holdings.get(i).text("ticker"));
            assertThat(run.holdings().get(i).weight()).isEqualTo(holdings.get(i).number("weight"));
        }
        compare(run, golden("daily", name));
    }

    @Test
    void daily_series_under_a_volatility_target_are_those_of_the_reference() {
        compare(run(ReferenceStrategies.overlaid("M_QVM", "voltarget_0.15")), golden("overlay", "M_QVM"));
    }

    @Test
    void regimes_of_the_whole_sample_are_those_of_the_reference() {
        List<CsvTable.Row> rows = CsvTable.rows(file("regimes"));
        double[] returns =
                rows.stream().mapToDouble(row -> row.number("benchmark_return")).toArray();
        WholeSampleRegimes regimes =
                WholeSampleRegimes.of(returns, new RegimeRules(0.5, 0.5, 1.0, 1.0, -0.2, 60, 0.75, 200, 1));
        for (int k = 0; k < returns.length; k++) {
            assertThat(regimes.labels()[k]).isEqualTo(rows.get(k).text("regime"));
            assertThat(regimes.drawdown()[k]).isCloseTo(rows.get(k).number("drawdown"), within(TOLERANCE));
            if (!rows.get(k).isNull("rolling_vol")) {
                assertThat(regimes.volatility()[k]).isCloseTo(rows.get(k).number("rolling_vol"), within(TOLERANCE));
            }
        }
    }

    private static BacktestRun run(Strategy strategy) {
        Strategy cut = strategy.withRange(Optional.empty(), Optional.of(END)).withBenchmark("none");
        return Backtest.run(cut, scores, data);
    }

    private static void compare(BacktestRun run, List<CsvTable.Row> golden) {
        assertThat(run.daily().dates().size()).isEqualTo(golden.size()).isGreaterThan(90);
        for (int k = 0; k < golden.size(); k++) {
            CsvTable.Row row = golden.get(k);
            assertThat(run.daily().dates().date(k)).isEqualTo(row.date("date"));
            assertThat(run.daily().gross()[k]).isCloseTo(row.number("gross_return"), within(TOLERANCE));
            assertThat(run.daily().turnover()[k]).isCloseTo(row.number("turnover"), within(TOLERANCE));
            assertThat(run.daily().net()[k]).isCloseTo(row.number("net_return"), within(TOLERANCE));
            assertThat(run.daily().exposure()[k]).isCloseTo(row.number("exposure"), within(TOLERANCE));
            assertThat(run.daily().positions()[k]).isEqualTo(row.integer("positions"));
        }
    }

    private static List<CsvTable.Row> golden(String name, String strategy) {
        return CsvTable.rows(file(name)).stream()
                .filter(row -> row.text("strategy").equals(strategy))
                .toList();
    }

    private static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(
                            ReferenceExtractTest.class.getResource("/reference-extract/" + name + ".csv.gz"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
