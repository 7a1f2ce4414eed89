package io.qvm.store.check;

import io.qvm.market.InvalidInputException;
import io.qvm.market.check.Severity;
import java.util.Optional;

/** What all checks have in common. */
public interface CheckSettings {
    /** How grave a finding is. */
    Level severity();

    /** Share of what was checked, 0 to 1, up to which a finding is only an info. */
    double infoUpTo();

    /** Share above which a finding is an error, whatever the severity; 1 is never. */
    double unfitAbove();

    /**
     * Severity of so many faults.
     *
     * @param share of what was checked; NaN if that is no meaningful number, and the severity is then as set
     * @return empty if the check is switched off
     */
    default Optional<Severity> grade(double share) {
        if (severity() == Level.IGNORE) {
            return Optional.empty();
        }
        if (share > unfitAbove()) {
            return Optional.of(Severity.ERROR);
        }
        return share <= infoUpTo() ? Optional.of(Severity.INFO) : severity().severity();
    }

    /** Refuses shares that are none. */
    static void validate(double infoUpTo, double unfitAbove) {
        share("info_up_to", infoUpTo);
        share("unfit_above", unfitAbove);
    }

    /** Refuses a negative limit. */
    static void atLeastZero(String key, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InvalidInputException(key + " must be a number of 0 or more, was " + value);
        }
    }

    private static void share(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new InvalidInputException(key + " must be a share from 0 to 1, was " + value);
        }
    }
}
