package io.qvm.store.check;

import java.util.List;
import java.util.Optional;

/**
 * The settings of every check, by its id in the thresholds file.
 *
 * <p>What the keys mean, and the shipped values, stand in {@code checks/default.yaml}; shares are 0 to 1.
 */
public record Checks(
        Plain duplicateRows,
        Plain repeatedFacts,
        Plain rowsWithoutKey,
        Plain invalidRows,
        Plain noTradingDays,
        Plain missingFields,
        Plain nanValues,
        AbsurdValues absurdValues,
        ImpossibleDates impossibleDates,
        OddTickers oddTickers,
        MissingDays missingDays,
        OddClosures oddClosures,
        ThinDays thinDays,
        Plain weekendRows,
        Gaps gaps,
        Plain suspensions,
        PriceJumps priceJumps,
        Plain largeMoves,
        PriceSpikes priceSpikes,
        StalePrices stalePrices,
        FrozenPrices frozenPrices,
        CopiedDays copiedDays,
        Plain volumeWithoutPrice,
        Plain priceWithoutVolume,
        Plain missingAdjusted,
        PriceRange priceRange,
        Plain nonPositivePrices,
        Plain negativeAmounts,
        TradedValueMismatch tradedValueMismatch,
        Plain missingMarketCaps,
        Plain nonPositiveMarketCaps,
        MarketCapMismatch marketCapMismatch,
        MarketCapJumps marketCapJumps,
        ShareJumps shareJumps,
        Plain publishedBeforePeriodEnd,
        PublishedLate publishedLate,
        Plain noPublicationDate,
        Plain revisionsOutOfOrder,
        OddPeriodEnds oddPeriodEnds,
        UnitBreaks unitBreaks,
        Plain missingQuarters,
        Plain missingItems,
        Plain duplicateQuarters,
        CopiedQuarters copiedQuarters,
        YearToDateFlows yearToDateFlows,
        SignBreaks signBreaks,
        Plain implausibleBalances,
        Plain missingSector,
        SmallSectors smallSectors,
        NoDelistedStocks noDelistedStocks,
        Plain endedWithoutDelisting,
        Plain tradingBeforeListing,
        Plain tradingAfterDelisting,
        Plain unknownDelistingReturns,
        Plain noInstrument,
        Plain factsWithoutPrices,
        Plain pricesWithoutFacts,
        Plain indexAmongStocks,
        LowCoverage lowCoverage,
        Plain noIndex,
        Plain indexHoles,
        IndexLevels indexLevels,
        Plain badCorporateActions) {

    /** A check without limits of its own. */
    public record Plain(Level severity, double infoUpTo, double unfitAbove) implements CheckSettings {
        public Plain {
            CheckSettings.validate(infoUpTo, unfitAbove);
        }
    }

    /**
     * Settings of {@code absurd_values}.
     *
     * @param maxPrice currency
     * @param maxShares shares, and volume in shares
     * @param maxAmount currency: market caps, traded values, reported values
     * @param maxDelistingReturn return from the last price to what holders got; 1 is twice the price
     */
    public record AbsurdValues(
            Level severity,
            double infoUpTo,
            double unfitAbove,
            double maxPrice,
            double maxShares,
            double maxAmount,
            double maxDelistingReturn)
            implements CheckSettings {
        public AbsurdValues {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("max_price", maxPrice);
            CheckSettings.atLeastZero("max_shares", maxShares);
            CheckSettings.atLeastZero("max_amount", maxAmount);
            CheckSettings.atLeastZero("max_delisting_return", maxDelistingReturn);
        }
    }

    /**
     * Settings of {@code impossible_dates}.
     *
     * @param firstYear year before which no date may lie
     * @param daysAhead a date may lie this many days after today
     */
    public record ImpossibleDates(Level severity, double infoUpTo, double unfitAbove, int firstYear, int daysAhead)
            implements CheckSettings {
        public ImpossibleDates {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("first_year", firstYear);
            CheckSettings.atLeastZero("days_ahead", daysAhead);
        }
    }

    /**
     * Settings of {@code odd_tickers}.
     *
     * @param maxLength characters that a ticker may have
     */
    public record OddTickers(Level severity, double infoUpTo, double unfitAbove, int maxLength)
            implements CheckSettings {
        public OddTickers {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("max_length", maxLength);
        }
    }

    /**
     * Settings of {@code missing_days}.
     *
     * @param maxClosedDays weekdays in a row that a holiday may last
     * @param maxClosedPerYear weekdays a year that the market may be closed
     */
    public record MissingDays(
            Level severity, double infoUpTo, double unfitAbove, int maxClosedDays, int maxClosedPerYear)
            implements CheckSettings {
        public MissingDays {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("max_closed_days", maxClosedDays);
            CheckSettings.atLeastZero("max_closed_per_year", maxClosedPerYear);
        }
    }

    /**
     * Settings of {@code odd_closures}.
     *
     * @param windowDays a holiday falls on about the same day in some other year
     * @param minYears with fewer years there is nothing to compare with
     */
    public record OddClosures(Level severity, double infoUpTo, double unfitAbove, int windowDays, int minYears)
            implements CheckSettings {
        public OddClosures {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("window_days", windowDays);
            CheckSettings.atLeastZero("min_years", minYears);
        }
    }

    /**
     * Settings of {@code thin_days}.
     *
     * @param minShare share of the rows that days around it have
     * @param windowDays trading days on either side
     */
    public record ThinDays(Level severity, double infoUpTo, double unfitAbove, double minShare, int windowDays)
            implements CheckSettings {
        public ThinDays {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("min_share", minShare);
            CheckSettings.atLeastZero("window_days", windowDays);
        }
    }

    /**
     * Settings of {@code gaps}.
     *
     * @param suspensionDays trading days without a row from which on it is a suspension
     */
    public record Gaps(Level severity, double infoUpTo, double unfitAbove, int suspensionDays)
            implements CheckSettings {
        public Gaps {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("suspension_days", suspensionDays);
        }
    }

    /**
     * Settings of {@code price_jumps}.
     *
     * @param maxMove smallest move that is a jump, upwards; 0.5 is a half up or a third down
     * @param maxGapDays moves over more trading days than this are not judged
     * @param newsFactor shares and money traded, against the days before, that make a move real
     * @param newListingDays the first days of a listing are not judged
     * @param splitTolerance a split explains a move that is this near to its ratio
     */
    public record PriceJumps(
            Level severity,
            double infoUpTo,
            double unfitAbove,
            double maxMove,
            int maxGapDays,
            int newListingDays,
            double newsFactor,
            double splitTolerance)
            implements CheckSettings {
        public PriceJumps {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("max_move", maxMove);
            CheckSettings.atLeastZero("max_gap_days", maxGapDays);
            CheckSettings.atLeastZero("new_listing_days", newListingDays);
            CheckSettings.atLeastZero("news_factor", newsFactor);
            CheckSettings.atLeastZero("split_tolerance", splitTolerance);
        }
    }

    /**
     * Settings of {@code price_spikes}.
     *
     * @param minMove smallest move away from both neighbours
     * @param neighbours how far apart the neighbours may be
     */
    public record PriceSpikes(Level severity, double infoUpTo, double unfitAbove, double minMove, double neighbours)
            implements CheckSettings {
        public PriceSpikes {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("min_move", minMove);
            CheckSettings.atLeastZero("neighbours", neighbours);
        }
    }

    /**
     * Settings of {@code stale_prices}.
     *
     * @param days rows in a row with volume and the very same close
     */
    public record StalePrices(Level severity, double infoUpTo, double unfitAbove, int days) implements CheckSettings {
        public StalePrices {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("days", days);
        }
    }

    /**
     * Settings of {@code frozen_prices}.
     *
     * @param days rows in a row without volume and with the very same close
     */
    public record FrozenPrices(Level severity, double infoUpTo, double unfitAbove, int days) implements CheckSettings {
        public FrozenPrices {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("days", days);
        }
    }

    /**
     * Settings of {@code copied_days}.
     *
     * @param minShare share of the traded stocks whose close and volume repeat the day before
     * @param minStocks traded stocks that a day needs to be judged
     */
    public record CopiedDays(Level severity, double infoUpTo, double unfitAbove, double minShare, int minStocks)
            implements CheckSettings {
        public CopiedDays {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("min_share", minShare);
            CheckSettings.atLeastZero("min_stocks", minStocks);
        }
    }

    /**
     * Settings of {@code price_range}.
     *
     * @param tolerance relative, for rounded prices
     */
    public record PriceRange(Level severity, double infoUpTo, double unfitAbove, double tolerance)
            implements CheckSettings {
        public PriceRange {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("tolerance", tolerance);
        }
    }

    /**
     * Settings of {@code traded_value_mismatch}.
     *
     * @param maxFactor between traded value and close x volume
     */
    public record TradedValueMismatch(Level severity, double infoUpTo, double unfitAbove, double maxFactor)
            implements CheckSettings {
        public TradedValueMismatch {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("max_factor", maxFactor);
        }
    }

    /**
     * Settings of {@code market_cap_mismatch}.
     *
     * @param maxFactor between market cap and close x shares
     */
    public record MarketCapMismatch(Level severity, double infoUpTo, double unfitAbove, double maxFactor)
            implements CheckSettings {
        public MarketCapMismatch {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("max_factor", maxFactor);
        }
    }

    /**
     * Settings of {@code market_cap_jumps}.
     *
     * @param maxFactor from row to row, beyond what price or shares explain
     * @param maxGapDays moves over more trading days than this are not judged
     */
    public record MarketCapJumps(Level severity, double infoUpTo, double unfitAbove, double maxFactor, int maxGapDays)
            implements CheckSettings {
        public MarketCapJumps {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("max_factor", maxFactor);
            CheckSettings.atLeastZero("max_gap_days", maxGapDays);
        }
    }

    /**
     * Settings of {@code share_jumps}.
     *
     * @param maxFactor from row to row, without a split
     */
    public record ShareJumps(Level severity, double infoUpTo, double unfitAbove, double maxFactor)
            implements CheckSettings {
        public ShareJumps {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("max_factor", maxFactor);
        }
    }

    /**
     * Settings of {@code published_late}.
     *
     * @param maxDays from the period's end to the first report
     * @param listingDays around a listing, the prospectus publishes old quarters
     */
    public record PublishedLate(Level severity, double infoUpTo, double unfitAbove, int maxDays, int listingDays)
            implements CheckSettings {
        public PublishedLate {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("max_days", maxDays);
            CheckSettings.atLeastZero("listing_days", listingDays);
        }
    }

    /**
     * Settings of {@code odd_period_ends}.
     *
     * @param maxDays between a period's end and that of the calendar quarter of the same name
     */
    public record OddPeriodEnds(Level severity, double infoUpTo, double unfitAbove, int maxDays)
            implements CheckSettings {
        public OddPeriodEnds {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("max_days", maxDays);
        }
    }

    /**
     * Settings of {@code unit_breaks}.
     *
     * @param minFactor factor against the quarters around it
     * @param quarters quarters on either side to compare with
     * @param nearZeroItems items that come near to zero by nature, judged only with other items of the quarter
     */
    public record UnitBreaks(
            Level severity,
            double infoUpTo,
            double unfitAbove,
            double minFactor,
            int quarters,
            List<String> nearZeroItems)
            implements CheckSettings {
        public UnitBreaks {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("min_factor", minFactor);
            CheckSettings.atLeastZero("quarters", quarters);
            nearZeroItems = List.copyOf(nearZeroItems);
        }
    }

    /**
     * Settings of {@code copied_quarters}.
     *
     * @param minItems items that two quarters must have in common
     * @param minShare share of these that are equal to the last digit
     */
    public record CopiedQuarters(Level severity, double infoUpTo, double unfitAbove, int minItems, double minShare)
            implements CheckSettings {
        public CopiedQuarters {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("min_items", minItems);
            CheckSettings.atLeastZero("min_share", minShare);
        }
    }

    /**
     * Settings of {@code year_to_date_flows}.
     *
     * @param minYears full fiscal years that a ticker needs to be judged
     * @param minShare share of these that rise from quarter to quarter as running sums do
     */
    public record YearToDateFlows(Level severity, double infoUpTo, double unfitAbove, int minYears, double minShare)
            implements CheckSettings {
        public YearToDateFlows {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("min_years", minYears);
            CheckSettings.atLeastZero("min_share", minShare);
        }
    }

    /**
     * Settings of {@code sign_breaks}.
     *
     * @param minShare share of a ticker's values with the sign that the other tickers' have not
     * @param items items that have one sign by nature
     */
    public record SignBreaks(Level severity, double infoUpTo, double unfitAbove, double minShare, List<String> items)
            implements CheckSettings {
        public SignBreaks {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("min_share", minShare);
            items = List.copyOf(items);
        }
    }

    /**
     * Settings of {@code small_sectors}.
     *
     * @param minStocks stocks that a group needs for z-scores of its own; empty for what the model says
     */
    public record SmallSectors(Level severity, double infoUpTo, double unfitAbove, Optional<Integer> minStocks)
            implements CheckSettings {
        public SmallSectors {
            CheckSettings.validate(infoUpTo, unfitAbove);
            minStocks = minStocks == null ? Optional.empty() : minStocks;
            minStocks.ifPresent(number -> CheckSettings.atLeastZero("min_stocks", number));
        }
    }

    /**
     * Settings of {@code no_delisted_stocks}.
     *
     * @param minYears years of prices from which on stocks should have gone
     * @param endedDays prices that end so many days before the data do belong to a stock that is gone
     * @param minSharePerYear share of the tickers that is expected to go in a year
     */
    public record NoDelistedStocks(
            Level severity, double infoUpTo, double unfitAbove, int minYears, int endedDays, double minSharePerYear)
            implements CheckSettings {
        public NoDelistedStocks {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("min_years", minYears);
            CheckSettings.atLeastZero("ended_days", endedDays);
            CheckSettings.atLeastZero("min_share_per_year", minSharePerYear);
        }
    }

    /**
     * Settings of {@code low_coverage}.
     *
     * @param minShare share of the tickers with prices that should have market caps, and facts of four quarters
     */
    public record LowCoverage(Level severity, double infoUpTo, double unfitAbove, double minShare)
            implements CheckSettings {
        public LowCoverage {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("min_share", minShare);
        }
    }

    /**
     * Settings of {@code index_levels}.
     *
     * @param maxMove from day to day
     */
    public record IndexLevels(Level severity, double infoUpTo, double unfitAbove, double maxMove)
            implements CheckSettings {
        public IndexLevels {
            CheckSettings.validate(infoUpTo, unfitAbove);
            CheckSettings.atLeastZero("max_move", maxMove);
        }
    }
}
