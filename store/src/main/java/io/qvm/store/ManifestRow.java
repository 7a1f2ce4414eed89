package io.qvm.store;

import java.time.LocalDate;

/**
 * What is on record about one generated day.
 *
 * @param strategyVersion version of its scores
 * @param date the day
 * @param modelDigest digest of the factor model's text
 * @param inputDigest digest of the data that the run loaded
 * @param codeVersion version of the program
 * @param scoreRows rows written for the day
 */
public record ManifestRow(
        String strategyVersion,
        LocalDate date,
        String modelDigest,
        String inputDigest,
        String codeVersion,
        int scoreRows) {}
