package io.qvm.store.check;

import io.qvm.market.InvalidInputException;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.check.DataCheckReport;
import io.qvm.market.check.YearCoverage;
import io.qvm.store.LoadRange;
import io.qvm.store.RawStore;
import io.qvm.store.db.Database;
import io.qvm.store.db.StoreException;
import io.qvm.store.preset.Preset;
import io.qvm.store.preset.Presets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Checks raw data, in place or imported, before scores are made from them.
 *
 * <p>Reads the data once as stage 1 does, whole columns at a time. Where the load refuses them (a key that occurs twice), the
 * rows at fault become findings, and the rest is checked without them.
 */
public final class DataCheck {
    private final Database database;
    private final Preset preset;
    private final Thresholds thresholds;
    private final ScoreGroups groups;
    private final LocalDate today;
    private final Progress progress;
    private final Findings findings;

    private DataCheck(
            Database database,
            Preset preset,
            Thresholds thresholds,
            ScoreGroups groups,
            LocalDate today,
            Progress progress) {
        this.database = database;
        this.preset = preset;
        this.thresholds = thresholds;
        this.groups = groups;
        this.today = today;
        this.progress = progress;
        this.findings = new Findings(thresholds);
    }

    /** Hears what is being done. */
    @FunctionalInterface
    public interface Progress {
        void step(String what);
    }

    /**
     * Makes all checks.
     *
     * @param preset layout of a user's own tables; empty for the canonical ones
     * @param groups what the scores' model compares with each other
     * @param today dates long after it are impossible
     * @throws InvalidInputException if there are no raw data at all
     */
    public static DataCheckReport run(
            Database database,
            Optional<Preset> preset,
            Thresholds thresholds,
            ScoreGroups groups,
            LocalDate today,
            Progress progress) {
        RawStore.of(database, preset);
        return new DataCheck(database, preset.orElseGet(Presets::canonical), thresholds, groups, today, progress).run();
    }

    private DataCheckReport run() {
        Optional<MarketData> data = load();
        if (data.isEmpty()) {
            return report("nothing could be loaded", List.of());
        }
        MarketData loaded = data.get();
        CheckedMarket market = new CheckedMarket(loaded, thresholds.checks(), preset.reportingLagDays(), today);
        findings.about(market);
        progress.step("asking the database");
        SourceScan scan = new SourceScan(database, preset);
        scan.nanValues(findings);
        if (!findings.has(Check.DUPLICATE_ROWS)) {
            KeyAudit.repeatedFacts(database, preset, findings);
        }
        Map<String, Long> factTickers = scan.factTickers();
        List<CorporateActionRow> actions = corporateActions(scan);
        Splits splits = new Splits(actions);

        progress.step("prices");
        missingFields(market);
        ImpossibleDateCheck.run(market, findings);
        CalendarChecks.run(market, findings);
        PriceMoveChecks.run(market, findings, splits);
        StalePriceChecks.run(market, findings);
        RowChecks.run(market, findings);
        MarketCapChecks.run(market, findings, splits);
        progress.step("facts");
        FactDateChecks.run(market, findings);
        FactLevelChecks.run(market, findings);
        QuarterChecks.run(market, findings);
        progress.step("universe");
        TickerChecks.run(market, findings, factTickers.keySet());
        List<YearCoverage> years = CoverageByYear.count(
                market, thresholds.checks().noDelistedStocks().endedDays());
        UniverseChecks.run(market, findings, groups, factTickers, years);
        IndexChecks.run(market, findings);
        SourceScan.judge(actions, market, findings);

        String extent = market.from == market.to
                ? "no price"
                : String.format(
                        Locale.ROOT,
                        "%s to %s, %,d days, %,d tickers, %,d price rows, %,d facts",
                        market.dates.date(market.from),
                        market.dates.date(market.to - 1),
                        market.to - market.from,
                        market.columns,
                        priceRows(market),
                        loaded.facts().size());
        return report(extent, CoverageByYear.withDoubts(market, years, findings.inDoubt(), findings.inError()));
    }

    private static long priceRows(CheckedMarket market) {
        long rows = 0;
        for (int n : market.rowsOn) {
            rows += n;
        }
        return rows;
    }

