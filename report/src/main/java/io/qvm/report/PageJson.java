package io.qvm.report;

import io.qvm.analysis.Drawdown;
import io.qvm.analysis.RegimeReturns;
import io.qvm.analysis.RunAnalysis;
import io.qvm.analysis.Trials;
import io.qvm.analysis.annual.MonthReview;
import io.qvm.analysis.annual.RebalanceReview;
import io.qvm.analysis.annual.YearContribution;
import io.qvm.analysis.annual.YearReview;
import io.qvm.market.run.Holding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pages for programs: figures with unit and convention, and the tables behind the charts.
 *
 * <p>Shares are written as such (0.12 is 12 %), in full precision; what has no value is {@code null}.
 */
public final class PageJson {
    private PageJson() {}

    /** A tearsheet: what {@link MetricsJson} lists, and confidence, years, months, drawdowns, regimes, holdings, origin. */
    public static String tearsheet(RunAnalysis analysis, PageContext context) {
        Map<String, @Nullable Object> root = MetricsJson.root(analysis);
        Trials trials = context.trials();
        root.put("trials", trials.count() == 0 ? null : (Object) trials.count());
        root.put("deflated_sharpe", number(trials.deflated(analysis.sharpeEstimate(), analysis.conventions())));
        Map<String, @Nullable Object> years = new LinkedHashMap<>();
        analysis.calendar().annual().forEach((year, value) -> {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("strategy", number(value));
            row.put("benchmark", number(analysis.benchmarkCalendar().year(year)));
            List<@Nullable Object> months = new ArrayList<>();
            for (int month = 1; month <= 12; month++) {
                months.add(number(analysis.calendar().month(year, month)));
            }
            row.put("months", months);
            years.put(String.valueOf(year), row);
        });
        root.put("years", years);
        common(root, analysis);
        root.put("holdings", holdings(analysis.lastHoldings()));
        root.put("provenance", analysis.run().provenance());
        return MetricsJson.text(root);
    }

    /** A deep-dive: the figures of the year, its months, contributions, rebalances, and the text. */
    public static String deepDive(YearReview review, PageContext context) {
        Map<String, @Nullable Object> root = MetricsJson.root(review.own());
        root.remove("reference_engine");
        root.put("year", review.year());
        root.put("text", DeepDiveText.of(review));
        List<Object> months = new ArrayList<>();
        for (MonthReview m : review.months()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("month", m.month().toString());
            row.put("strategy", number(m.strategy()));
            row.put("benchmark", number(m.benchmark()));
            row.put("exposure", number(m.exposure()));
            row.put("turnover", number(m.turnover()));
            row.put("cost", number(m.cost()));
            months.add(row);
        }
        root.put("months", months);
        common(root, review.own());
        root.put("contributions_by_stock", contributions(review.stocks()));
        root.put("contributions_by_sector", contributions(review.sectors()));
        List<Object> rebalances = new ArrayList<>();
        for (RebalanceReview r : review.rebalances()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("date", r.date().toString());
            row.put("held", r.held());
            row.put("in", moves(r.in()));
            row.put("out", moves(r.out()));
            row.put("turnover", number(r.turnover()));
            row.put("cost", number(r.cost()));
            row.put("exposure", number(r.exposure()));
            row.put("strategy", number(r.strategy()));
            row.put("benchmark", number(r.benchmark()));
            rebalances.add(row);
        }
        root.put("rebalances", rebalances);
        List<Object> notes = new ArrayList<>();
        context.notes().stream()
                .filter(n -> n.date().getYear() == review.year())
                .forEach(n -> notes.add(Map.of("date", n.date().toString(), "title", n.title(), "text", n.text())));
        root.put("notes", notes);
        root.put("provenance", review.whole().run().provenance());
        return MetricsJson.text(root);
    }

    private static void common(Map<String, @Nullable Object> root, RunAnalysis analysis) {
        List<Object> drawdowns = new ArrayList<>();
        for (Drawdown d : analysis.worstDrawdowns()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("depth", number(d.depth()));
            row.put("start", d.start().toString());
            row.put("trough", d.trough().toString());
            row.put("recovery", d.recovery().map(LocalDate::toString).orElse(null));
            row.put("trading_days", d.tradingDays());
            drawdowns.add(row);
        }
        root.put("drawdowns", drawdowns);
        List<Object> regimes = new ArrayList<>();
        for (RegimeReturns r : analysis.regimes()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("regime", r.regime());
            row.put("days", r.days());
            row.put("strategy", number(r.strategy()));
            row.put("benchmark", number(r.benchmark()));
            row.put("average_exposure", number(r.averageExposure()));
            regimes.add(row);
        }
        root.put("regimes", regimes);
    }

    private static List<Object> contributions(List<YearContribution> all) {
        List<Object> rows = new ArrayList<>();
        for (YearContribution c : all) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("name", c.name());
            row.put("sector", c.sector());
            row.put("net", number(c.net()));
            row.put("profit", number(c.profit()));
            row.put("cost", number(c.cost()));
            row.put("average_weight", number(c.averageWeight()));
            rows.add(row);
        }
        return rows;
    }

    private static List<Object> moves(List<RebalanceReview.Move> moves) {
        List<Object> rows = new ArrayList<>();
        for (RebalanceReview.Move m : moves) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("ticker", m.ticker());
            row.put("sector", m.sector());
            row.put("weight", number(m.weight()));
            row.put("reason", m.decision().map(Reasons::of).orElse(null));
            rows.add(row);
        }
        return rows;
    }

    private static List<Object> holdings(List<Holding> holdings) {
        List<Object> rows = new ArrayList<>();
        for (Holding h : holdings) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("date", h.date().toString());
            row.put("ticker", h.ticker());
            row.put("sector", h.sector());
            row.put("rank", h.rank());
            row.put("signal", number(h.signal()));
            row.put("weight", number(h.weight()));
            row.put("shares", number(h.shares()));
            rows.add(row);
        }
        return rows;
    }

    private static @Nullable Object number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
