package io.qvm.bench;

import io.qvm.factor.FactorModel;
import io.qvm.factor.FormulaEngine;
import io.qvm.factor.Models;
import io.qvm.factor.formula.Formula;
import io.qvm.factor.formula.FormulaReader;
import io.qvm.market.DateIndex;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.store.LoadRange;
import io.qvm.store.RawStore;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * From stored daily bars to a panel of 14 price-volume features in memory, computed by one thread. Arguments: a DuckDB file, and
 * optionally a file that receives the values for comparison, as big-endian doubles by feature, day and ticker.
 */
public final class FeatureTask {
    /** The features; their definitions are those of the Alpha158 set of qlib. */
    static final Map<String, String> FEATURES = new TreeMap<>(Map.ofEntries(
            Map.entry("KMID", "(close - open) / open"),
            Map.entry("KLEN", "(high - low) / open"),
            Map.entry("KUP", "(high - greatest(open, close)) / open"),
            Map.entry("KLOW", "(least(open, close) - low) / open"),
            Map.entry("ROC5", "ref(close, 5) / close"),
            Map.entry("ROC20", "ref(close, 20) / close"),
            Map.entry("ROC60", "ref(close, 60) / close"),
            Map.entry("MA20", "mean(close, 20, min=1) / close"),
            Map.entry("STD20", "std(close, 20, min=1) / close"),
            Map.entry("BETA20", "slope(close, 20, min=1) / close"),
            Map.entry("RSQR20", "rsquare(close, 20, min=1)"),
            Map.entry("MAX20", "max(high, 20, min=1) / close"),
            Map.entry("MIN20", "min(low, 20, min=1) / close"),
            Map.entry("CORR20", "corr(close, log(volume + 1), 20, min=1)")));

    private FeatureTask() {}

    public static void main(String[] args) throws IOException {
        long start = System.nanoTime();
        // Reading the rules and the formulas overlaps with reading the bars.
        CompletableFuture<MarketData> bars = CompletableFuture.supplyAsync(() -> load(args[0]));
        FactorModel rules = Models.byNameOrFile(Models.DEFAULT);
        FormulaReader reader = rules.formulaReader(List.of());
        List<Formula> formulas = new ArrayList<>();
        FEATURES.forEach((name, text) -> formulas.add(reader.read(text, name)));
        MarketData data = bars.join();
        long loaded = System.nanoTime();
        List<Panel> panels = new FormulaEngine(data, rules, formulas).evaluate(data.dates(), 1);
        long done = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "%d features of %s, %s; loaded in %.2f s, computed in %.2f s%n",
                panels.size(),
                data.tickers(),
                data.dates(),
                (loaded - start) / 1e9,
                (done - loaded) / 1e9);
        if (args.length > 1) {
            System.out.printf(Locale.ROOT, "%,d values, their sum is %.6f%n", count(panels), sum(panels));
            write(Path.of(args[1]), data, panels);
        }
    }

    private static MarketData load(String file) {
        try (Database database = Database.openExisting(DatabaseUrl.parse("duckdb:" + file))) {
            return RawStore.of(database, Optional.empty())
                    .load(LoadRange.all()
                            .withFields(EnumSet.of(
                                    MarketField.OPEN,
                                    MarketField.HIGH,
                                    MarketField.LOW,
                                    MarketField.CLOSE,
                                    MarketField.VOLUME)));
        }
    }

    private static long count(List<Panel> panels) {
        return panels.stream()
                .flatMapToDouble(panel -> Arrays.stream(panel.values()))
                .filter(value -> !Double.isNaN(value))
                .count();
    }

    private static double sum(List<Panel> panels) {
        return panels.stream()
                .flatMapToDouble(panel -> Arrays.stream(panel.values()))
                .filter(value -> !Double.isNaN(value))
                .sum();
    }

    private static void write(Path file, MarketData data, List<Panel> panels) throws IOException {
        DateIndex days = data.dates();
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(panels.size());
            out.writeInt(days.size());
            out.writeInt(data.tickers().size());
            for (Panel panel : panels) {
                for (double value : panel.values()) {
                    out.writeDouble(value);
                }
            }
        }
    }
}
