package io.qvm.store.check;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * All checks, with what their findings say: title, what is counted, what would be right, and what it does to the scores.
 *
 * <p>The name in lower case is the id in thresholds files and reports.
 */
public enum Check {
    CANNOT_LOAD(
            "The data cannot be loaded",
            "datasets",
            "Mend what the message names, or choose another preset.",
            "No score can be made at all, and the checks of prices and facts could not be made.",
            Optional.empty()),
    DUPLICATE_ROWS(
            "Rows with the same key",
            "rows",
            "One row for each key; a unique key on the table keeps it so.",
            "Scores cannot be made: the load refuses them. The other checks looked at one row of each.",
            Optional.of(Checks::duplicateRows)),
    REPEATED_FACTS(
            "Facts with the same key",
            "facts",
            "One row for each ticker, item, quarter and revision.",
            "None where the rows are equal; those published on different days count as revisions, in that order.",
            Optional.of(Checks::repeatedFacts)),
    ROWS_WITHOUT_KEY(
            "Rows without ticker or date",
            "rows",
            "A ticker and a date in every row, or a condition in the preset's SQL that leaves such rows out.",
            "Scores cannot be made: the load refuses them, but for instruments, which it passes over. The other checks left them"
                    + " out.",
            Optional.of(Checks::rowsWithoutKey)),
    INVALID_ROWS(
            "Rows with a quarter, year, statement or number that cannot be",
            "rows",
            "Fiscal quarters 1 to 4, years 1800 to 2200, statement types PL, BS, CF, finite values, delisting returns of -1 or more.",
            "Scores cannot be made: the load refuses them. The other checks left them out.",
            Optional.of(Checks::invalidRows)),
    NO_TRADING_DAYS(
            "No day on which any stock traded",
            "days",
            "Volume above 0 where a stock traded: a trading day is a date on which some instrument has volume.",
            "No score can be made: there is no day to make it for.",
            Optional.of(Checks::noTradingDays)),
    MISSING_FIELDS(
            "Columns and tables that the data do not have",
            "columns",
            "A column in the preset's SQL, if the database has the number at all.",
            "What is made from the column is missing for every stock.",
            Optional.of(Checks::missingFields)),
    NAN_VALUES(
            "NaN where a missing value should be NULL",
            "values",
            "NULL, or the number.",
            "Read as missing, so nothing is scored from it; but whoever wrote NaN divided zero by zero, and the numbers beside it are in doubt.",
            Optional.of(Checks::nanValues)),
    ABSURD_VALUES(
            "Infinite or absurdly large numbers",
            "values",
            "The number as reported, in currency units or shares.",
            "One such number drags mean and deviation of its whole group: every z-score of the group is wrong on these days.",
            Optional.of(Checks::absurdValues)),
    IMPOSSIBLE_DATES(
            "Dates that cannot be",
            "rows",
            "The real date; NULL where it is not known, not a stand-in such as 9999-12-31.",
            "A fact published in 9999 is never known, one of 1900 always was: its ticker's scores lack it or look ahead. A price row on such a day is a day of its own.",
            Optional.of(Checks::impossibleDates)),
    ODD_TICKERS(
            "Tickers with odd text",
            "tickers",
            "Short codes without blanks at the ends, quotation marks or control characters, that differ in more than upper and lower case.",
            "Rows of one company stand under two names, and each name has half a history; joins in a case-insensitive database mix two companies.",
            Optional.of(Checks::oddTickers)),
    MISSING_DAYS(
            "Days without any row on which the market was open",
            "days",
            "The rows of these days, from the source.",
            "No scores on these days; returns and liquidity of all stocks skip them.",
            Optional.of(Checks::missingDays)),
    ODD_CLOSURES(
            "Weekdays without any row at an unusual time of the year",
            "days",
            "Nothing, if the market was closed that day; its rows, if it was not.",
            "If the market was open: no scores on these days, and returns of all stocks skip them.",
            Optional.of(Checks::oddClosures)),
    THIN_DAYS(
            "Days with far fewer rows than the days around them",
            "days",
            "The rows of the other stocks.",
            "Stocks without a row are scored on older prices that day, or not at all; who is compared with whom changes for a day.",
            Optional.of(Checks::thinDays)),
    WEEKEND_ROWS(
            "Rows on days of the week on which the market does not trade",
            "days",
            "No rows on these days, or the right date.",
            "With volume such a day counts as a trading day and gets scores; returns over a number of rows span a day more.",
            Optional.of(Checks::weekendRows)),
    GAPS(
            "Days on which the market traded and a listed stock has no row",
            "rows",
            "A row for each trading day; with volume 0 if the stock did not trade.",
            "No score of the stock on these days if they are many; liquidity is counted over fewer days, and the whole move falls on the day after.",
            Optional.of(Checks::gaps)),
    SUSPENSIONS(
            "Long stretches without rows in the life of a stock",
            "rows",
            "Nothing, if the stock was suspended; otherwise its rows.",
            "The stock has no score from some days into the gap on; its momentum compares prices from before and after.",
            Optional.of(Checks::suspensions)),
    PRICE_JUMPS(
            "Price jumps without a corporate action",
            "rows",
            "An adjusted close that is adjusted for the split or dividend, or the price as traded; nothing, if the stock really moved so.",
            "Momentum of these tickers is wrong from a month after the jump for 12 months, and with it the mean and deviation of their group.",
            Optional.of(Checks::priceJumps)),
    LARGE_MOVES(
            "Large price moves with a surge in trading",
            "rows",
            "Nothing: shares and money traded say that it was news.",
            "Momentum is what it is; a z-score at the clip is likely.",
            Optional.of(Checks::largeMoves)),
    PRICE_SPIKES(
            "Single prices far off both neighbours",
            "rows",
            "The price as traded; a bar that is off by a factor of 10 or 100 is a slip of the source.",
            "Momentum that starts or ends on such a day is wrong, and value wherever the market cap follows the price; a backtest may trade at it.",
            Optional.of(Checks::priceSpikes)),
    STALE_PRICES(
            "Prices that stand still although the stock trades",
            "rows",
            "The day's closing price.",
            "Momentum of these tickers is too near to zero, and value follows an old price; volatility is too low.",
            Optional.of(Checks::stalePrices)),
    FROZEN_PRICES(
            "Prices repeated without trading",
            "rows",
            "Nothing, if the stock was suspended; otherwise its prices and volume.",
            "Such a stock keeps its old momentum; whether it is scored depends on the model's rule for stocks that do not trade.",
            Optional.of(Checks::frozenPrices)),
    COPIED_DAYS(
            "Days that repeat the day before",
            "days",
            "The day's own rows.",
            "All returns of the day are zero, and the next day's are those of two days; liquidity counts the volume twice.",
            Optional.of(Checks::copiedDays)),
    VOLUME_WITHOUT_PRICE(
            "Volume without a price",
            "rows",
            "The day's closing price.",
            "The stock traded but has no price: momentum that starts or ends there takes an older price or is missing.",
            Optional.of(Checks::volumeWithoutPrice)),
    PRICE_WITHOUT_VOLUME(
            "Prices without a volume",
            "rows",
            "The volume; 0 if the stock did not trade.",
            "Liquidity is missing these days, and a model that wants a recent trade does not score the stock.",
            Optional.of(Checks::priceWithoutVolume)),
    MISSING_ADJUSTED(
            "Closes without an adjusted close",
            "rows",
            "The adjusted close; equal to the close if nothing was to be adjusted.",
            "Momentum of these tickers takes an older price or is missing.",
            Optional.of(Checks::missingAdjusted)),
    PRICE_RANGE(
            "High below low, or open or close outside the day's range",
            "rows",
            "low <= open, close <= high; as traded, all four.",
            "None on QVM scores, which use closes only; formulas over open, high and low are wrong, and one of the four prices is.",
            Optional.of(Checks::priceRange)),
    NON_POSITIVE_PRICES(
            "Prices that are zero or negative",
            "rows",
            "The price, or NULL where there is none.",
            "Momentum that starts there is missing, one that ends there is -100 %.",
            Optional.of(Checks::nonPositivePrices)),
    NEGATIVE_AMOUNTS(
            "Negative volumes, traded values or share counts",
            "rows",
            "A number of 0 or more.",
            "Liquidity and market cap of the stock are wrong that day.",
            Optional.of(Checks::negativeAmounts)),
    TRADED_VALUE_MISMATCH(
            "Traded value far from close x volume",
            "rows",
            "Currency units, and the same day's trades in both.",
            "Average daily traded value is off by the same factor: the liquidity filter lets the wrong stocks through.",
            Optional.of(Checks::tradedValueMismatch)),
    MISSING_MARKET_CAPS(
            "Traded stocks without a market cap",
            "rows",
            "Market cap, or shares outstanding and a preset that multiplies.",
            "No value score of these tickers on these days, or one from an old market cap.",
            Optional.of(Checks::missingMarketCaps)),
    NON_POSITIVE_MARKET_CAPS(
            "Market caps that are zero or negative",
            "rows",
            "Close x shares outstanding, or NULL.",
            "Value is missing, or has the wrong sign in a model that does not ask; the reference model reads zero as a missing value worth 0.",
            Optional.of(Checks::nonPositiveMarketCaps)),
    MARKET_CAP_MISMATCH(
            "Market caps far from close x shares outstanding",
            "rows",
            "Market cap as traded that day: close as traded x shares of that day, in currency units.",
            "Value of these tickers is off by the same factor that day.",
            Optional.of(Checks::marketCapMismatch)),
    MARKET_CAP_JUMPS(
            "Market caps that jump while price and shares do not",
            "rows",
            "Price and share count on the same basis on every day; share counts that change on the day of the change.",
            "Value of these tickers jumps with it, until the market cap is right again.",
            Optional.of(Checks::marketCapJumps)),
    SHARE_JUMPS(
            "Share counts that jump without a split",
            "rows",
            "The count of shares outstanding, in shares, not thousands; the new count from the day of the split on.",
            "Market caps made from it, and value with them, are off by the same factor.",
            Optional.of(Checks::shareJumps)),
    PUBLISHED_BEFORE_PERIOD_END(
            "Facts published before their period ended",
            "facts",
            "The day on which the report was published.",
            "These scores look ahead: they use figures that nobody could know. A backtest earns from it.",
            Optional.of(Checks::publishedBeforePeriodEnd)),
    PUBLISHED_LATE(
            "Facts published implausibly late",
            "facts",
            "The day of the first report, not of a later copy of it; the fiscal year that the value belongs to.",
            "The ticker's quality and value rest on older quarters, or are missing, until that day.",
            Optional.of(Checks::publishedLate)),
    NO_PUBLICATION_DATE(
            "Facts without a publication date",
            "facts",
            "The day on which the report was published.",
            "They count as known the model's reporting lag after their period's end; where the report came later, scores look ahead.",
            Optional.of(Checks::noPublicationDate)),
    REVISIONS_OUT_OF_ORDER(
            "Later revisions published before earlier ones",
            "facts",
            "Revisions numbered in the order of publication.",
            "On the days between, the newest revision known is not the newest one published.",
            Optional.of(Checks::revisionsOutOfOrder)),
    ODD_PERIOD_ENDS(
            "Period ends far from the fiscal quarter they are called",
            "facts",
            "Fiscal year and quarter of the period, or the right period end.",
            "Without a publication date the fact counts too early or too late; trailing sums add quarters that do not follow on each other.",
            Optional.of(Checks::oddPeriodEnds)),
    UNIT_BREAKS(
            "Values that jump by a factor of a thousand or more between quarters",
            "facts",
            "The same unit in all quarters (key unit in the preset, or the row in the database).",
            "Trailing sums and averages with this quarter are wrong for five quarters; the ticker's z-scores hit the clip, and its group's deviation is inflated.",
            Optional.of(Checks::unitBreaks)),
    MISSING_QUARTERS(
            "Quarters missing between others",
            "quarters",
            "The quarter's report.",
            "No trailing sum for the four quarters after the gap, no five-quarter average for five: quality and value are missing or rest on older quarters.",
            Optional.of(Checks::missingQuarters)),
    MISSING_ITEMS(
            "Single items missing in quarters that have others",
            "facts",
            "The item's value; 0 where the company reports none.",
            "Metrics of the item are missing for up to five quarters; the others keep their weight.",
            Optional.of(Checks::missingItems)),
    DUPLICATE_QUARTERS(
            "One period under two fiscal quarters",
            "facts",
            "Each period once.",
            "Trailing sums count the period twice.",
            Optional.of(Checks::duplicateQuarters)),
    COPIED_QUARTERS(
            "Quarters that repeat the quarter before to the last digit",
            "quarters",
            "The quarter's own figures.",
            "Trailing sums count one quarter twice; growth is zero.",
            Optional.of(Checks::copiedQuarters)),
    YEAR_TO_DATE_FLOWS(
            "Flows that add up from the beginning of the fiscal year",
            "tickers",
            "Single quarters; or the preset's option for year-to-date reports, if the whole source has them.",
            "Trailing sums are about two and a half times too large, by an amount that depends on the fiscal quarter: quality and value are wrong.",
            Optional.of(Checks::yearToDateFlows)),
    SIGN_BREAKS(
            "Items with the opposite sign of the other tickers'",
            "tickers",
            "One convention for all: revenues, assets and spending positive.",
            "Margins and cost ratios of these tickers are on the wrong side of one; quality is wrong.",
            Optional.of(Checks::signBreaks)),
    IMPLAUSIBLE_BALANCES(
            "Equity above assets, or assets that are not positive",
            "facts",
            "The balance sheet as reported.",
            "Returns on equity and assets of these tickers are wrong or missing for five quarters.",
            Optional.of(Checks::implausibleBalances)),
    MISSING_SECTOR(
            "Stocks without a sector",
            "tickers",
            "The sector.",
            "They have no group of their own: their z-scores are those against the whole universe, and bank metrics are never used.",
            Optional.of(Checks::missingSector)),
    SMALL_SECTORS(
            "Sectors with fewer stocks than a group needs",
            "sectors",
            "Nothing; or sector_aliases in the preset, to join sectors that are the same; or a smaller min_group_size in the model.",
            "On days with too few stocks the sector is compared with the whole universe: its scores carry the sector's tilt.",
            Optional.of(Checks::smallSectors)),
    NO_DELISTED_STOCKS(
            "Hardly any stock ever left the market",
            "tickers",
            "The stocks that were bought, went bankrupt or were delisted, for as long as they traded.",
            "Survivorship: every backtest picks among stocks that are known to have survived, and its returns are too high.",
            Optional.of(Checks::noDelistedStocks)),
    ENDED_WITHOUT_DELISTING(
            "Prices that end early without a delisting date",
            "tickers",
            "delisted_on, and the return from the last price to what holders got.",
            "The model drops the stock some weeks after its last price; a backtest keeps the last price until it assumes a return.",
            Optional.of(Checks::endedWithoutDelisting)),
    TRADING_BEFORE_LISTING(
            "Prices before the listing",
            "rows",
            "Nothing, if listed_on is the day on which the stock came into the universe; otherwise the day of the listing.",
            "No scores on these days, though the stock traded; its momentum may start there.",
            Optional.of(Checks::tradingBeforeListing)),
    TRADING_AFTER_DELISTING(
            "Prices after the delisting",
            "rows",
            "A delisting date that agrees with the prices, or another ticker for the next company.",
            "No scores on these days; a backtest has sold the stock, or holds another company under the same ticker.",
            Optional.of(Checks::tradingAfterDelisting)),
    UNKNOWN_DELISTING_RETURNS(
            "Delisted stocks whose final return is not known",
            "tickers",
            "The return from the last price to what holders got; -1 for a total loss.",
            "None on scores; a backtest settles them at the strategy's assumption.",
            Optional.of(Checks::unknownDelistingReturns)),
    NO_INSTRUMENT(
            "Tickers with prices that are not among the instruments",
            "tickers",
            "A row in the instruments.",
            "Never scored, though traded.",
            Optional.of(Checks::noInstrument)),
    FACTS_WITHOUT_PRICES(
            "Tickers with facts but without prices",
            "tickers",
            "Their prices, or the ticker that prices have.",
            "Never scored: reports of companies whose prices are lost are a sign of survivorship, or of a ticker that was renamed.",
            Optional.of(Checks::factsWithoutPrices)),
    PRICES_WITHOUT_FACTS(
            "Tickers with prices but without facts",
            "tickers",
            "Their reports, or the ticker that reports have.",
            "Momentum only: no quality and no value.",
            Optional.of(Checks::pricesWithoutFacts)),
    INDEX_AMONG_STOCKS(
            "Indices among the stocks",
            "tickers",
            "Stocks only; a drop_reason or a condition in the preset.",
            "The index is scored like a stock and enters the mean and deviation of its group.",
            Optional.of(Checks::indexAmongStocks)),
    LOW_COVERAGE(
            "Years in which most stocks lack market caps or facts",
            "years",
            "Data for these years, or a range that leaves them out.",
            "Few stocks have quality or value, and these few are not like the others: ranks of such years say little.",
            Optional.of(Checks::lowCoverage)),
    NO_INDEX(
            "No index",
            "datasets",
            "A dataset indices in the preset.",
            "None on scores; backtests have no benchmark, and regime overlays cannot work.",
            Optional.of(Checks::noIndex)),
    INDEX_HOLES(
            "Trading days without an index level",
            "days",
            "The level.",
            "None on scores; returns against the benchmark leave these days out.",
            Optional.of(Checks::indexHoles)),
    INDEX_LEVELS(
            "Index levels that cannot be, or that jump",
            "days",
            "The closing level.",
            "None on scores; benchmark returns and regimes are wrong from that day on.",
            Optional.of(Checks::indexLevels)),
    BAD_CORPORATE_ACTIONS(
            "Corporate actions that cannot be",
            "rows",
            "A split with a ratio above 0, a dividend with an amount above 0, for a ticker that has prices.",
            "None on scores, which use the adjusted close; they explain no price jump.",
            Optional.of(Checks::badCorporateActions));

