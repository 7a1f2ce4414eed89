package io.qvm.simulator;

import io.qvm.market.FactHistory;
import io.qvm.market.Quarter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one company publishes about its books, and when: on time, late, without a date, incomplete, restated.
 *
 * <p>Whatever would appear after the last day of the market, or after the company has left it, is not there.
 */
final class Filings {
    private static final List<String> RESTATED =
            List.of("NetProfit", "EBITDA", "AdminExpenses", "TotalEquity", "TotalAssets");

    private final SimulationSettings settings;
    private final Company company;
    private final Books books;
    private final RandomStream random;
    private final int lastDay;
    private final double often;

    /** Day on which each quarter's first report appears, by index of the quarter; whether the vendor dates it or not. */
    final int[] reported;

    Filings(SimulationSettings settings, Company company, Books books) {
        this.settings = settings;
        this.company = company;
        this.books = books;
        this.random = new RandomStream(settings.seed(), RandomStream.Purpose.FILINGS, company.number());
        this.often = settings.nastiness();
        this.lastDay = Math.min(
                day(settings.lastDay()),
                company.instrument().delistedOn().map(Filings::day).orElse(Integer.MAX_VALUE));
        this.reported = new int[books.size()];
        int listed = company.firstRow() > 0 ? day(company.listedOn().orElse(settings.firstDay())) : 0;
        for (int k = 0; k < reported.length; k++) {
            boolean annual = Quarter.quarterOfYear(books.quarter[k]) == 4;
            int lag = annual ? random.between(45, 80) : random.between(22, 45);
            if (random.chance(0.02 * often) || company.bankrupt() && books.quality[k] < -4) {
                lag += random.between(60, 240);
            }
            // What is older than the listing comes with the prospectus.
            reported[k] = TradingCalendar.workday(Math.max(books.periodEnd[k] + lag, listed - 12));
        }
    }

    void write(FactHistory.Builder facts) {
        Statement.Style style = Statement.Style.of(company, random);
        for (int k = 0; k < books.size(); k++) {
            Map<String, Statement.Line> lines = Statement.of(company, books, k, style, random);
            boolean dated = !random.chance(0.012 * often);
            List<String> missing = missing(lines);
            boolean skipped = random.chance(0.003 * often);
            if (skipped || reported[k] > lastDay) {
                continue;
            }
            lines.keySet().removeAll(missing);
            int published = dated ? reported[k] : FactHistory.UNKNOWN_DATE;
            int quarter = k;
            lines.forEach((item, line) -> add(facts, item, line, quarter, 0, published, line.value()));
            if (dated && random.chance(0.03 * often)) {
                restate(facts, lines, k);
            }
        }
    }

    private List<String> missing(Map<String, Statement.Line> lines) {
        List<String> missing = new ArrayList<>();
        if (random.chance(0.01 * often)) {
            List<String> items = List.copyOf(lines.keySet());
            missing.add(random.oneOf(items));
            missing.add(random.oneOf(items));
        }
        return missing;
    }

    /** Auditors mostly find less profit than was reported, sometimes twice. */
    private void restate(FactHistory.Builder facts, Map<String, Statement.Line> lines, int k) {
        int published = reported[k];
        double less = 0;
        int times = random.chance(0.2) ? 2 : 1;
        for (int revision = 1; revision <= times; revision++) {
            published = TradingCalendar.workday(published + random.between(40, 380));
            less += Math.abs(books.netProfit[k]) * random.between(-0.05, 0.4);
            if (published > lastDay) {
                return;
            }
            for (String item : RESTATED) {
                Statement.Line line = lines.get(item);
                if (line != null) {
                    double sign = item.equals("AdminExpenses") ? 1 : -1;
                    add(facts, item, line, k, revision, published, Math.rint(line.value() + sign * less));
                }
            }
        }
    }

    private void add(
            FactHistory.Builder facts,
            String item,
            Statement.Line line,
            int k,
            int revision,
            int published,
            double value) {
        facts.add(
                company.ticker(), item, line.type(), books.quarter[k], revision, books.periodEnd[k], published, value);
    }

    private static int day(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }
}
