package io.qvm.store.imports;

/** Hears what an import is doing. */
@FunctionalInterface
public interface ImportProgress {
    /** For callers that do not listen. */
    ImportProgress SILENT = step -> {};

    /** A step begins; the text is one short line for people. */
    void step(String text);
}
