package io.qvm.cli;

import io.qvm.generation.GenerationProgress;
import io.qvm.generation.StaleReason;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    public void warned(String what) {
        new Terminal(System.err).line("qvm: warning: %s", what);
    }

    @Override
    public void planned(int days, int unchanged, Map<StaleReason, Integer> reasons) {
        List<String> parts = new ArrayList<>();
        reasons.forEach((reason, count) -> parts.add(String.format(Locale.ROOT, "%,d %s", count, reason.words())));
        if (unchanged > 0) {
            parts.add(String.format(Locale.ROOT, "%,d unchanged", unchanged));
        }
        terminal.line("Days: %s", String.join(", ", parts));
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
    public void removed(int days) {
        terminal.line("Took out %,d days that are no trading days any more", days);
    }

    @Override
    public void retrying(String fault, int attempt, Duration wait) {
        terminal.line("%s; attempt %d in %.1f s", fault, attempt, wait.toMillis() / 1000.0);
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
    }
}
