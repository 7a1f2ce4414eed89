package io.qvm.analysis;

import io.qvm.market.InvalidInputException;

/**
 * What every figure of a report is stated under.
 *
 * @param riskFreeAnnual risk-free rate a year, compounded; 0.03 is 3 %
 * @param periodsPerYear returns a year, 252 for daily ones
 * @param rollingWindow returns in a rolling figure
 * @param tailProbability share of the worst returns that VaR and CVaR look at
 */
public record Conventions(double riskFreeAnnual, int periodsPerYear, int rollingWindow, double tailProbability) {
    /** Daily returns, 252 a year and in a rolling window, no risk-free rate, 5 % tail. */
    public static final Conventions DEFAULT = new Conventions(0, 252, 252, 0.05);

    public Conventions {
        if (!(riskFreeAnnual > -1) || Double.isInfinite(riskFreeAnnual)) {
            throw new InvalidInputException(
                    "risk-free rate must be a number above -1 (0.03 is 3 % a year), was " + riskFreeAnnual);
        }
        if (periodsPerYear < 1) {
            throw new InvalidInputException("periods per year must be at least 1, was " + periodsPerYear);
        }
        if (rollingWindow < 2) {
            throw new InvalidInputException("rolling window must be at least 2 returns, was " + rollingWindow);
        }
        if (!(tailProbability > 0 && tailProbability < 1)) {
            throw new InvalidInputException("tail probability must lie between 0 and 1, was " + tailProbability);
        }
    }

    /** These conventions with another risk-free rate a year. */
    public Conventions withRiskFree(double annual) {
        return new Conventions(annual, periodsPerYear, rollingWindow, tailProbability);
    }

    /** Risk-free return of one period: {@code (1 + rf)^(1/P) - 1}. */
    public double riskFreePerPeriod() {
        return riskFreeAnnual == 0 ? 0 : Math.pow(1 + riskFreeAnnual, 1.0 / periodsPerYear) - 1;
    }
}
