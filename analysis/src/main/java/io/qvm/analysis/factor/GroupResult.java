package io.qvm.analysis.factor;

/**
 * How one factor did in a part of the data: a sector, a year, or at an age of its scores.
 *
 * @param name of the part
 * @param stocks mean number of stocks a day that have a score and a return
 * @param rank rank information coefficient of the main horizon within the part
 * @param spread top less bottom portfolio, main horizon; without days for sectors and ages, which have no portfolios
 */
public record GroupResult(String name, double stocks, MeanEstimate rank, MeanEstimate spread) {}