    private DataCheckReport report(String extent, List<YearCoverage> years) {
        return new DataCheckReport(
                database.url().toString(),
                preset.name(),
                extent,
                findings.all(),
                findings.passed(),
                findings.skipped(),
                years,
                thresholds.name(),
                thresholds.text());
    }

    private Optional<MarketData> load() {
        progress.step("loading");
        try {
            MarketData data = RawStore.of(database, Optional.of(preset))
                    .load(LoadRange.all().withAbsurd());
            for (Check check : List.of(Check.DUPLICATE_ROWS, Check.INVALID_ROWS)) {
                findings.end(findings.begin(check), 0);
            }
            Hits keyless = findings.begin(Check.ROWS_WITHOUT_KEY);
            KeyAudit.namelessInstruments(database, preset, keyless);
            findings.end(keyless, 0);
            findings.end(findings.begin(Check.CANNOT_LOAD), 0);
            return Optional.of(data);
        } catch (InvalidInputException | IllegalArgumentException | StoreException e) {
            return loadWithoutBadRows(e);
        }
    }

    private Optional<MarketData> loadWithoutBadRows(RuntimeException refusal) {
        progress.step("looking for the rows that the load refuses");
        Optional<Preset> cleaned = withoutBadRows(refusal);
        if (cleaned.isEmpty() || findings.all().isEmpty()) {
            return cannotLoad(refusal);
        }
        try {
            progress.step("loading without them");
            MarketData data =
                    RawStore.of(database, cleaned).load(LoadRange.all().withAbsurd());
            findings.end(findings.begin(Check.CANNOT_LOAD), 0);
            return Optional.of(data);
        } catch (InvalidInputException | IllegalArgumentException | StoreException e) {
            return cannotLoad(e);
        }
    }

    /** Empty if tables are such that not even the bad rows can be asked for; why is what the load said before. */
    private Optional<Preset> withoutBadRows(RuntimeException refusal) {
        try {
            return Optional.of(KeyAudit.cleaned(database, preset, findings));
        } catch (InvalidInputException | IllegalArgumentException | StoreException e) {
            refusal.addSuppressed(e);
            return Optional.empty();
        }
    }

    private Optional<MarketData> cannotLoad(RuntimeException refusal) {
        String message = String.valueOf(refusal.getMessage());
        Hits hits = findings.begin(Check.CANNOT_LOAD);
        hits.add(1, "", "", OptionalInt.empty(), () -> message);
        findings.end(hits, 0);
        return Optional.empty();
    }

    private List<CorporateActionRow> corporateActions(SourceScan scan) {
        try {
            return scan.corporateActions();
        } catch (InvalidInputException e) {
            findings.skip(Check.BAD_CORPORATE_ACTIONS, String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private void missingFields(CheckedMarket market) {
        Map<String, String> missing = new TreeMap<>();
        field(market, missing, MarketField.ADJUSTED_CLOSE, "momentum is missing");
        field(market, missing, MarketField.VOLUME, "no day is a trading day");
        field(market, missing, MarketField.TRADED_VALUE, "no liquidity filter");
        field(market, missing, MarketField.MARKET_CAP, "value is missing");
        if (market.facts().size() == 0) {
            missing.put("facts", "quality and value are missing");
        }
        Hits hits = findings.begin(Check.MISSING_FIELDS);
        missing.forEach((name, effect) -> hits.add(1, "", name, OptionalInt.empty(), () -> effect));
        findings.end(hits, MarketField.values().length + 1L);

        Hits days = findings.begin(Check.NO_TRADING_DAYS);
        boolean any = false;
        for (int row = market.from; row < market.to && !any; row++) {
            any = market.data.isTradingDay(row);
        }
        if (!any) {
            int rows = market.to - market.from;
            days.add(Math.max(1, rows), "", "", OptionalInt.empty(), () -> "no volume above 0 on " + rows + " days");
        }
        findings.end(days, 0);
    }

    private static void field(CheckedMarket market, Map<String, String> missing, MarketField field, String effect) {
        if (!market.has(field)) {
            missing.put(field.column(), effect);
        }
    }
}
