package io.qvm.factor;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.qvm.config.NearestName;
import io.qvm.market.InvalidInputException;
import io.qvm.market.Quarter;
import io.qvm.market.StatementType;
import io.qvm.market.YearToDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Calendar days after its period's end on which a fact without publication date becomes known.
 *
 * <p>In a model file either one number, or a number per statement, {@code {PL: 45, BS: 45, CF: 60}}, which may have {@code
 * annual: 90} beside it: the fiscal year's last quarter comes with the audited annual report, later than the others.
 *
 * @param days by statement; all three are there
 * @param annual for the fourth fiscal quarter, whatever the statement, if it differs
 */
public record ReportingLag(Map<StatementType, Integer> days, OptionalInt annual) {
    /** A report that is later than a year after its period's end is none. */
    public static final int LONGEST = YearToDate.LONGEST_LAG;

    private static final List<String> KEYS = List.of("PL", "BS", "CF", "annual");

    public ReportingLag {
        days = Map.copyOf(days);
        for (StatementType statement : StatementType.values()) {
            Integer lag = days.get(statement);
            if (lag == null) {
                throw new InvalidInputException("the key " + statement + " is missing; a lag per statement needs "
                        + "PL, BS and CF, e.g. {PL: 45, BS: 45, CF: 60}");
            }
            check(lag);
        }
        annual.ifPresent(ReportingLag::check);
    }

    /** The same lag for all. */
    public static ReportingLag of(int days) {
        Map<StatementType, Integer> all = new EnumMap<>(StatementType.class);
        for (StatementType statement : StatementType.values()) {
            all.put(statement, days);
        }
        return new ReportingLag(all, OptionalInt.empty());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ReportingLag read(Object written) {
        if (written instanceof Map<?, ?> block) {
            return readBlock(block);
        }
        return of(wholeNumber(written));
    }

    private static ReportingLag readBlock(Map<?, ?> block) {
        Map<StatementType, Integer> days = new EnumMap<>(StatementType.class);
        OptionalInt annual = OptionalInt.empty();
        for (Map.Entry<?, ?> entry : block.entrySet()) {
            String key = String.valueOf(entry.getKey());
            if (!KEYS.contains(key)) {
                throw new InvalidInputException("unknown key '" + key + "'" + NearestName.hint(key, KEYS));
            }
            if (key.equals("annual")) {
                annual = OptionalInt.of(wholeNumber(entry.getValue()));
            } else {
                days.put(StatementType.valueOf(key), wholeNumber(entry.getValue()));
            }
        }
        return new ReportingLag(days, annual);
    }

    private static int wholeNumber(@Nullable Object value) {
        if (value instanceof Integer number) {
            return number;
        }
        throw new InvalidInputException("'" + value + "' is not a whole number; right is a number of days, or "
                + "{PL: 45, BS: 45, CF: 60}, with annual: 90 beside it if the year's last quarter is later");
    }

    private static void check(int days) {
        if (days < 0 || days > LONGEST) {
            throw new InvalidInputException(
                    "reporting_lag_days must not be negative, nor above " + LONGEST + ", was " + days);
        }
    }

    /** Days for a fact of a statement and a fiscal quarter, see {@link Quarter}. */
    public int days(StatementType statement, int quarter) {
        if (annual.isPresent() && Quarter.quarterOfYear(quarter) == 4) {
            return annual.getAsInt();
        }
        return days.getOrDefault(statement, 0);
    }

    /** Days after which all statements of a fiscal quarter are out. */
    public int longest(int quarter) {
        int longest = 0;
        for (StatementType statement : StatementType.values()) {
            longest = Math.max(longest, days(statement, quarter));
        }
        return longest;
    }
}
