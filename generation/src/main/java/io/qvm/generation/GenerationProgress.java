package io.qvm.generation;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;

/** Hears how a run goes on; the commands draw a bar from it. */
public interface GenerationProgress {
    /** Hears nothing. */
    GenerationProgress SILENT = new GenerationProgress() {};

    /** The raw data are in memory. */
    default void loaded(String what) {}

    /** Something is odd, but does not keep scores from being right. */
    default void warned(String what) {}

    /**
     * The days to compute are known.
     *
     * @param days to compute
     * @param unchanged days of the range that are there already
     * @param reasons why days are computed or taken out, with the number of days
     */
    default void planned(int days, int unchanged, Map<StaleReason, Integer> reasons) {}

    /** A batch is committed. */
    default void written(LocalDate first, LocalDate last, int days, long rows) {}

    /** Days that are no trading days any more are taken out. */
    default void removed(int days) {}

    /** The database failed in a way that passes; the same is tried again after a while. */
    default void retrying(String fault, int attempt, Duration wait) {}
}
