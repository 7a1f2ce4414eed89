package io.qvm.generation;

/**
 * What a run did.
 *
 * @param strategyVersion version of the scores
 * @param days days computed and committed
 * @param removed days taken out, that are no trading days any more
 * @param unchanged days of the range that were there already
 * @param rows score rows written
 * @param stopped true if the run ended on request before all its days were done
 */
public record GenerationReport(
        String strategyVersion, int days, int removed, int unchanged, long rows, boolean stopped) {}
