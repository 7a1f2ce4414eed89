package io.qvm.factor.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What divides the tickers of a cross-section, written {@code by=sector}. Tickers without group have no result. */
public enum Grouping {
    /** The sector of the master data. */
    SECTOR,
    /** The model's group of sectors. */
    SECTOR_GROUP,
    /** The industry of the master data. */
    INDUSTRY,
    /** The exchange of the master data. */
    EXCHANGE;

    /** Its name in formulas. */
    public String functionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Grouping::functionName).toList();
    }
}
