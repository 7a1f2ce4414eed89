package io.qvm.backtest.simulation;

import io.qvm.backtest.Strategy;
import io.qvm.backtest.funnel.LiquidityScreen;
import io.qvm.backtest.funnel.Targets;
import io.qvm.backtest.rules.SimulationRules;
import io.qvm.backtest.schedule.RunWindow;
import io.qvm.config.YamlFile;
import io.qvm.market.CorporateAction;
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
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a share account is run on: a market, decided weights, exposures, and the rules as a strategy file has them. Executed
 * one day after the decision.
 */
record AccountCase(MarketData data, List<Targets> targets, double[] exposure, String rules) {
    static final int LAG = 1;

    SimulationRules simulation() {
        return strategy().rules().simulation();
    }

    private Strategy strategy() {
        return Strategy.of(new YamlFile("account.yaml", """
                name: account
                scores: test
                benchmark: none
                signal: {weights: {QVM_Composite: 1}}
                rebalance: {frequency: monthly}
                simulation: {%s}
                """.formatted(rules)));
    }

    private RunWindow window(Optional<LocalDate> end) {
        Map<ScoreColumn, Panel> scores = new EnumMap<>(ScoreColumn.class);
        for (ScoreColumn column : ScoreColumn.values()) {
            scores.put(column, Panel.missing(data.dates(), data.tickers()));
        }
        return RunWindow.of(
                strategy().withRange(Optional.empty(), end).rules(), new FactorScores("test", scores), data);
    }

    SimulationResult run() {
        return run(Optional.empty());
    }

    /** Runs it up to a day. */
    SimulationResult run(Optional<LocalDate> end) {
        return new DriftSimulation(simulation(), LAG, window(end), data).run(targets, exposure);
    }

    AccountCase withRules(String other) {
        return new AccountCase(data, targets, exposure, other);
    }

    AccountCase withData(MarketData other) {
        return new AccountCase(other, targets, exposure, rules);
    }

    /** A decision of weights by column. */
    static Targets targets(int day, LocalDate date, int[] columns, double... weights) {
        return new Targets(
                day,
                date,
                columns,
                weights,
                weights,
                weights,
                new LiquidityScreen(
                        new boolean[0],
                        new String[0],
                        new double[0],
                        new double[0],
                        new double[0],
                        new int[0],
                        columns),
                columns.length,
                Double.NaN,
                List.of(),
                List.of(),
                List.of());
    }

    /** A market of panels. */
    static MarketData market(
            DateIndex dates,
            TickerIndex tickers,
            Map<MarketField, Panel> panels,
            List<Instrument> instruments,
            Optional<List<CorporateAction>> actions) {
        BitSet rows = new BitSet();
        rows.set(0, dates.size() * tickers.size());
        RowMask mask = new RowMask(tickers.size(), rows);
        return new MarketData(
                dates,
                tickers,
                new ArrayList<>(instruments)
                        .stream()
                                .sorted(Comparator.comparing(Instrument::ticker))
                                .map(Optional::of)
                                .toList(),
                panels,
                mask,
                mask,
                FactHistory.builder(tickers).build(),
                Map.of(),
                actions,
                Map.of());
    }
}
