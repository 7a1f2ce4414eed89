package io.qvm.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that counts on a terminal; nothing elsewhere. */
final class CountBar implements AutoCloseable {
    private final java.util.Optional<ProgressBar> bar;

    CountBar(String task, int most) {
        bar = System.console() == null || most == 0
                ? java.util.Optional.empty()
                : java.util.Optional.of(new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(most)
                        .showSpeed()
                        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                        .setUpdateIntervalMillis(200)
                        .build());
    }

    void step() {
        bar.ifPresent(ProgressBar::step);
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
