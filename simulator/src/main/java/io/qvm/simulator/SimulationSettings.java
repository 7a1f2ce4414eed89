package io.qvm.simulator;

import io.qvm.market.InvalidInputException;
import java.time.LocalDate;

/**
 * What market to simulate. Equal settings give equal markets, bit for bit.
 *
 * @param seed any number
 * @param stocks number of companies, delisted and late ones included; 20 to 5,000
 * @param firstDay first calendar day of prices; statements begin two and a half years before it
 * @param years length of the price history, 1 to 50
 * @param nastiness how often things go wrong: 1 as in a decent vendor's data, 0 hardly ever, 10 at most. Every kind of
 *     irregularity occurs at least once whatever this is
 */
public record SimulationSettings(long seed, int stocks, LocalDate firstDay, int years, double nastiness) {
    public SimulationSettings {
        require(stocks >= 20 && stocks <= 5000, "number of stocks", "20 to 5000", stocks);
        require(years >= 1 && years <= 50, "number of years", "1 to 50", years);
        require(nastiness >= 0 && nastiness <= 10, "nastiness", "0 to 10", nastiness);
        require(
                firstDay.getYear() >= 1950 && firstDay.getYear() <= 2100,
                "first day",
                "between 1950-01-01 and 2100-12-31",
                firstDay);
    }

    /** The demo's market: 300 stocks, 2016 to 2023. */
    public static SimulationSettings of(long seed) {
        return new SimulationSettings(seed, 300, LocalDate.of(2016, 1, 1), 8, 1);
    }

    /** A market with the demo's nastiness. */
    public static SimulationSettings of(long seed, int stocks, LocalDate firstDay, int years) {
        return new SimulationSettings(seed, stocks, firstDay, years, 1);
    }

    /** A market for tests: 40 stocks, 2019 to 2021, irregularities everywhere. */
    public static SimulationSettings small(long seed) {
        return new SimulationSettings(seed, 40, LocalDate.of(2019, 1, 1), 3, 4);
    }

    public SimulationSettings withStocks(int number) {
        return new SimulationSettings(seed, number, firstDay, years, nastiness);
    }

    public SimulationSettings withFirstDay(LocalDate day) {
        return new SimulationSettings(seed, stocks, day, years, nastiness);
    }

    public SimulationSettings withYears(int number) {
        return new SimulationSettings(seed, stocks, firstDay, number, nastiness);
    }

    public SimulationSettings withNastiness(double degree) {
        return new SimulationSettings(seed, stocks, firstDay, years, degree);
    }

    /** Last calendar day of prices. */
    public LocalDate lastDay() {
        return firstDay.plusYears(years).minusDays(1);
    }

    private static void require(boolean holds, String what, String right, Object was) {
        if (!holds) {
            throw new InvalidInputException("the simulated market's " + what + " must be " + right + ", was " + was);
        }
    }
}
