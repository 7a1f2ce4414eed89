package io.qvm.backtest.construction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Limits of one rebalance that are given up where they cannot hold together.
 *
 * <p>Caps and minimum cash can always hold, because less is invested where they leave no more. Of the other two, turnover and
 * the distance to the market's sectors, the first that cannot hold with the caps alone is given up; if each could, but not
 * both, that is turnover.
 */
final class Relaxation {
    private static final String TURNOVER = "max_turnover";
    private static final String SECTORS = "max_sector_deviation";

    private final List<String> givenUp = new ArrayList<>();
    private Limits limits;

    Relaxation(Limits limits) {
        this.limits = limits;
    }

    /** Those that still stand. */
    Limits limits() {
        return limits;
    }

    /** Names of those that were given up, in order. */
    List<String> givenUp() {
        return givenUp;
    }

    /**
     * Gives up one limit.
     *
     * @param notes receive why
     * @return whether there was one to give up
     */
    boolean relax(List<String> notes) {
        boolean turnover = limits.turnover().isPresent();
        boolean sectors = limits.sectorRange().isPresent();
        if (!turnover && !sectors) {
            return false;
        }
        Limits withoutTurnover = limits.withTurnover(Optional.empty());
        Limits withoutSectors = limits.withSectorRange(Optional.empty());
        boolean sectorsFirst = !turnover || (sectors && !withoutTurnover.possible() && withoutSectors.possible());
        String name = sectorsFirst ? SECTORS : TURNOVER;
        if (limits.possible()) {
            notes.add(
                    "the optimiser found no weights although the constraints can hold together; " + name + " given up");
        } else if (turnover && sectors && withoutTurnover.possible() && withoutSectors.possible()) {
            notes.add(TURNOVER + " and " + SECTORS + " cannot hold together; " + name + " given up");
        } else {
            notes.add(name + " cannot hold with the caps and what is to be invested; given up");
        }
        givenUp.add(name);
        limits = sectorsFirst ? withoutSectors : withoutTurnover;
        return true;
    }
}
