package io.qvm.cli;

import io.qvm.analysis.TrackRecord;
import io.qvm.analysis.attribution.Attribution;
import io.qvm.analysis.attribution.BrinsonModel;
import io.qvm.analysis.attribution.Comparison;
import io.qvm.analysis.attribution.ContributionAnalysis;
import io.qvm.analysis.attribution.FactorRegression;
import io.qvm.analysis.attribution.FactorTable;
import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a run's return came from. */
@Command(
        name = "attribution",
        description = {
            "Show where a run's return came from: by stock, by sector (allocation, selection, interaction), by stage of the"
                    + " funnel, and by factors.",
            "All parts add up to the return. From the run alone come contributions by whole months and, with --factors,"
                    + " the regression; with --db all of it, over any days."
        },
        footer = {
            "%nExamples:",
            "  qvm attribution --run runs/first --from 2021-01-01 --to 2021-12-31",
            "  qvm attribution --run runs/first --db duckdb:market.duckdb",
            "  qvm attribution --run runs/first --db duckdb:market.duckdb --by stage",
            "  qvm attribution --run runs/first --by factor --factors five.csv --rolling 252"
        },
        mixinStandardHelpOptions = true)
final class AttributionCommand implements Callable<Integer> {
    /** Parts that can be shown. */
    enum Part {
        STOCK,
        SECTOR,
        STAGE,
        FACTOR
    }

    /** How they are written. */
    enum Format {
        TEXT,
        MD,
        JSON
    }

    /** Names of comparisons on the command line. */
    enum Against {
        LIQUID(Comparison.LIQUID_EQUAL),
        LIQUID_BY_SIZE(Comparison.LIQUID_BY_SIZE),
        BENCHMARK(Comparison.BENCHMARK_MEMBERS);

        private final Comparison comparison;

        Against(Comparison comparison) {
            this.comparison = comparison;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** Names of models on the command line. */
    enum Model {
        BF(BrinsonModel.BRINSON_FACHLER),
        BHB(BrinsonModel.BRINSON_HOOD_BEEBOWER);

        private final BrinsonModel model;

        Model(BrinsonModel model) {
            this.model = model;
        }
    }

    /** Units of a file's returns. */
    enum Unit {
        DECIMAL,
        PERCENT
    }

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(
            names = "--preset",
            paramLabel = "NAME|FILE",
            description = "Read the tables of a database with another schema in place, e.g. alphabeta.")
    private Optional<String> preset = Optional.empty();

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "PART",
            description = "stock, sector, stage, factor; default: all that the given inputs allow.")
    private List<Part> by = List.of();

    @Option(names = "--from", description = "First day, default: the first with a position.")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--to", description = "Last day, default: the last of the run.")
    private Optional<LocalDate> to = Optional.empty();

    @Option(
            names = "--against",
            description =
                    "What sectors are compared with: liquid (survivors of the liquidity filter, equally weighted),"
                            + " liquid-by-size, benchmark (its members, by market capitalisation); default: benchmark if its"
                            + " members are known, otherwise liquid.")
    private Optional<String> against = Optional.empty();

    @Option(
            names = "--model",
            defaultValue = "bf",
            description = "How allocation is measured: bf (Brinson-Fachler, default) or bhb (Brinson-Hood-Beebower).")
    private Model model = Model.BF;

    @Option(names = "--months", description = "Also the effects by sector month by month.")
    private boolean months;

    @Option(
            names = "--factors",
            split = ",",
            paramLabel = "FILE",
            description =
                    "Files of factor returns, .csv or .csv.gz, daily or monthly, joined on their dates; a column RF is"
                            + " the return without risk. Default, with --db: the benchmark, and quality, value and momentum"
                            + " of the run's scores, top fifth less bottom fifth.")
    private List<Path> factors = List.of();

    @Option(
            names = "--factors-unit",
            defaultValue = "decimal",
            description = "decimal (0.01 is 1 %%, default) or percent, as published files are.")
    private Unit unit = Unit.DECIMAL;

    @Option(names = "--lags", description = "Lags of the standard errors, default: floor(4 (n/100)^(2/9)).")
    private Optional<Integer> lags = Optional.empty();

    @Option(
            names = "--rolling",
            paramLabel = "N",
            description = "Also betas over windows of so many periods, e.g. 252; text shows each year's last.")
    private Optional<Integer> rolling = Optional.empty();

    @Option(
            names = "--top",
            defaultValue = "10",
            description = "Best and worst stocks to show, default ${DEFAULT-VALUE}.")
    private int top;

    @Option(names = "--format", defaultValue = "text", description = "text (default), md or json.")
    private Format format = Format.TEXT;

