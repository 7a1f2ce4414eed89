package io.qvm.store.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.market.check.DataCheckReport;
import io.qvm.market.check.Finding;
import io.qvm.market.check.Severity;
import java.util.List;

/** What a test claims about a report. */
final class CheckAssert {
    private CheckAssert() {}

    /** These findings, whatever their severity, and no others. */
    static void assertFindings(DataCheckReport report, String... ids) {
        assertThat(report.findings())
                .as("%s", describe(report))
                .extracting(Finding::id)
                .containsExactlyInAnyOrder(ids);
    }

    /** The finding, which must be there. */
    static Finding finding(DataCheckReport report, String id) {
        return report.findings().stream()
                .filter(f -> f.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id + " among " + describe(report)));
    }

    /** The only finding, with its severity, its count and its first example. */
    static Finding assertOnly(DataCheckReport report, String id, Severity severity, long count, String example) {
        assertFindings(report, id);
        Finding finding = finding(report, id);
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.count()).isEqualTo(count);
        assertThat(finding.examples().get(0).text()).startsWith(example);
        return finding;
    }

    static List<String> describe(DataCheckReport report) {
        return report.findings().stream()
                .map(f -> f.severity() + " " + f.id() + " " + f.count() + " " + f.examples())
                .toList();
    }
}
