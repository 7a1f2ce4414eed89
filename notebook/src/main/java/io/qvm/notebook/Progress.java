package io.qvm.notebook;

import java.util.Locale;

/** A bar in the running cell; nothing in plain programs. */
final class Progress implements AutoCloseable {
    private static final long MILLIS_BETWEEN_UPDATES = 200;

    private final String task;
    private final String name;
    private final long start = System.nanoTime();
    private int most;
    private int done;
    private long shown;

    Progress(String task, int most) {
        this.task = task;
        this.most = most;
        this.name = Cells.output().show(bar());
    }

    /** The number of steps became known. */
    synchronized void most(int steps) {
        most = steps;
    }

    synchronized void step(int steps) {
        done += steps;
        long now = System.nanoTime() / 1_000_000;
        if (now - shown >= MILLIS_BETWEEN_UPDATES) {
            shown = now;
            Cells.output().update(name, bar());
        }
    }

    @Override
    public synchronized void close() {
        Cells.output().update(name, bar());
    }

    private String bar() {
        double share = most == 0 ? 0 : Math.min(1, done / (double) most);
        return String.format(
                Locale.ROOT,
                "<div class=\"qvm-progress\" style=\"font:13px system-ui,sans-serif\">%s <progress value=\"%.3f\" max=\"1\""
                        + " style=\"width:240px;vertical-align:middle\"></progress> %,d of %,d, %.1f s</div>",
                Html.escape(task),
                share,
                done,
                most,
                (System.nanoTime() - start) / 1e9);
    }
}
