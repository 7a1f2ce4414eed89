package io.qvm.cli;

import io.qvm.config.NearestName;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Why a stock is in the portfolio, or why it is not. */
@Command(
        name = "funnel",
        description = {
            "Show what the decision funnel did: how many stocks reached each stage and which rules decided, on one"
                    + " rebalance day or on all; for one ticker, every decision about it.",
        },
        footer = {
            "%nExamples:",
            "  qvm funnel --run runs/first                             counts by stage on each rebalance day",
            "  qvm funnel --run runs/first --date 2020-06-30           that day: counts, rules, and who is held",
            "  qvm funnel --run runs/first --ticker AAA                why AAA was in or out, day by day",
            "  qvm funnel --run ID --db duckdb:market.duckdb --date 2020-06-30 --ticker AAA"
        },
        mixinStandardHelpOptions = true)
final class FunnelCommand implements Callable<Integer> {
    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--date", description = "A rebalance day, or any day: the last rebalance up to it counts.")
    private Optional<LocalDate> date = Optional.empty();

    @Option(names = "--ticker", description = "One stock.")
    private Optional<String> ticker = Optional.empty();

    @Override
    public Integer call() {
        BacktestRun loaded = run.load();
        Terminal terminal = Terminal.standard();
        TreeSet<LocalDate> days =
                loaded.decisions().stream().map(FunnelDecision::date).collect(Collectors.toCollection(TreeSet::new));
        if (days.isEmpty()) {
            throw new InvalidInputException("run " + run.name() + " has no decisions");
        }
        Optional<LocalDate> day = date.map(asked -> rebalance(days, asked));
        List<FunnelDecision> decisions = loaded.decisions().stream()
                .filter(d -> day.isEmpty() || d.date().equals(day.get()))
                .toList();
        if (ticker.isPresent()) {
            showTicker(terminal, loaded, decisions, ticker.get());
        } else if (day.isPresent()) {
            showDay(terminal, decisions, day.get());
        } else {
            showAll(terminal, decisions);
        }
        return 0;
    }

    private static LocalDate rebalance(TreeSet<LocalDate> days, LocalDate asked) {
        LocalDate day = days.floor(asked);
        if (day == null) {
            throw new InvalidInputException("no rebalance up to " + asked + "; the first is on " + days.first()
                    + ", the last on " + days.last());
        }
        return day;
    }

    private void showTicker(Terminal terminal, BacktestRun loaded, List<FunnelDecision> decisions, String wanted) {
        List<FunnelDecision> mine =
                decisions.stream().filter(d -> d.ticker().equals(wanted)).toList();
        if (mine.isEmpty()) {
            List<String> known = loaded.decisions().stream()
                    .map(FunnelDecision::ticker)
                    .distinct()
                    .toList();
            throw new InvalidInputException(
                    known.contains(wanted)
                            ? wanted + " had no score on " + decisions.get(0).date()
                                    + ", so the funnel never saw it; 'qvm explain' says why"
                            : "no decision about '" + wanted + "' in run " + run.name()
                                    + NearestName.hint(wanted, known));
        }
        terminal.table(
                List.of("date", "stage", "why", "rank", "signal", "raw weight", "weight"),
                mine.stream()
                        .map(d -> List.of(
                                d.date().toString(),
                                stage(d.stage()),
                                d.reason(),
                                d.rank() == 0 ? "-" : String.valueOf(d.rank()),
                                number("%.4f", d.signal()),
                                percent(d.rawWeight()),
                                percent(d.weight())))
                        .toList());
    }

    private static void showDay(Terminal terminal, List<FunnelDecision> decisions, LocalDate day) {
        terminal.line("Rebalance of %s: %,d stocks with a score", day, decisions.size());
        terminal.line("");
        terminal.table(
                List.of("stage", "reached", "stopped here", "by"),
                java.util.Arrays.stream(FunnelStage.values())
                        .map(stage -> List.of(
                                stage(stage),
                                String.valueOf(reached(decisions, stage)),
                                stage == FunnelStage.HELD
                                        ? ""
                                        : String.valueOf(decisions.stream()
                                                .filter(d -> d.stage() == stage)
                                                .count()),
                                rules(decisions, stage)))
                        .toList());
        terminal.line("");
        terminal.table(
                List.of("rank", "ticker", "signal", "raw weight", "weight", "why"),
                decisions.stream()
                        .filter(d -> d.stage() == FunnelStage.HELD)
                        .sorted(Comparator.comparingInt(FunnelDecision::rank))
                        .map(d -> List.of(
                                String.valueOf(d.rank()),
                                d.ticker(),
                                number("%.4f", d.signal()),
                                percent(d.rawWeight()),
                                percent(d.weight()),
                                d.reason()))
                        .toList());
    }

    private static void showAll(Terminal terminal, List<FunnelDecision> decisions) {
        Map<LocalDate, List<FunnelDecision>> byDay = decisions.stream()
                .collect(Collectors.groupingBy(FunnelDecision::date, TreeMap::new, Collectors.toList()));
        List<String> header = new java.util.ArrayList<>(List.of("date"));
        for (FunnelStage stage : FunnelStage.values()) {
            header.add(stage(stage));
        }
        terminal.table(
                header,
                byDay.entrySet().stream()
                        .map(entry -> {
                            List<String> row = new java.util.ArrayList<>(
                                    List.of(entry.getKey().toString()));
                            for (FunnelStage stage : FunnelStage.values()) {
                                row.add(String.valueOf(reached(entry.getValue(), stage)));
                            }
                            return row;
                        })
                        .toList());
    }

    private static long reached(List<FunnelDecision> decisions, FunnelStage stage) {
        return decisions.stream().filter(d -> d.stage().compareTo(stage) >= 0).count();
    }

    private static String rules(List<FunnelDecision> decisions, FunnelStage stage) {
        return decisions.stream()
                .filter(d -> d.stage() == stage)
                .collect(Collectors.groupingBy(FunnelDecision::rule, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String stage(FunnelStage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static String percent(double value) {
        return value == 0 ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * value);
    }
}
