package io.qvm.store;

import java.time.LocalDate;

/**
 * One version of scores in the table.
 *
 * @param strategyVersion its name
 * @param first first day
 * @param last last day
 * @param days number of days
 * @param rows number of rows
 */
public record VersionSummary(String strategyVersion, LocalDate first, LocalDate last, long days, long rows) {}
