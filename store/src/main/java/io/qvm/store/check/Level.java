package io.qvm.store.check;

import io.qvm.market.check.Severity;
import java.util.Optional;

/** What a thresholds file says about a check: how grave its findings are, or that it is switched off. */
public enum Level {
    /** The check is not made. */
    IGNORE(Optional.empty()),
    INFO(Optional.of(Severity.INFO)),
    WARNING(Optional.of(Severity.WARNING)),
    ERROR(Optional.of(Severity.ERROR));

    private final Optional<Severity> severity;

    Level(Optional<Severity> severity) {
        this.severity = severity;
    }

    /** The severity; empty if the check is switched off. */
    Optional<Severity> severity() {
        return severity;
    }
}
