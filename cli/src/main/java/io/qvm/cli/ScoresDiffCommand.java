package io.qvm.cli;

import io.qvm.analysis.ScoreComparison;
import io.qvm.analysis.Statistics;
import io.qvm.market.FactorScores;
import io.qvm.market.InvalidInputException;
import io.qvm.store.ScoreStore;
import io.qvm.store.db.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Two versions of scores, compared. */
@Command(
        name = "diff",
        description = {
            "Compare two versions: rank correlation and coverage of each factor, and the stocks whose rank differs most.",
            "Ranks are among the stocks that both versions score on a day, 1 the best."
        },
        footer = {
            "%nExamples:",
            "  qvm scores diff qvm_v2.0_enhanced qvm_v2.1 --db duckdb:market.duckdb",
            "  qvm scores diff qvm_v2.1 my_model --db duckdb:market.duckdb --out days.csv",
            "  qvm scores diff v1 v2 --db mysql://me@db.example/market --from 2023-01-01"
        },
        mixinStandardHelpOptions = true)
final class ScoresDiffCommand implements Callable<Integer> {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Parameters(index = "0", paramLabel = "VERSION", description = "One version, as in strategy_version.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "The version to compare it with.")
    private String second = "";

    @Option(names = "--from", description = "First day, default: the first of either version.")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--to", description = "Last day, default: the last of either version.")
    private Optional<LocalDate> to = Optional.empty();

    @Option(names = "--top", paramLabel = "N", description = "How many days and stocks to list, default: 10.")
    private int top = 10;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write rank correlation and coverage of each day and factor to a .csv file.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--movers",
            paramLabel = "FILE",
            description = "Write the N stocks that moved most on each day to a .csv file.")
    private Optional<Path> movers = Optional.empty();

    @Override
    public Integer call() {
        if (top < 0) {
            throw new InvalidInputException("--top must be 0 or more, was " + top);
        }
        Terminal terminal = Terminal.standard();
        FactorScores one;
        FactorScores other;
        try (Database db = database.open()) {
            ScoreStore store = ScoreStore.open(db);
            terminal.progress("reading scores of " + first);
            one = store.load(first, from, to);
            terminal.progress("reading scores of " + second);
            other = store.load(second, from, to);
        }
        terminal.progress("comparing");
        ScoreComparison comparison = ScoreComparison.of(one, other);
        terminal.endProgress();
        show(terminal, comparison);
        out.ifPresent(file -> write(terminal, file, days(comparison)));
        movers.ifPresent(file -> write(terminal, file, movers(comparison)));
        return 0;
    }

    private void show(Terminal terminal, ScoreComparison comparison) {
        terminal.line(
                "A %s, B %s: %s to %s, %,d days",
                first,
                second,
                comparison.dates().date(0),
                comparison.dates().date(comparison.dates().size() - 1),
                comparison.dates().size());
        terminal.line("");
        terminal.table(
                List.of("factor", "mean rank corr", "median", "lowest", "on", "in both", "only A", "only B"),
                comparison.factors().stream().map(f -> row(comparison, f)).toList());
        List<String> alone = alone(comparison);
        if (!alone.isEmpty()) {
            terminal.line("Without counterpart: %s", String.join(", ", alone));
        }
        ScoreComparison.Factor qvm = comparison.factors().stream()
                .filter(f -> f.name().equals("qvm"))
                .findFirst()
                .orElseThrow();
        List<Integer> lowest = IntStream.range(0, comparison.dates().size())
                .filter(row -> !Double.isNaN(qvm.rankCorrelation()[row]))
                .boxed()
                .sorted(Comparator.comparingDouble(row -> qvm.rankCorrelation()[row]))
                .limit(top)
                .toList();
        if (lowest.isEmpty()) {
            terminal.line("%nNo day on which both versions score two stocks or more.".formatted());
            return;
        }
        terminal.line("");
        terminal.line("Days on which QVM is least alike");
        terminal.table(
                List.of("day", "rank corr", "in both", "only A", "only B"),
                lowest.stream().map(row -> day(comparison, qvm, row)).toList());
        int last = lastShared(qvm);
        terminal.line("");
        terminal.line(
                "Biggest moves on %s, the last day of both", comparison.dates().date(last));
        terminal.table(
                List.of("ticker", "rank A", "rank B", "score A", "score B"),
                comparison.biggestMoves(last, top).stream()
                        .map(m -> List.of(
                                m.ticker(),
                                String.valueOf(m.firstRank()),
                                String.valueOf(m.secondRank()),
                                number("%.4f", m.firstScore()),
                                number("%.4f", m.secondScore())))
                        .toList());
        terminal.line("");
        terminal.line("Biggest moves over all days");
        terminal.table(
                List.of("ticker", "days", "mean rank A", "mean rank B", "mean move"),
                comparison.biggestMeanMoves(top).stream()
                        .map(m -> List.of(
                                m.ticker(),
                                String.format(Locale.ROOT, "%,d", m.days()),
                                number("%.1f", m.firstRank()),
                                number("%.1f", m.secondRank()),
                                number("%.1f", m.change())))
                        .toList());
    }

