package io.qvm.generation;

import java.time.LocalDate;

/** Hears how a run goes on; the commands draw a bar from it. */
public interface GenerationProgress {
    /** Hears nothing. */
    GenerationProgress SILENT = new GenerationProgress() {
        @Override
        public void loaded(String what) {}

        @Override
        public void planned(int days, int skipped) {}

        @Override
        public void written(LocalDate first, LocalDate last, int days, long rows) {}
    };

    /** The raw data are in memory. */
    void loaded(String what);

    /** The days to compute are known; others of the range are there already. */
    void planned(int days, int skipped);

    /** A batch is committed. */
    void written(LocalDate first, LocalDate last, int days, long rows);
}
