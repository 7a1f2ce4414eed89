package io.qvm.market;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * A split or a cash dividend of a stock.
 *
 * @param column of the stock in the market data
 * @param exDay first day that trades without the claim, days since 1970-01-01
 * @param kind what it is
 * @param ratio of a split: new shares for one old one, below 1 for a reverse split; NaN otherwise
 * @param amount of a dividend: currency for each share held before the ex-day; NaN otherwise
 */
public record CorporateAction(int column, int exDay, Kind kind, double ratio, double amount) {
    /** By day, then by column, dividends before splits: they are paid on the shares held before the day. */
    public static final Comparator<CorporateAction> ORDER = Comparator.comparingInt(CorporateAction::exDay)
            .thenComparingInt(CorporateAction::column)
            .thenComparing(CorporateAction::kind);

    /** What happens to a share. */
    public enum Kind {
        /** It pays cash. */
        DIVIDEND,
        /** It becomes more or fewer shares. */
        SPLIT
    }

    public CorporateAction {
        if (kind == Kind.SPLIT && !(ratio > 0 && ratio < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException(
                    "the ratio of a split must be above 0, e.g. 2 for two new shares for one old, was " + ratio + " on "
                            + LocalDate.ofEpochDay(exDay));
        }
        if (kind == Kind.DIVIDEND && !(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("the amount of a dividend must be 0 or more currency per share, was "
                    + amount + " on " + LocalDate.ofEpochDay(exDay));
        }
    }

    /** A split into {@code ratio} new shares for one old one. */
    public static CorporateAction split(int column, int exDay, double ratio) {
        return new CorporateAction(column, exDay, Kind.SPLIT, ratio, Double.NaN);
    }

    /** A dividend of {@code amount} currency per share. */
    public static CorporateAction dividend(int column, int exDay, double amount) {
        return new CorporateAction(column, exDay, Kind.DIVIDEND, Double.NaN, amount);
    }

    /** The same of a stock in another column. */
    public CorporateAction inColumn(int other) {
        return new CorporateAction(other, exDay, kind, ratio, amount);
    }
}
