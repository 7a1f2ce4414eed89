package io.qvm.notebook;

/** A result that shows itself at the end of a cell. */
public interface Shown {
    /** HTML of the cell's output; every text of a user is escaped in it. */
    String html();

    /** The same in plain words, for consoles; one line or a small table. */
    String text();
}
