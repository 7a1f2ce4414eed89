package io.qvm.simulator;

import io.qvm.market.DateIndex;
import io.qvm.market.Instrument;
import io.qvm.simulator.Company.Suspension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Draws the companies and decides which fate each will meet.
 *
 * <p>Fates are dealt by quota, not by chance, so that every kind occurs in every market, however small.
 */
final class CompanyFactory {
    private static final int QUARTER_OF_ROWS = 63;

    private final SimulationSettings settings;
    private final DateIndex dates;
    private final RandomStream random;

    CompanyFactory(SimulationSettings settings, DateIndex dates) {
        this.settings = settings;
        this.dates = dates;
        this.random = new RandomStream(settings.seed(), RandomStream.Purpose.COMPANIES, 0);
    }

    /** All companies by ticker. */
    List<Company> draw() {
        int n = settings.stocks();
        Sector[] sectors = Sector.spread(n);
        boolean[] anyone = new boolean[n];
        Arrays.fill(anyone, true);
        boolean[] late = quota(anyone, 0.15, 1);
        boolean[] leaving = quota(anyone, 0.12, 3);
        boolean[] suspended = quota(anyone, 0.15, 2);
        boolean[] splitting = quota(anyone, 0.20, 2);
        boolean[] oddYear = quota(anyone, 0.08, 1);
        boolean[] staying = new boolean[n];
        boolean[] industrial = new boolean[n];
        for (int i = 0; i < n; i++) {
            staying[i] = !leaving[i];
            industrial[i] = !financial(sectors[i]);
        }
        boolean[] crisis = quota(staying, 0.02, 1);
        boolean[] unclassified = quota(industrial, 0.004, 1);
        CompanyNames names = new CompanyNames(random);
        List<Company> companies = new ArrayList<>(n);
        int exits = 0;
        for (int i = 0; i < n; i++) {
            Exit exit = leaving[i] ? Exit.values()[exits++ % 3] : Exit.NONE;
            int first = late[i] ? random.between(QUARTER_OF_ROWS, dates.size() * 2 / 3) : 0;
            int end = exit == Exit.NONE
                    ? dates.size()
                    : random.between(Math.min(first + 2 * QUARTER_OF_ROWS, dates.size() - 2), dates.size() - 1);
            double size = StrictMath.exp(1.4 * random.normal() + (exit == Exit.BANKRUPTCY ? -0.7 : 0));
            String name = names.name(sectors[i]);
            Instrument instrument = new Instrument(
                    names.ticker(name),
                    name,
                    random.chance(0.7) ? "XSIM" : "XSM2",
                    unclassified[i] ? Optional.empty() : Optional.of(sectors[i].title),
                    unclassified[i] ? Optional.empty() : Optional.of(random.oneOf(sectors[i].industries)),
                    "USD",
                    Optional.of(late[i] ? dates.date(first) : longAgo()),
                    exit == Exit.NONE ? Optional.empty() : Optional.of(dates.date(end)),
                    delistingReturn(exit));
            companies.add(new Company(
                    i,
                    instrument,
                    sectors[i],
                    first,
                    end,
                    exit == Exit.BANKRUPTCY,
                    oddYear[i] ? 3 * random.between(1, 3) : 12,
                    size,
                    random.normal() - (exit == Exit.BANKRUPTCY ? 0.5 : 0),
                    Math.max(0.2, sectors[i].beta + 0.2 * random.normal()),
                    Math.max(0.18, 0.34 - 0.03 * StrictMath.log(size) + 0.05 * random.normal()),
                    size < 0.35 ? random.between(0.02, 0.45) : 0,
                    splitting[i],
                    crisis[i],
                    suspended[i] ? suspensions(first, end) : List.of()));
        }
        companies.sort(Comparator.comparing(Company::ticker));
        return companies;
    }

    private enum Exit {
        BANKRUPTCY,
        TAKEOVER,
        WITHDRAWAL,
        NONE
    }

    private double delistingReturn(Exit exit) {
        double draw = random.between(0.0, 1.0);
        double percent = switch (exit) {
            case BANKRUPTCY -> draw < 0.5 ? -100 : -100 + 60 * (draw - 0.5);
            case TAKEOVER -> 3 + 25 * draw;
            case WITHDRAWAL -> draw < 0.3 ? Double.NaN : -15 * draw;
            case NONE -> Double.NaN;
        };
        return Double.isNaN(percent) ? percent : Math.rint(percent * 100) / 10_000;
    }

    private LocalDate longAgo() {
        return settings.firstDay().minusDays(random.between(900, 12_000));
    }

    private List<Suspension> suspensions(int first, int end) {
        List<Suspension> all = new ArrayList<>();
        int from = first + random.between(10, Math.max(11, (end - first) / 2));
        for (boolean silent : new boolean[] {random.chance(0.5), random.chance(0.5)}) {
            int length = random.chance(0.25) ? random.between(60, 150) : random.between(3, 25);
            if (from + length + 5 < end) {
                all.add(new Suspension(from, from + length, silent));
            }
            from += length + random.between(20, 250);
        }
        return List.copyOf(all);
    }

    private static boolean financial(Sector sector) {
        return sector == Sector.BANKING || sector == Sector.SECURITIES || sector == Sector.INSURANCE;
    }

    private boolean[] quota(boolean[] eligible, double share, int minimum) {
        return random.mark(eligible, Math.min(0.4, share * settings.nastiness()), minimum);
    }
}
