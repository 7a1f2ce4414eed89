package io.qvm.simulator;

import java.util.List;

/**
 * The sectors of the simulated market and what is typical in them.
 *
 * <p>Columns: share of companies; beta; return on equity at average quality; revenue by assets a year; equity by assets;
 * selling and administration costs by revenue; how hard a recession hits the return on equity.
 */
enum Sector {
    BANKING("Banking", 0.09, 1.10, 0.105, 0.05, 0.085, 0.00, 0.00, 0.05, "Regional Banks", "Universal Banks"),
    SECURITIES("Securities", 0.05, 1.35, 0.105, 0.10, 0.45, 0.00, 0.00, 0.05, "Brokerage", "Investment Banking"),
    INSURANCE("Insurance", 0.04, 0.90, 0.100, 0.30, 0.25, 0.10, 0.06, 0.03, "Life Insurance", "Property Insurance"),
    TECHNOLOGY("Technology", 0.12, 1.20, 0.140, 0.80, 0.60, 0.15, 0.12, 0.00, "Software", "Semiconductors", "Hardware"),
    HEALTH_CARE("Health Care", 0.10, 0.80, 0.125, 0.70, 0.55, 0.18, 0.10, 0.00, "Pharmaceuticals", "Medical Devices"),
    INDUSTRIALS("Industrials", 0.14, 1.05, 0.115, 0.90, 0.45, 0.08, 0.06, 0.04, "Machinery", "Logistics", "Aerospace"),
    CONSUMER_STAPLES("Consumer Staples", 0.10, 0.65, 0.130, 1.20, 0.45, 0.14, 0.05, 0.00, "Food", "Household Goods"),
    CONSUMER_CYCLICAL("Consumer Cyclical", 0.11, 1.15, 0.120, 1.10, 0.45, 0.12, 0.06, 0.08, "Retail", "Travel", "Cars"),
    MATERIALS("Materials", 0.08, 1.10, 0.105, 0.70, 0.50, 0.05, 0.04, 0.05, "Chemicals", "Metals", "Paper"),
    ENERGY("Energy", 0.05, 1.15, 0.095, 0.60, 0.45, 0.03, 0.04, 0.10, "Oil and Gas", "Oil Services"),
    UTILITIES("Utilities", 0.04, 0.55, 0.090, 0.35, 0.40, 0.02, 0.05, 0.00, "Electricity", "Water"),
    REAL_ESTATE("Real Estate", 0.05, 0.90, 0.085, 0.20, 0.45, 0.03, 0.07, 0.03, "Developers", "Property Holdings"),
    TELECOM("Telecommunications", 0.03, 0.70, 0.100, 0.50, 0.40, 0.12, 0.07, 0.00, "Mobile", "Fixed Line");

    final String title;
    final double share;
    final double beta;
    final double returnOnEquity;
    final double assetTurnover;
    final double equityRatio;
    final double sellingShare;
    final double adminShare;
    final double recessionHit;
    final List<String> industries;

    Sector(
            String title,
            double share,
            double beta,
            double returnOnEquity,
            double assetTurnover,
            double equityRatio,
            double sellingShare,
            double adminShare,
            double recessionHit,
            String... industries) {
        this.title = title;
        this.share = share;
        this.beta = beta;
        this.returnOnEquity = returnOnEquity;
        this.assetTurnover = assetTurnover;
        this.equityRatio = equityRatio;
        this.sellingShare = sellingShare;
        this.adminShare = adminShare;
        this.recessionHit = recessionHit;
        this.industries = List.of(industries);
    }

    /** Sectors of n companies, by share, the largest remainders first; banks and brokers always among them. */
    static Sector[] spread(int n) {
        Sector[] all = values();
        Sector[] spread = new Sector[n];
        double[] given = new double[all.length];
        for (int i = 0; i < n; i++) {
            int next = 0;
            for (int s = 1; s < all.length; s++) {
                if (all[s].share * (i + 1) - given[s] > all[next].share * (i + 1) - given[next]) {
                    next = s;
                }
            }
            given[next]++;
            spread[i] = all[next];
        }
        return spread;
    }
}
