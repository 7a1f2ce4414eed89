package io.qvm.analysis.attribution;

/** How allocation is measured. */
public enum BrinsonModel {
    /**
     * {@code (w_p - w_b)(r_b - R_b)}: overweighting a sector pays if it beats the whole comparison portfolio. G. Brinson, N.
     * Fachler, "Measuring Non-US Equity Portfolio Performance", Journal of Portfolio Management 11(3), 1985.
     */
    BRINSON_FACHLER,
    /**
     * {@code (w_p - w_b) r_b}: overweighting a sector pays if it rises. G. Brinson, L. R. Hood, G. Beebower, "Determinants of
     * Portfolio Performance", Financial Analysts Journal 42(4), 1986. Sums over sectors are those of the other.
     */
    BRINSON_HOOD_BEEBOWER
}
