package io.qvm.notebook;

import io.qvm.backtest.Strategies;
import io.qvm.factor.Models;
import io.qvm.market.DateIndex;
import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.research.Suite;
import io.qvm.simulator.CanonicalCsv;
import io.qvm.simulator.SimulationSettings;
import io.qvm.simulator.Simulator;
import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import io.qvm.store.db.DatabaseUrl;
import io.qvm.store.imports.Importer;
import io.qvm.store.preset.Presets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dflib.DataFrame;
import org.dflib.Series;

/**
 * A store of raw data and scores, and all that can be done with it: the entry of this package.
 *
 * <pre>{@code
 * var qvm = Qvm.open("duckdb:market.duckdb");
 * qvm.scores("qvm_v2.1").frame();
 * var run = qvm.strategy("qvm_top25").with("selection.top_n", 50).run();
 * run.growth();
 * run.tearsheet();
 * }</pre>
 *
 * <p>Market and scores are loaded once, when they are first needed. For one thread.
 */
public final class Qvm implements Shown {
    private static final LocalDate SIMULATED_FROM = LocalDate.of(2016, 1, 1);
    private static final long SIMULATED_SEED = 7;
    private static final int ADTV_DAYS = 63;

    private final Session session;

    private Qvm(Session session) {
        this.session = session;
    }

    /**
     * Opens a store.
     *
     * @param url {@code duckdb:PATH} or {@code mysql://USER@HOST:PORT/DATABASE}; the password comes from QVM_DB_PASSWORD
     * @throws InvalidInputException if there is none
     */
    public static Qvm open(String url) {
        return open(url, Optional.empty());
    }

    /** Opens a database with another schema, read in place by a preset, e.g. {@code alphabeta}. */
    public static Qvm open(String url, String preset) {
        return open(url, Optional.of(preset));
    }

    private static Qvm open(String url, Optional<String> preset) {
        Session session = new Session(url, preset);
        session.withDatabase(Database::url);
        if (Cells.inNotebook()) {
            Cells.output().show(Page.parts());
        }
        return new Qvm(session);
    }

