package io.qvm.store;

import io.qvm.market.InputDigest;
import java.time.LocalDate;

/**
 * What is on record about one generated day.
 *
 * @param strategyVersion version of its scores
 * @param date the day
 * @param runId the run that wrote it; empty text for a day from before runs were on record
 * @param modelDigest digest of the factor model's text
 * @param inputs digests of what the scores were computed from; empty texts for a day from before they were on record
 * @param codeVersion version of the program
 * @param scoreRows rows written for the day
 * @param tradingDay false if the day was asked for by its date although the market did not trade
 */
public record ManifestRow(
        String strategyVersion,
        LocalDate date,
        String runId,
        String modelDigest,
        InputDigest inputs,
        String codeVersion,
        int scoreRows,
        boolean tradingDay) {

    /** Whether it is known what the scores were computed from. */
    public boolean hasInputs() {
        return !inputs.prices().isEmpty();
    }
}