    private static List<String> row(ScoreComparison comparison, ScoreComparison.Factor factor) {
        double[] known = factor.known();
        int lowest = factor.lowest();
        return List.of(
                factor.name(),
                number("%.4f", Statistics.mean(known)),
                number("%.4f", Statistics.quantile(known, 0.5)),
                lowest < 0 ? "-" : number("%.4f", factor.rankCorrelation()[lowest]),
                lowest < 0 ? "-" : comparison.dates().date(lowest).toString(),
                total(factor.both()),
                total(factor.onlyFirst()),
                total(factor.onlySecond()));
    }

    private static List<String> day(ScoreComparison comparison, ScoreComparison.Factor qvm, int row) {
        return List.of(
                comparison.dates().date(row).toString(),
                number("%.4f", qvm.rankCorrelation()[row]),
                String.valueOf(qvm.both()[row]),
                String.valueOf(qvm.onlyFirst()[row]),
                String.valueOf(qvm.onlySecond()[row]));
    }

    private static List<String> alone(ScoreComparison comparison) {
        List<String> alone = new ArrayList<>();
        comparison.alone().forEach((version, factors) -> factors.forEach(f -> alone.add(f + " of " + version)));
        return alone;
    }

    private static int lastShared(ScoreComparison.Factor qvm) {
        return IntStream.range(0, qvm.both().length)
                .filter(row -> qvm.both()[row] > 0)
                .max()
                .orElse(0);
    }

    private static String total(int[] counts) {
        return String.format(
                Locale.ROOT, "%,d", Arrays.stream(counts).asLongStream().sum());
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static List<String> days(ScoreComparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add("date,factor,rank_correlation,in_both,only_a,only_b");
        for (int row = 0; row < comparison.dates().size(); row++) {
            for (ScoreComparison.Factor f : comparison.factors()) {
                double correlation = f.rankCorrelation()[row];
                lines.add(String.join(
                        ",",
                        comparison.dates().date(row).toString(),
                        f.name(),
                        Double.isNaN(correlation) ? "" : String.valueOf(correlation),
                        String.valueOf(f.both()[row]),
                        String.valueOf(f.onlyFirst()[row]),
                        String.valueOf(f.onlySecond()[row])));
            }
        }
        return lines;
    }

    private List<String> movers(ScoreComparison comparison) {
        List<String> lines = new ArrayList<>();
        lines.add("date,ticker,rank_a,rank_b,score_a,score_b");
        for (int row = 0; row < comparison.dates().size(); row++) {
            for (ScoreComparison.Move move : comparison.biggestMoves(row, top)) {
                lines.add(String.join(
                        ",",
                        comparison.dates().date(row).toString(),
                        '"' + move.ticker().replace("\"", "\"\"") + '"',
                        String.valueOf(move.firstRank()),
                        String.valueOf(move.secondRank()),
                        String.valueOf(move.firstScore()),
                        String.valueOf(move.secondScore())));
            }
        }
        return lines;
    }

    private static void write(Terminal terminal, Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + file + ": its folder must be there and writable", e);
        }
        terminal.line("Wrote %,d rows to %s", lines.size() - 1, file);
    }
}
