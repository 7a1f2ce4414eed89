package io.qvm.market;

import java.time.LocalDate;
import java.util.Optional;

/**
 * One listed stock.
 *
 * @param ticker its key
 * @param name name of the company, empty if unknown
 * @param exchange where it is listed, empty if unknown
 * @param sector sector as the data spells it after the preset's aliases; empty if not classified
 * @param industry finer classification, if known
 * @param currency ISO code, empty if unknown
 * @param listedOn first day it could be traded, if known
 * @param delistedOn first day it could no longer be traded, if it was delisted
 * @param delistingReturn return from the last price to what holders received, -1 for a total loss; NaN if unknown
 */
public record Instrument(
        String ticker,
        String name,
        String exchange,
        Optional<String> sector,
        Optional<String> industry,
        String currency,
        Optional<LocalDate> listedOn,
        Optional<LocalDate> delistedOn,
        double delistingReturn) {

    public Instrument {
        if (ticker.isBlank()) {
            throw new IllegalArgumentException("an instrument needs a ticker");
        }
        if (delistingReturn < -1 || Double.isInfinite(delistingReturn)) {
            throw new IllegalArgumentException(
                    "delisting return must be finite and at least -1, was " + delistingReturn + " for " + ticker);
        }
    }

    /** An instrument of which only ticker and sector are known. */
    public static Instrument of(String ticker, Optional<String> sector) {
        return new Instrument(
                ticker, "", "", sector, Optional.empty(), "", Optional.empty(), Optional.empty(), Double.NaN);
    }
}