    @Override
    public Integer call() {
        BacktestRun loaded = run.load();
        TrackRecord record = TrackRecord.of(loaded.daily());
        if (record.isEmpty()) {
            throw new InvalidInputException(
                    "run " + run.name() + " never held a position; there is nothing to attribute");
        }
        LocalDate first = from.orElse(record.dates().date(0));
        LocalDate last = to.orElse(record.dates().date(record.dates().size() - 1));
        Set<Part> parts = parts();
        AttributionResult result;
        try {
            result = run.database().isPresent()
                    ? withMarket(loaded, first, last, parts)
                    : alone(loaded, first, last, parts);
        } finally {
            Terminal.standard().endProgress();
        }
        switch (format) {
            case JSON -> Terminal.standard().line("%s", AttributionJson.render(result));
            case MD ->
                AttributionTables.markdown(result, top)
                        .forEach(line -> Terminal.standard().line("%s", line));
            case TEXT -> AttributionTables.text(result, top, Terminal.standard());
        }
        return 0;
    }

    private Set<Part> parts() {
        boolean market = run.database().isPresent();
        if (!by.isEmpty()) {
            if (!market && by.contains(Part.STAGE)) {
                throw new InvalidInputException("--by stage needs the prices of all stocks; add --db URL");
            }
            if (!market && by.contains(Part.FACTOR) && factors.isEmpty()) {
                throw new InvalidInputException(
                        "--by factor needs --factors FILE, or --db URL for the run's own factors");
            }
            return EnumSet.copyOf(by);
        }
        Set<Part> all = EnumSet.allOf(Part.class);
        if (!market) {
            all.remove(Part.STAGE);
            if (factors.isEmpty()) {
                all.remove(Part.FACTOR);
            }
        }
        return all;
    }

    private AttributionResult alone(BacktestRun loaded, LocalDate first, LocalDate last, Set<Part> parts) {
        AttributionResult result = new AttributionResult(loaded, first, last);
        if (parts.contains(Part.STOCK) || parts.contains(Part.SECTOR)) {
            result.contributions =
                    Optional.of(ContributionAnalysis.of(loaded, YearMonth.from(first), YearMonth.from(last)));
            result.byStock = parts.contains(Part.STOCK);
            result.bySector = parts.contains(Part.SECTOR);
        }
        if (parts.contains(Part.FACTOR)) {
            regress(result, loaded, FactorFile.read(factors, unit == Unit.PERCENT));
        }
        return result;
    }

    private AttributionResult withMarket(BacktestRun loaded, LocalDate first, LocalDate last, Set<Part> parts) {
        AttributionResult result = new AttributionResult(loaded, first, last);
        Terminal terminal = Terminal.standard();
        terminal.progress("Loading the market of the run ...");
        AttributionData data = AttributionData.load(run.database().orElseThrow(), preset, loaded);
        terminal.progress("Following what was held and what could have been ...");
        boolean positions = !parts.equals(EnumSet.of(Part.FACTOR)) || factors.isEmpty();
        Optional<Attribution> attribution = positions ? Optional.of(data.attribution()) : Optional.empty();
        attribution.ifPresent(a -> {
            if (parts.contains(Part.STOCK) || parts.contains(Part.SECTOR)) {
                result.contributions = Optional.of(a.contributions(first, last));
                result.byStock = parts.contains(Part.STOCK);
                result.bySector = parts.contains(Part.SECTOR);
            }
            if (parts.contains(Part.SECTOR)) {
                result.brinson = Optional.of(a.brinson(comparison(a), model.model, first, last));
                result.months = months;
            }
            if (parts.contains(Part.STAGE)) {
                result.stages = Optional.of(a.stages(first, last));
            }
        });
        if (parts.contains(Part.FACTOR)) {
            regress(
                    result,
                    loaded,
                    factors.isEmpty()
                            ? data.ownFactors(attribution.orElseThrow())
                            : FactorFile.read(factors, unit == Unit.PERCENT));
        }
        return result;
    }

    private Comparison comparison(Attribution attribution) {
        if (against.isEmpty()) {
            return attribution.comparisons().get(0);
        }
        return Arrays.stream(Against.values())
                .filter(a -> a.toString().equals(against.get()))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "--against is one of " + Arrays.toString(Against.values()) + ", was '" + against.get() + "'"))
                .comparison;
    }

    private void regress(AttributionResult result, BacktestRun loaded, FactorTable table) {
        TrackRecord record = TrackRecord.of(loaded.daily());
        DateIndex days = record.dates();
        int start = days.ceiling(result.from);
        int end = days.floor(result.to) + 1;
        if (start >= end) {
            throw new InvalidInputException(
                    "the run has no day from " + result.from + " to " + result.to + "; it has " + days);
        }
        DateIndex dates = days.slice(start, end);
        double[] net = Arrays.copyOfRange(record.net(), start, end);
        result.regression = Optional.of(lags.map(l -> FactorRegression.of(dates, net, table, l))
                .orElseGet(() -> FactorRegression.of(dates, net, table)));
        result.rolling = rolling.map(window -> FactorRegression.rolling(dates, net, table, window));
        result.factorSource = factors.isEmpty()
                ? "benchmark, and top less bottom fifth of the scores " + loaded.scoresVersion()
                : String.join(
                        ", ",
                        factors.stream()
                                .map(f -> String.valueOf(f.getFileName()))
                                .toList());
    }
}
