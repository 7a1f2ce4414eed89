package io.qvm.simulator;

import io.qvm.market.DateIndex;
import io.qvm.simulator.Company.Suspension;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One company's prices, day by day.
 *
 * <p>The daily log return is market, sector and own shock, and three slow pulls that make quality, value and momentum
 * earn a little: good news is priced half at once and half over the following months; a price far from what the books
 * justify returns to it over years; expected returns are the same at every volatility. Nothing looks ahead: each pull
 * uses what was reported by then.
 */
final class PricePath {
    /** Log price by unit of hidden quality, once it is fully priced. */
    private static final double PRICE_OF_QUALITY = 0.32;
    /** Share of the gap between price and fair value that closes in a year. */
    private static final double REVERSION = 0.07;
    /** Yearly reward of a unit of reported quality. */
    private static final double QUALITY_REWARD = 0.02;
    /** Trading days over which unpriced news drips in. */
    private static final double DIGESTION = 90;

    private static final double LARGEST_JUMP = 0.25;

    private final SimulationSettings settings;
    private final Company company;
    private final Books books;
    private final Filings filings;
    private final MarketPath path;
    private final DateIndex dates;
    private final RandomStream random;
    private final List<CorporateAction> actions = new ArrayList<>();

    PricePath(
            SimulationSettings settings,
            Company company,
            Books books,
            Filings filings,
            MarketPath path,
            DateIndex dates) {
        this.settings = settings;
        this.company = company;
        this.books = books;
        this.filings = filings;
        this.path = path;
        this.dates = dates;
        this.random = new RandomStream(settings.seed(), RandomStream.Purpose.PRICES, company.number());
    }

    /** Fills the company's column and gives its corporate actions by date. */
    List<CorporateAction> write(PriceRows rows, int column) {
        int first = company.firstRow();
        double[] surprise = surprises();
        double[] dividend = dividendTotals();
        double[] shocks = MarketPath.cluster(random, dates.size());
        int splitRow = company.splits() ? random.between(first + 15, company.endRow() - 15) : -1;
        double known = books.quality[books.endedBy(dates.epochDay(first))];
        double unpriced = 0;
        double price = random.between(9.0, 70.0);
        double logPrice = StrictMath.log(price);
        double shares = Double.NaN;
        double owed = 0;
        PricePrinter printer = new PricePrinter(settings, company, rows, column);
        for (int t = first; t < company.endRow(); t++) {
            int k = books.endedBy(dates.epochDay(t));
            double fair = StrictMath.log(11 * company.sector().returnOnEquity) + PRICE_OF_QUALITY * known;
            double book = books.equity[k];
            double shock = company.volatility() / Math.sqrt(252) * path.stress[t];
            double news = PRICE_OF_QUALITY * surprise[t];
            double jump = Math.max(-LARGEST_JUMP, Math.min(LARGEST_JUMP, news / 2));
            if (t == first) {
                double value = Math.max(book, 0.2 * books.equity[0]) * StrictMath.exp(fair + 0.3 * random.normal());
                shares = Math.max(1e5, Math.rint(value / price / 1000) * 1000);
            } else {
                double gap = book > 0.02 * books.assets[k] ? fair + StrictMath.log(book / shares) - logPrice : 0;
                logPrice += company.beta() * path.market[t]
                        + path.sectors[company.sector().ordinal()][t]
                        + shock * shocks[t]
                        - shock * shock / 2
                        + (REVERSION * Math.max(-1.2, Math.min(1.2, gap)) + QUALITY_REWARD * known) / 252
                        + jump
                        + unpriced / DIGESTION;
            }
            unpriced += news - jump - unpriced / DIGESTION;
            known += surprise[t];
            owed += dividend[t];
            Optional<Suspension> suspension = company.suspensionAt(t);
            if (suspension.isPresent()) {
                if (!suspension.get().silent()) {
                    printer.repeat(t, shares);
                }
                continue;
            }
            price = StrictMath.exp(logPrice);
            Optional<CorporateAction> action = Optional.empty();
            if (t > first && owed > 0) {
                double perShare = Math.rint(Math.min(owed / shares, 0.2 * printer.close()) * 1e4) / 1e4;
                owed = 0;
                if (perShare > 0 && perShare < 0.5 * price) {
                    action = Optional.of(action(t, CorporateAction.Kind.CASH_DIVIDEND, perShare));
                    price -= perShare;
                }
            } else if (t > first && (t >= splitRow && splitRow > 0 || price < 1 && printer.close() < 1)) {
                double ratio = price < 1 ? 0.1 : price > 30 ? random.between(2, 4) : random.chance(0.5) ? 1.1 : 1.25;
                splitRow = t >= splitRow ? -1 : splitRow;
                action = Optional.of(action(t, CorporateAction.Kind.SPLIT, ratio));
                price /= ratio;
                shares = Math.rint(shares * ratio);
            }
            logPrice = StrictMath.log(price);
            action.ifPresent(actions::add);
            printer.print(t, price, shares, shock, Math.abs(shocks[t]), action);
        }
        printer.adjust();
        return actions;
    }

    private CorporateAction action(int row, CorporateAction.Kind kind, double value) {
        return new CorporateAction(company.ticker(), dates.date(row), kind, value);
    }

    /** By row: how much hidden quality turned out to have changed in the reports of that day. */
    private double[] surprises() {
        double[] surprise = new double[dates.size()];
        int firstDay = dates.epochDay(company.firstRow());
        for (int k = books.endedBy(firstDay) + 1; k < books.size(); k++) {
            int row = dates.ceiling(java.time.LocalDate.ofEpochDay(filings.reported[k]));
            if (row < surprise.length) {
                surprise[row] += books.quality[k] - books.quality[k - 1];
            }
        }
        return surprise;
    }

    /** By row: dividends, in currency, that go ex on that day at the earliest. */
    private double[] dividendTotals() {
        double[] total = new double[dates.size()];
        for (int k = 1; k < books.size(); k++) {
            int row = dates.ceiling(java.time.LocalDate.ofEpochDay(books.periodEnd[k] - 30));
            if (books.dividend[k] > 0 && row > company.firstRow() && row < company.endRow()) {
                total[row] += books.dividend[k];
            }
        }
        return total;
    }
}
