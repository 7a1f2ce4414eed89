package io.qvm.generation;

/** Which days of the range a run computes. */
public enum GenerationMode {
    /** Only days that this version lacks. */
    INCREMENTAL,
    /** All days of the range, of this version only; what was there is replaced. */
    REFRESH
}
