package io.qvm.report;

import io.qvm.analysis.MetricUnit;
import io.qvm.analysis.RunAnalysis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Where the runs of a page come from, side by side: versions and digests, strategy files, the command that recomputes. */
final class RunOrigins {
    private RunOrigins() {}

    /**
     * Ends a page with the section.
     *
     * @param names of the runs
     * @param recompute the command that makes the page again
     */
    static Dossier.Builder close(Dossier.Builder page, List<String> names, List<RunAnalysis> runs, String recompute) {
        Map<String, String> strategies = new LinkedHashMap<>();
        for (int i = 0; i < runs.size(); i++) {
            strategies.put(names.get(i), runs.get(i).run().strategyText());
        }
        return page.section(
                "Strategies",
                List.of(),
                List.of(),
                table(names, runs),
                strategies,
                1,
                Map.of("This page, recomputed", recompute));
    }

    /** What each run rests on; equal digests mean equal inputs. */
    private static List<Dossier.Table> table(List<String> names, List<RunAnalysis> runs) {
        TreeSet<String> keys = new TreeSet<>();
        runs.forEach(r -> keys.addAll(r.run().provenance().keySet()));
        if (keys.isEmpty()) {
            return List.of();
        }
        List<String> header = new ArrayList<>(List.of("What"));
        header.addAll(names);
        List<List<String>> rows = new ArrayList<>();
        for (String key : keys) {
            List<String> row = new ArrayList<>(List.of(key));
            runs.forEach(r -> row.add(r.run().provenance().getOrDefault(key, MetricUnit.NONE)));
            rows.add(row);
        }
        return List.of(DeepDiveTables.words("Versions and digests that make these runs repeatable", header, rows));
    }
}
