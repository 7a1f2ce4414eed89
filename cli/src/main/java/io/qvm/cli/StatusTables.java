package io.qvm.cli;

import io.qvm.generation.StaleReason;
import io.qvm.generation.VersionStatus;
import io.qvm.generation.VersionStatus.Days;
import io.qvm.market.MissingReason;
import io.qvm.store.FactorCoverage;
import io.qvm.store.GenerationRun;
import io.qvm.store.RunState;
import io.qvm.store.VersionSummary;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Prints how versions stand: one table of all, then what each has to say. */
final class StatusTables {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Terminal terminal;

    StatusTables(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(List<VersionSummary> versions, List<VersionStatus> statuses) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            rows.add(row(versions.get(i), statuses.get(i)));
        }
        terminal.table(
                List.of("version", "first day", "last day", "days", "missing", "stale", "scores", "last run"), rows);
        statuses.forEach(this::details);
    }

    private static List<String> row(VersionSummary version, VersionStatus status) {
        return List.of(
                version.strategyVersion(),
                version.first().toString(),
                version.last().toString(),
                count(version.days()),
                status.missing().map(days -> count(days.count())).orElse("?"),
                status.staleDays().map(StatusTables::count).orElse("?"),
                count(version.rows()),
                status.lastRun().map(run -> state(run, status)).orElse("not by qvm, or not on record"));
    }

    private static String state(GenerationRun run, VersionStatus status) {
        RunState state = run.state() == RunState.RUNNING && !status.running() ? RunState.DIED : run.state();
        return state.code();
    }

    private void details(VersionStatus status) {
        if (status.days() == 0) {
            return;
        }
        terminal.line("");
        terminal.line(status.version());
        status.lastRun().ifPresent(run -> terminal.line("  last run   %s", lastRun(run, status)));
        status.missing()
                .filter(days -> days.count() > 0)
                .ifPresent(days -> terminal.line("  missing    %s", days(days, "not scored")));
        status.stale().ifPresent(this::stale);
        if (status.codeVersions().size() > 1 || !status.codeVersions().containsKey(Version.text())) {
            List<String> parts = new ArrayList<>();
            status.codeVersions().forEach((code, days) -> parts.add(count(days) + " by " + code));
            terminal.line("  made by    %s; this is %s", String.join(", ", parts), Version.text());
        }
        coverage(status.coverage());
    }

    private static String lastRun(GenerationRun run, VersionStatus status) {
        String what = run.runId() + ", " + run.mode() + ", " + state(run, status);
        String days = run.daysPlanned() == 0
                ? count(run.daysWritten()) + " days"
                : count(run.daysWritten()) + " of " + count(run.daysPlanned()) + " days";
        String when = run.finished().isPresent()
                ? TIME.format(run.finished().get())
                : "since " + TIME.format(run.started()) + ", process " + run.pid() + " on " + run.host();
        return what + ", " + when + ", " + days
                + run.duration()
                        .map(d -> String.format(Locale.ROOT, " in %.0f s", d.toMillis() / 1000.0))
                        .orElse("");
    }

    private void stale(Map<StaleReason, Days> stale) {
        stale.forEach((reason, days) -> terminal.line("  stale      %s", days(days, reason.words())));
    }

    private static String days(Days days, String what) {
        return count(days.count()) + (days.count() == 1 ? " day " : " days ")
                + days.first().orElseThrow()
                + (days.count() == 1 ? "" : " to " + days.last().orElseThrow())
                + ": " + what;
    }

    private void coverage(List<FactorCoverage> coverage) {
        if (coverage.isEmpty()) {
            return;
        }
        coverage.stream().filter(f -> f.factor().equals("qvm")).forEach(composite -> {
            if (composite.byZeroRule() > 0) {
                terminal.line(
                        "  zero rule  %s of %s scores (%s) rest on it: a missing part was counted as zero",
                        count(composite.byZeroRule()),
                        count(composite.scored()),
                        share(composite.byZeroRule(), composite.scored()));
            }
            if (composite.lagDated() > 0) {
                terminal.line(
                        "  lag-dated  %s of %s scores (%s) rest on a fact without publication date",
                        count(composite.lagDated()),
                        count(composite.scored()),
                        share(composite.lagDated(), composite.scored()));
            }
        });
        List<List<String>> rows = new ArrayList<>();
        for (FactorCoverage factor : coverage) {
            Optional<Map.Entry<MissingReason, Long>> main = factor.missing().entrySet().stream()
                    .filter(reason -> reason.getValue() > 0)
                    .max(Map.Entry.<MissingReason, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
            rows.add(List.of(
                    "  " + factor.factor(),
                    count(factor.tickers()),
                    count(factor.scored()),
                    share(factor.scored(), factor.tickers()),
                    count(factor.byZeroRule()),
                    share(factor.byZeroRule(), factor.scored()),
                    share(factor.lagDated(), factor.scored()),
                    main.map(reason -> reason.getKey().code().replace('_', ' ') + " (" + count(reason.getValue()) + ")")
                            .orElse("")));
        }
        terminal.table(
                List.of(
                        "  factor",
                        "stock-days",
                        "scored",
                        "share",
                        "by zero rule",
                        "share",
                        "lag-dated",
                        "missing mostly: reason"),
                rows);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }
}
