package io.qvm.cli;

import io.qvm.generation.GenerationProgress;
import java.time.LocalDate;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress of a generation: a bar on a terminal, a line a batch elsewhere. */
final class GenerationBar implements GenerationProgress, AutoCloseable {
    private final Terminal terminal;
    private final boolean interactive = System.console() != null;
    private Optional<ProgressBar> bar = Optional.empty();

    GenerationBar(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void loaded(String what) {
        terminal.line("Loaded %s", what);
    }

    @Override
    public void planned(int days, int skipped) {
        if (interactive && days > 0) {
            bar = Optional.of(new ProgressBarBuilder()
                    .setTaskName("Scoring")
                    .setInitialMax(days)
                    .setUnit(" days", 1)
                    .showSpeed()
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setUpdateIntervalMillis(200)
                    .build());
        }
    }

    @Override
    public void written(LocalDate first, LocalDate last, int days, long rows) {
        if (bar.isPresent()) {
            bar.get().stepBy(days);
        } else {
            terminal.line("%s to %s: %,d days, %,d scores", first, last, days, rows);
        }
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
    }
}
