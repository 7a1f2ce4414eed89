package io.qvm.simulator;

import io.qvm.market.Quarter;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * What really happened in one company, quarter by quarter, before anybody reports it.
 *
 * <p>Hidden quality is an AR(1) process. It sets the return on equity that the company tends to; profits add to equity,
 * dividends leave it, and liabilities follow equity slowly. Arrays are by quarter, oldest first.
 */
final class Books {
    private static final double MEDIAN_EQUITY = 6e8;
    private static final double PERSISTENCE = 0.965;
    private static final double ROE_PER_QUALITY = 0.055;
    /** Quarters before the first price, so that sums over a year and means over five quarters exist from the start. */
    private static final int QUARTERS_BEFORE = 10;

    final int[] quarter;
    final int[] periodEnd;
    final double[] quality;
    final double[] netProfit;
    final double[] equity;
    final double[] assets;
    /** Dividend decided in the quarter, of which a part of the last four quarters' profit is paid; else 0. */
    final double[] dividend;
    /** Quarter of the great write-off, -1 for none. */
    private int crisis = -1;

    Books(SimulationSettings settings, Company company, int crashDay) {
        YearMonth first = YearMonth.from(settings.firstDay()).minusMonths(3L * QUARTERS_BEFORE);
        YearMonth end = first;
        while (end.getMonthValue() % 3 != 0) {
            end = end.plusMonths(1);
        }
        int n = QUARTERS_BEFORE + settings.years() * 4 + 1;
        quarter = new int[n];
        periodEnd = new int[n];
        for (int k = 0; k < n; k++) {
            YearMonth month = end.plusMonths(3L * k);
            quarter[k] = fiscalQuarter(month, company.fiscalYearEnd());
            periodEnd[k] = (int) month.atEndOfMonth().toEpochDay();
        }
        quality = new double[n];
        netProfit = new double[n];
        equity = new double[n];
        assets = new double[n];
        dividend = new double[n];
        RandomStream random = new RandomStream(settings.seed(), RandomStream.Purpose.BOOKS, company.number());
        drawQuality(company, random);
        keep(company, random, crashDay);
    }

    int size() {
        return quarter.length;
    }

    /** Last quarter that ended on or before a day, at least 0. */
    int endedBy(int epochDay) {
        int k = 0;
        while (k + 1 < size() && periodEnd[k + 1] <= epochDay) {
            k++;
        }
        return k;
    }

    private static int fiscalQuarter(YearMonth month, int yearEnd) {
        int behind = Math.floorMod(month.getMonthValue() - yearEnd, 12);
        int year = month.getMonthValue() > yearEnd ? month.getYear() + 1 : month.getYear();
        return behind == 0 ? Quarter.of(year, 4) : Quarter.of(year, behind / 3);
    }

    private void drawQuality(Company company, RandomStream random) {
        double q = company.quality();
        double step = Math.sqrt(1 - PERSISTENCE * PERSISTENCE);
        for (int k = 0; k < size(); k++) {
            quality[k] = q;
            q = PERSISTENCE * q + step * random.normal();
        }
        if (company.bankrupt()) {
            int last = endedBy(lastDay(company));
            for (int k = Math.max(0, last - 9); k < size(); k++) {
                quality[k] -= 0.9 * Math.min(10, k - last + 10);
            }
        }
        if (company.crisis()) {
            crisis = random.between(QUARTERS_BEFORE - 2, QUARTERS_BEFORE + (size() - QUARTERS_BEFORE) / 2);
            for (int k = crisis; k < Math.min(size(), crisis + 8); k++) {
                quality[k] -= 2.5;
            }
        }
    }

    private void keep(Company company, RandomStream random, int crashDay) {
        Sector sector = company.sector();
        double growth = random.between(0.02, 0.09);
        boolean payer = random.chance(0.65);
        double leverage = (1 / sector.equityRatio - 1) * random.between(0.7, 1.35);
        double own = MEDIAN_EQUITY * company.size();
        double start = own;
        double owed = own * leverage;
        double noise = random.between(0.04, 0.11);
        for (int k = 0; k < size(); k++) {
            double roe = sector.returnOnEquity + ROE_PER_QUALITY * quality[k];
            int sinceCrash = periodEnd[k] - crashDay;
            if (sinceCrash > 20 && sinceCrash < 20 + 270) {
                roe -= sector.recessionHit;
            }
            double base = Math.max(own, 0.25 * start);
            netProfit[k] = base * (roe / 4 + noise / 4 * random.fatTailed());
            if (k == crisis) {
                netProfit[k] -= Math.max(0, own) + random.between(0.05, 0.2) * start;
            }
            if (payer && k >= 4 && Quarter.quarterOfYear(quarter[k]) == 2) {
                double year = netProfit[k - 1] + netProfit[k - 2] + netProfit[k - 3] + netProfit[k - 4];
                double share = year > 0 ? 1 - growth * own / year : 0;
                dividend[k] = Math.max(0, Math.min(0.9, share)) * Math.max(0, year);
            }
            own += netProfit[k] - dividend[k];
            owed += own > 0 ? 0.2 * (leverage * own - owed) : 0;
            equity[k] = own;
            assets[k] = own + Math.max(owed, 0.1 * start - own);
        }
    }

    private static int lastDay(Company company) {
        return company.instrument()
                .delistedOn()
                .map(LocalDate::toEpochDay)
                .map(Math::toIntExact)
                .orElse(Integer.MAX_VALUE);
    }
}
