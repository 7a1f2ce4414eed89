package io.qvm.cli;

import io.qvm.factor.Explanation;
import io.qvm.factor.FactorEngine;
import io.qvm.factor.FactorModel;
import io.qvm.factor.Models;
import io.qvm.generation.RangeToLoad;
import io.qvm.market.DateIndex;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.ScoreColumn;
import io.qvm.store.LoadRange;
import io.qvm.store.RawStore;
import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One score, down to the facts and prices that it was computed from. */
@Command(
        name = "explain",
        description = {
            "Take one score apart: factors, metrics, what they were compared with, and the prices and filings behind them.",
            "The numbers recombine to the score, bit for bit; it is compared with the stored one.",
            "Examples:",
            "  qvm explain --db duckdb:my.duckdb --model qvm_v2.1 FPT 2021-06-30",
            "  qvm explain --db duckdb:my.duckdb --model qvm_v2.1 FPT 2021-06-30 --format json > score.json"
        },
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    /** How the tree is written. */
    enum Format {
        TEXT,
        JSON
    }

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE",
            defaultValue = Models.DEFAULT,
            description = "Factor model, default ${DEFAULT-VALUE}.")
    private String model = Models.DEFAULT;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "text (default), or json (all digits, for programs that recombine the score).")
    private Format format = Format.TEXT;

    @Parameters(index = "0", paramLabel = "TICKER", description = "The stock.")
    private String ticker = "";

    @Parameters(index = "1", paramLabel = "DATE", description = "The day of the score, YYYY-MM-DD.")
    private LocalDate date = LocalDate.EPOCH;

    @Override
    public Integer call() {
        database.loadDriver();
        FactorModel factorModel = Models.byNameOrFile(model);
        try (Database db = database.open()) {
            RawStore raw = RawStore.of(db, database.preset());
            MarketData data = raw.load(
                    RangeToLoad.of(factorModel.needs(), Optional.of(date), Optional.of(date), raw::tradingDayBefore));
            if (data.dates().isEmpty()) {
                throw new InvalidInputException(noPrices(raw));
            }
            Explanation explanation = new FactorEngine(data, factorModel).explain(ticker, date);
            show(explanation, stored(db, factorModel));
        }
        return 0;
    }

    private String noPrices(RawStore raw) {
        DateIndex all =
                raw.outline(new LoadRange(Optional.empty(), Optional.empty())).dates();
        return all.isEmpty()
                ? "the database has no prices"
                : "no prices that count for a score of " + date + "; prices go from " + all.date(0) + " to "
                        + all.date(all.size() - 1);
    }

    private void show(Explanation explanation, double stored) {
        Terminal terminal = Terminal.standard();
        switch (format) {
            case JSON -> terminal.line("%s", ExplanationJson.render(explanation, stored));
            case TEXT -> {
                new ExplanationTree(explanation, Terminal.width()).lines().forEach(line -> terminal.line("%s", line));
                terminal.line("");
                terminal.line("%s", comparison(explanation, stored));
            }
        }
    }

    /** The score as the table has it, NaN if it is not there. */
    private double stored(Database db, FactorModel factorModel) {
        ScoreStore scores = ScoreStore.open(db);
        if (!scores.manifest(factorModel.name()).containsKey(date)) {
            return Double.NaN;
        }
        FactorScores day = scores.load(factorModel.name(), Optional.of(date), Optional.of(date));
        int column = day.tickers().indexOf(ticker);
        return column < 0 ? Double.NaN : day.panel(ScoreColumn.QVM).get(0, column);
    }

    private static String comparison(Explanation explanation, double stored) {
        double recombined = explanation.recombined();
        String computed = "The tree recombines to " + recombined;
        if (Double.isNaN(stored)) {
            return Double.isNaN(recombined)
                    ? "There is no score, neither in the tree nor in the table."
                    : computed + "; the table has no score of that day.";
        }
        if (Double.doubleToLongBits(stored) == Double.doubleToLongBits(recombined)) {
            return computed + ", the stored score to the last bit.";
        }
        // A table that was there before may hold fewer digits.
        if (Math.abs(stored - recombined) < 1e-9) {
            return computed + ", the stored score " + stored + " to the digits that its column holds.";
        }
        return computed + ", but the stored score is " + stored
                + ": data or model have changed since; see 'qvm status', bring it up to date with 'qvm generate'.";
    }
}
