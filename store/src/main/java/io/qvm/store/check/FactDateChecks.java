package io.qvm.store.check;

import io.qvm.market.FactHistory;
import io.qvm.market.Instrument;
import io.qvm.market.Quarter;
import java.time.LocalDate;
import java.util.Optional;

/** When facts were known: before their period ended, implausibly late, or nobody says. */
final class FactDateChecks {
    private final CheckedMarket m;
    private final FactHistory facts;
    private final Findings findings;
    private final Hits early;
    private final Hits late;
    private final Hits undated;
    private final Hits disordered;
    private final Hits oddEnds;
    private long dated;
    private long first;

    private FactDateChecks(CheckedMarket market, Findings findings) {
        this.m = market;
        this.facts = market.facts();
        this.findings = findings;
        this.early = findings.begin(Check.PUBLISHED_BEFORE_PERIOD_END);
        this.late = findings.begin(Check.PUBLISHED_LATE);
        this.undated = findings.begin(Check.NO_PUBLICATION_DATE);
        this.disordered = findings.begin(Check.REVISIONS_OUT_OF_ORDER);
        this.oddEnds = findings.begin(Check.ODD_PERIOD_ENDS);
    }

    static void run(CheckedMarket market, Findings findings) {
        new FactDateChecks(market, findings).run();
    }

    private void run() {
        for (int column = 0; column < m.columns; column++) {
            int listed = listed(column);
            for (int item = 0; item < facts.items().size(); item++) {
                String name = facts.items().get(item);
                int start = facts.start(column, item);
                for (int i = start; i < facts.end(column, item); i++) {
                    boolean isFirst = i == start || facts.quarter(i - 1) != facts.quarter(i);
                    periodEnd(column, i, name);
                    if (facts.publishedOn(i) == FactHistory.UNKNOWN_DATE) {
                        undated(column, i, name);
                    } else {
                        published(column, i, name, isFirst, listed);
                    }
                }
            }
        }
        findings.end(early, dated);
        findings.end(late, first);
        findings.end(undated, facts.size());
        findings.end(disordered, dated);
        findings.end(oddEnds, facts.size());
    }

    private void periodEnd(int column, int i, String name) {
        int calendar = Math.toIntExact(Quarter.calendarEnd(facts.quarter(i)).toEpochDay());
        int off = Math.abs(facts.periodEnd(i) - calendar);
        if (off > findings.settings().oddPeriodEnds().maxDays()) {
            oddEnds.fact(column, i, () -> name + " ends " + LocalDate.ofEpochDay(facts.periodEnd(i)));
            oddEnds.touchFact(column, i);
        }
    }

    private void undated(int column, int i, String name) {
        undated.fact(column, i, () -> name + " counts from " + LocalDate.ofEpochDay(m.knownOn(i)));
        undated.touchFact(column, i);
    }

    private void published(int column, int i, String name, boolean isFirst, int listed) {
        dated++;
        first += isFirst ? 1 : 0;
        int days = facts.publishedOn(i) - facts.periodEnd(i);
        if (days < 0) {
            early.fact(column, i, () -> words(i, name));
            early.touchFact(column, i);
        }
        boolean tooLate = days > findings.settings().publishedLate().maxDays();
        if (isFirst && tooLate && !isProspectus(facts.publishedOn(i), listed)) {
            late.fact(column, i, () -> words(i, name));
            late.touch(column, facts.periodEnd(i), facts.publishedOn(i));
        }
        if (!isFirst
                && facts.publishedOn(i - 1) != FactHistory.UNKNOWN_DATE
                && facts.publishedOn(i) < facts.publishedOn(i - 1)) {
            disordered.fact(
                    column,
                    i,
                    () -> name + " revision " + facts.revision(i) + " published "
                            + LocalDate.ofEpochDay(facts.publishedOn(i)) + ", the one before "
                            + LocalDate.ofEpochDay(facts.publishedOn(i - 1)));
            disordered.touchFact(column, i);
        }
    }

    private String words(int i, String name) {
        return name + " of the period to " + LocalDate.ofEpochDay(facts.periodEnd(i)) + " published "
                + LocalDate.ofEpochDay(facts.publishedOn(i));
    }

    private int listed(int column) {
        Optional<LocalDate> listed = m.data.instrument(column).flatMap(Instrument::listedOn);
        if (listed.isPresent()) {
            return Math.toIntExact(listed.get().toEpochDay());
        }
        boolean later = m.firstRow[column] > m.from;
        return later ? m.dates.epochDay(m.firstRow[column]) : Integer.MIN_VALUE;
    }

    private boolean isProspectus(int published, int listed) {
        int around = findings.settings().publishedLate().listingDays();
        return listed != Integer.MIN_VALUE && published <= listed + around;
    }
}
