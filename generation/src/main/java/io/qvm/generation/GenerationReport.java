package io.qvm.generation;

/**
 * What a run did.
 *
 * @param strategyVersion version of the scores
 * @param days days computed and committed
 * @param skipped days of the range that were there already
 * @param rows score rows written
 */
public record GenerationReport(String strategyVersion, int days, int skipped, long rows) {}
