package io.qvm.backtest.simulation;

/**
 * Costs of trading by kind, one entry per day, each a share of the capital at the end of the day before; together they
 * are the day's cost.
 *
 * @param commission of buys and sells; in constant-weight mode all costs
 * @param tax of sells
 * @param spread half of the bid-ask spread
 * @param impact of the orders' size
 */
public record DailyCosts(double[] commission, double[] tax, double[] spread, double[] impact) {
    /** Commission only. */
    static DailyCosts ofCommission(double[] commission) {
        double[] none = new double[commission.length];
        return new DailyCosts(commission, none, none, none);
    }
}
