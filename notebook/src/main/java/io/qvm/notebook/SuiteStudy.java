package io.qvm.notebook;

import io.qvm.research.Suite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Several strategies that are run on one load and compared. */
public final class SuiteStudy implements Shown {
    private final Session session;
    private final Suite suite;

    SuiteStudy(Session session, Suite suite) {
        this.session = session;
        this.suite = suite;
    }

    /** The same suite with another value in each of its strategies. */
    public SuiteStudy with(String key, @Nullable Object value) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put(key, value);
        return new SuiteStudy(session, suite.with(values));
    }

    /** Its strategies, to be tried one by one. */
    public List<StrategyStudy> strategies() {
        return suite.strategies().stream()
                .map(strategy -> new StrategyStudy(session, strategy))
                .toList();
    }

    /** Runs all of them, with a bar in the cell. */
    public ComparisonStudy run() {
        List<RunStudy> runs = new ArrayList<>();
        session.data(suite.strategies());
        try (Progress progress = new Progress("Strategies", suite.strategies().size())) {
            suite.strategies().forEach(strategy -> {
                runs.add(StrategyStudy.run(session, strategy));
                progress.step(1);
            });
        }
        return new ComparisonStudy(suite.name(), runs);
    }

    @Override
    public String html() {
        return Table.of(Frames.of(suite.strategies())
                        .text("strategy", s -> s.name())
                        .text("description", s -> s.rules().description())
                        .frame())
                .html();
    }

    @Override
    public String text() {
        return suite.name() + ": "
                + String.join(
                        ", ", suite.strategies().stream().map(s -> s.name()).toList());
    }

    @Override
    public String toString() {
        return text();
    }
}
