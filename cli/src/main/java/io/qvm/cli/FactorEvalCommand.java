package io.qvm.cli;

import io.qvm.config.NearestName;
import io.qvm.factor.FactorModel;
import io.qvm.factor.FormulaEngine;
import io.qvm.factor.MarketNeeds;
import io.qvm.factor.Models;
import io.qvm.factor.formula.Formula;
import io.qvm.factor.formula.FormulaReader;
import io.qvm.generation.RangeToLoad;
import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.Panel;
import io.qvm.store.Exporter;
import io.qvm.store.LoadRange;
import io.qvm.store.MarketOutline;
import io.qvm.store.RawStore;
import io.qvm.store.db.Database;
import io.qvm.store.raw.MarketSlices;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Values of formulas. */
@Command(
        name = "eval",
        description = {
            "Show the values of formulas for stocks and days, before any normalisation.",
            "Which quarter and which price count is decided by the rules of the model, as it would be for a metric.",
            "Examples:",
            "  qvm factor eval \"ttm(NetProfit) / avg5(TotalEquity)\" --db duckdb:my.duckdb --ticker FPT --from 2021-01-01",
            "  qvm factor eval \"rank(close / ref(close, 20), by=sector)\" --db duckdb:my.duckdb --date 2021-06-30",
            "  qvm factor eval \"mean(volume, 20)\" \"std(close, 20)\" --db duckdb:my.duckdb --out features.parquet"
        },
        footer = {
            "%nA formula that begins with a minus sign goes last, after --:",
            "  qvm factor eval --db duckdb:my.duckdb --date 2021-06-30 -- \"-close / ref(close, 20)\""
        },
        mixinStandardHelpOptions = true)
final class FactorEvalCommand implements Callable<Integer> {
    private static final int SHOWN_ROWS = 40;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--model",
            paramLabel = "NAME|FILE",
            defaultValue = Models.DEFAULT,
            description =
                    "Model whose rules, items and definitions count, default ${DEFAULT-VALUE}; items of the data may"
                            + " be used besides.")
    private String model = Models.DEFAULT;

    @Option(names = "--from", description = "First day, default: the first of the data.")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--to", description = "Last day, default: the last of the data.")
    private Optional<LocalDate> to = Optional.empty();

    @Option(names = "--date", description = "One day, whether the market traded or not.")
    private Optional<LocalDate> date = Optional.empty();

    @Option(names = "--ticker", split = ",", description = "Stocks to show, e.g. FPT,VNM; default: all.")
    private List<String> shown = List.of();

    @Option(names = "--out", paramLabel = "FILE", description = "Write all values to a .csv, .csv.gz or .parquet file.")
    private Optional<Path> out = Optional.empty();

    @Parameters(arity = "1..*", paramLabel = "FORMULA", description = "One or more, each in quotes.")
    private List<String> texts = List.of();

    @Override
    public Integer call() {
        database.loadDriver();
        FactorModel rules = Models.byNameOrFile(model);
        if (date.isPresent() && (from.isPresent() || to.isPresent())) {
            throw new InvalidInputException("--date is one day and --from, --to are a range; give one or the other");
        }
        try (Database db = database.open()) {
            RawStore raw = RawStore.of(db, database.preset());
            MarketOutline outline = raw.outline(new LoadRange(Optional.empty(), to.or(() -> date)));
            MarketSlices market = raw.slices(outline);
            List<Formula> formulas = read(rules, market.facts());
            MarketData data = market.load(RangeToLoad.of(
                    MarketNeeds.of(rules, formulas), from.or(() -> date), to.or(() -> date), raw::tradingDayBefore));
            int[] columns = columns(data);
            DateIndex days = days(data, outline.dates());
            List<Panel> panels = new FormulaEngine(data, rules, formulas)
                    .evaluate(days, Runtime.getRuntime().availableProcessors());
            if (out.isPresent()) {
                write(out.get(), columns, panels);
            } else {
                show(days, data, columns, panels);
            }
        }
        return 0;
    }

    private List<Formula> read(FactorModel rules, FactHistory facts) {
        FormulaReader reader = rules.formulaReader(facts.items());
        List<Formula> formulas = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            formulas.add(
                    reader.read(texts.get(i), texts.size() == 1 ? "command line" : "command line, formula " + (i + 1)));
        }
        return formulas;
    }

    private int[] columns(MarketData data) {
        for (String ticker : shown) {
            if (data.tickers().indexOf(ticker) < 0) {
                throw new InvalidInputException("--ticker: no ticker '" + ticker + "' in the data"
                        + NearestName.hint(ticker, data.tickers().asList()));
            }
        }
        return shown.isEmpty()
                ? IntStream.range(0, data.tickers().size()).toArray()
                : shown.stream().mapToInt(data.tickers()::indexOf).toArray();
    }

    private DateIndex days(MarketData data, DateIndex all) {
        if (all.isEmpty()) {
            throw new InvalidInputException("the database has no prices in or before the range");
        }
        if (date.isPresent()) {
            return DateIndex.ofDates(List.of(date.get()));
        }
        List<LocalDate> days = IntStream.range(0, data.dates().size())
                .filter(data::isTradingDay)
                .mapToObj(data.dates()::date)
                .filter(day -> from.map(first -> !day.isBefore(first)).orElse(true))
                .toList();
        if (days.isEmpty()) {
            throw new InvalidInputException(
                    "no trading day in the range; prices go from " + all.date(0) + " to " + all.date(all.size() - 1));
        }
        return DateIndex.ofDates(days);
    }

    /** The last rows that have a value, and a count of all. */
    private void show(DateIndex days, MarketData data, int[] columns, List<Panel> panels) {
        List<List<String>> rows = new ArrayList<>();
        long values = 0;
        for (int row = days.size() - 1; row >= 0; row--) {
            for (int column : columns) {
                boolean any = false;
                for (Panel panel : panels) {
                    any |= !Double.isNaN(panel.get(row, column));
                }
                values += any ? 1 : 0;
                if (any && rows.size() < SHOWN_ROWS) {
                    List<String> cells = new ArrayList<>(
                            List.of(days.date(row).toString(), data.tickers().ticker(column)));
                    for (Panel panel : panels) {
                        cells.add(cell(panel.get(row, column)));
                    }
                    rows.add(cells);
                }
            }
        }
        Terminal terminal = Terminal.standard();
        if (rows.isEmpty()) {
            terminal.line("No value on %s for %,d stocks.", days, columns.length);
            return;
        }
        List<String> header = new ArrayList<>(List.of("date", "ticker"));
        for (int i = 0; i < texts.size(); i++) {
            header.add(texts.size() == 1 ? "value" : "formula " + (i + 1));
        }
        Collections.reverse(rows);
        terminal.table(header, rows);
        long all = (long) days.size() * columns.length;
        terminal.line(
                "%,d of %,d stock-days have a value (%.1f %%)%s",
                values,
                all,
                100.0 * values / all,
                values > rows.size() ? "; the last " + rows.size() + " are shown, all with --out FILE" : "");
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.8g", value);
    }

    private void write(Path file, int[] columns, List<Panel> panels) {
        long rows = Exporter.panels(columns, names(), panels, file);
        Terminal.standard().line("Wrote %,d rows to %s", rows, file);
    }

    private List<String> names() {
        return texts.size() == 1
                ? List.of("value")
                : IntStream.rangeClosed(1, texts.size())
                        .mapToObj(i -> "formula_" + i)
                        .toList();
    }
}
