package io.qvm.store.check;

import io.qvm.market.check.Finding;
import io.qvm.market.check.Severity;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** All findings so far, graded by the thresholds. */
final class Findings {
    private final Thresholds thresholds;
    private final List<Finding> findings = new ArrayList<>();
    private final SortedMap<Check, String> skipped = new TreeMap<>();
    private final Set<Check> made = EnumSet.noneOf(Check.class);
    private final BitSet inDoubt = new BitSet();
    private final BitSet inError = new BitSet();
    private Optional<CheckedMarket> market = Optional.empty();

    Findings(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** From now on checks are about these data. */
    void about(CheckedMarket loaded) {
        market = Optional.of(loaded);
    }

    Checks settings() {
        return thresholds.checks();
    }

    /** Begins a check. */
    Hits begin(Check check) {
        return new Hits(check, market, thresholds.examples());
    }

    /**
     * Ends a check.
     *
     * @param checked of how many it is; 0 if that is no meaningful number
     */
    void end(Hits hits, long checked) {
        Check check = hits.check();
        Optional<CheckSettings> settings = check.settings(settings());
        double share = checked == 0 ? Double.NaN : (double) hits.count() / checked;
        Optional<Severity> severity = settings.isEmpty()
                ? Optional.of(Severity.ERROR)
                : settings.get().grade(share);
        if (severity.isEmpty()) {
            skipped.put(check, "switched off");
            return;
        }
        made.add(check);
        if (hits.count() == 0) {
            return;
        }
        Severity grave = severity.get();
        if (grave != Severity.INFO && !check.isAboutTheWhole()) {
            inDoubt.or(hits.touched());
        }
        if (grave == Severity.ERROR && !check.isAboutTheWhole()) {
            inError.or(hits.touched());
        }
        findings.add(new Finding(
                check.id(),
                grave,
                check.title(),
                hits.count(),
                check.unit(),
                checked,
                hits.stockDays(),
                check.right(),
                check.effect(),
                hits.examples(),
                hits.byYear()));
    }

    /** Notes that a check cannot be made. */
    void skip(Check check, String reason) {
        if (!made.contains(check)) {
            skipped.put(check, reason);
        }
    }

    /** True if the check has found something. */
    boolean has(Check check) {
        return findings.stream().anyMatch(f -> f.id().equals(check.id()));
    }

    List<Finding> all() {
        return findings;
    }

    /** Titles of checks that were made and found nothing. */
    List<String> passed() {
        return made.stream()
                .filter(check -> !has(check))
                .map(check -> check.id() + ": " + check.title())
                .toList();
    }

    List<String> skipped() {
        return skipped.entrySet().stream()
                .map(e -> e.getKey().id() + ": " + e.getValue())
                .toList();
    }

    /** Stock-days touched by a warning or an error. */
    BitSet inDoubt() {
        return inDoubt;
    }

    /** Stock-days touched by an error. */
    BitSet inError() {
        return inError;
    }
}