    private final String title;
    private final String unit;
    private final String right;
    private final String effect;
    private final Optional<Function<Checks, CheckSettings>> settings;

    Check(String title, String unit, String right, String effect, Optional<Function<Checks, CheckSettings>> settings) {
        this.title = title;
        this.unit = unit;
        this.right = right;
        this.effect = effect;
        this.settings = settings;
    }

    /** Name in files and reports. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, in a few words. */
    public String title() {
        return title;
    }

    /** What is counted, in the plural. */
    String unit() {
        return unit;
    }

    /** What the data would have to be. */
    String right() {
        return right;
    }

    /** What it does to the scores. */
    String effect() {
        return effect;
    }

    /**
     * True if it is about the data set as a whole or about scores that are missing, not about single scores that are wrong:
     * such findings would put every score in doubt.
     */
    boolean isAboutTheWhole() {
        return switch (this) {
            case NO_DELISTED_STOCKS,
                    LOW_COVERAGE,
                    NO_PUBLICATION_DATE,
                    MISSING_MARKET_CAPS,
                    MISSING_SECTOR,
                    SMALL_SECTORS,
                    PRICES_WITHOUT_FACTS -> true;
            default -> false;
        };
    }

    /** What the thresholds say about it; empty for the one check that cannot be switched off. */
    Optional<CheckSettings> settings(Checks checks) {
        return settings.map(s -> s.apply(checks));
    }
}