    /**
     * Fills a store with a simulated market of 2016 and later, and opens it. The same numbers give the same market.
     *
     * @param url of a database that may not be there yet
     */
    public static Qvm simulate(String url, int stocks, int years) {
        try {
            Path folder = Files.createTempDirectory("qvm-simulated");
            try (Progress progress = new Progress("Simulated market", 2)) {
                CanonicalCsv.write(
                        Simulator.simulate(SimulationSettings.of(SIMULATED_SEED, stocks, SIMULATED_FROM, years)),
                        folder);
                progress.step(1);
                try (Database db = Database.open(DatabaseUrl.parse(url))) {
                    new Importer(Presets.byNameOrFile("canonical"), folder).into(db, step -> {});
                }
                progress.step(1);
            } finally {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder())
                            .forEach(file -> file.toFile().delete());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open(url);
    }

    /** Versions of scores that the store holds: name, first and last day, days, rows. */
    public DataFrame versions() {
        return Frames.of(session.withDatabase(db -> ScoreStore.open(db).versions()))
                .text("version", v -> v.strategyVersion())
                .text("first", v -> v.first())
                .text("last", v -> v.last())
                .number("days", v -> v.days())
                .number("rows", v -> v.rows())
                .frame();
    }

    /** Scores of a version, e.g. {@code qvm_v2.1}. */
    public ScoreStudy scores(String version) {
        return new ScoreStudy(session, session.scores(version));
    }

    /** A strategy that ships, by name, or a file. */
    public StrategyStudy strategy(String nameOrFile) {
        return new StrategyStudy(session, Strategies.byNameOrFile(nameOrFile));
    }

    /** Several strategies that are compared: a suite that ships, or a file. */
    public SuiteStudy suite(String nameOrFile) {
        return new SuiteStudy(session, Suite.byNameOrFile(nameOrFile));
    }

    /** A factor model that ships, or a file. */
    public ModelStudy model(String nameOrFile) {
        return new ModelStudy(session, Models.source(nameOrFile));
    }

    /** Runs of any origin, compared on common axes. */
    public static ComparisonStudy compare(RunStudy... runs) {
        return new ComparisonStudy("Comparison", List.of(runs));
    }

    /** The loaded market, for what no method here gives. */
    public MarketData market() {
        return session.market();
    }

    /**
     * Adjusted closes of stocks: {@code date}, then a column for each ticker.
     *
     * @throws InvalidInputException if a ticker is unknown
     */
    public DataFrame prices(String... tickers) {
        MarketData market = session.market();
        Panel close = market.panel(MarketField.ADJUSTED_CLOSE);
        List<String> names = new ArrayList<>(List.of("date"));
        List<Series<?>> columns = new ArrayList<>(List.of(Frames.dates(market.dates())));
        for (String ticker : tickers) {
            int column = market.tickers().indexOf(ticker);
            if (column < 0) {
                throw new InvalidInputException("no ticker '" + ticker + "' in the store; it has " + market.tickers());
            }
            names.add(ticker);
            columns.add(Series.ofDouble(IntStream.range(0, market.dates().size())
                    .mapToDouble(row -> close.get(row, column))
                    .toArray()));
        }
        return DataFrame.byColumn(names.toArray(String[]::new)).of(columns.toArray(new Series<?>[0]));
    }

    /**
     * How many stocks trade at least so much: at the end of each quarter, the stocks whose traded value averaged over 63
     * trading days reaches a threshold.
     *
     * @param thresholds currency a day
     * @return {@code date}, then a column of counts for each threshold, e.g. {@code ADTV above 12.5B}
     */
    public DataFrame universe(double... thresholds) {
        MarketData market = session.market();
        DateIndex dates = market.dates();
        List<Integer> ends = new ArrayList<>();
        for (int row = 1; row < dates.size(); row++) {
            boolean last = row == dates.size() - 1
                    || (dates.date(row).getMonthValue() - 1) / 3
                            != (dates.date(row + 1).getMonthValue() - 1) / 3;
            if (last && row >= ADTV_DAYS) {
                ends.add(row);
            }
        }
        List<double[]> adtv =
                ends.stream().map(row -> averageTradedValue(market, row)).toList();
        List<String> names = new ArrayList<>(List.of("date"));
        List<Series<?>> columns =
                new ArrayList<>(List.of(Series.of(ends.stream().map(dates::date).toArray())));
        NumberFormat shortly = NumberFormat.getCompactNumberInstance(Locale.US, NumberFormat.Style.SHORT);
        shortly.setMaximumFractionDigits(2);
        for (double threshold : thresholds) {
            String name = "ADTV above " + shortly.format(threshold);
            names.add(names.contains(name) ? String.format(Locale.ROOT, "ADTV above %,.0f", threshold) : name);
            columns.add(Series.ofInt(adtv.stream()
                    .mapToInt(day ->
                            (int) Arrays.stream(day).filter(x -> x >= threshold).count())
                    .toArray()));
        }
        return DataFrame.byColumn(names.toArray(String[]::new)).of(columns.toArray(new Series<?>[0]));
    }

    private static double[] averageTradedValue(MarketData market, int last) {
        Panel value = market.panel(MarketField.TRADED_VALUE);
        double[] sum = new double[market.tickers().size()];
        int days = 0;
        for (int row = last; row >= 0 && days < ADTV_DAYS; row--) {
            if (market.isTradingDay(row)) {
                days++;
                for (int c = 0; c < sum.length; c++) {
                    double x = value.get(row, c);
                    sum[c] += Double.isNaN(x) ? 0 : x;
                }
            }
        }
        for (int c = 0; c < sum.length; c++) {
            sum[c] /= Math.max(1, days);
        }
        return sum;
    }

    @Override
    public String html() {
        return "<div style=\"font:13px system-ui\"><b>" + Html.escape(session.url()) + "</b></div>"
                + Table.of(versions()).html();
    }

    @Override
    public String text() {
        return session.url() + "\n" + Table.of(versions()).text();
    }

    @Override
    public String toString() {
        return "QVM on " + session.url();
    }
}
