package io.qvm.simulator;

import static io.qvm.market.StatementType.BS;
import static io.qvm.market.StatementType.CF;
import static io.qvm.market.StatementType.PL;

import io.qvm.market.StatementType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The items that one company reports for one quarter, derived from its books so that they add up.
 *
 * <p>Whole currency units; money spent is positive. For companies that make things:
 *
 * <pre>
 * Revenue - COGS - SellingExpenses - AdminExpenses = EBITDA - depreciation
 * (that - interest) * (1 - tax) = NetProfit
 * OperatingCashFlow = NetProfit + depreciation - growth of working capital
 * </pre>
 *
 * Banks and brokers have items of their own.
 */
final class Statement {
    private static final double TAX = 0.20;

    /** An item's value and where it stands. */
    record Line(StatementType type, double value) {}

    private Statement() {}

    /** Traits of a company's accounts that stay the same over the years. */
    record Style(double turnover, double selling, double admin, double margin, double season, double accruals) {
        static Style of(Company company, RandomStream random) {
            Sector sector = company.sector();
            return new Style(
                    sector.assetTurnover * random.between(0.7, 1.4),
                    sector.sellingShare * random.between(0.6, 1.4),
                    sector.adminShare * random.between(0.6, 1.4),
                    random.between(0.85, 1.15),
                    random.chance(0.4) ? random.between(0.05, 0.25) : 0.02,
                    0.10 * random.normal());
        }
    }

    static Map<String, Line> of(Company company, Books books, int k, Style style, RandomStream random) {
        Map<String, Line> lines = new LinkedHashMap<>();
        switch (company.sector()) {
            case BANKING -> bank(lines, books, k, style, random);
            case SECURITIES -> broker(lines, books, k, style, random);
            default -> company(lines, books, k, style, random);
        }
        put(lines, PL, "NetProfit", books.netProfit[k]);
        put(lines, BS, "TotalAssets", books.assets[k]);
        put(lines, BS, "TotalEquity", books.equity[k]);
        return lines;
    }

    private static void company(Map<String, Line> lines, Books books, int k, Style style, RandomStream random) {
        double assets = books.assets[k];
        double profit = books.netProfit[k];
        double season = 1 + style.season * StrictMath.cos(Math.PI / 2 * (books.quarter[k] % 4));
        double revenue = assets * style.turnover / 4 * season * (1 + 0.04 * random.normal());
        double debt = 0.45 * (assets - books.equity[k]);
        double depreciation = 0.009 * assets;
        double operating = (profit > 0 ? profit / (1 - TAX) : profit) + debt * 0.01;
        revenue = Math.max(revenue, 1.25 * Math.max(0, operating));
        double room = Math.max(0, revenue - operating);
        double selling = Math.min(style.selling * revenue, 0.3 * room) * (1 + 0.03 * random.normal());
        double admin = Math.min(style.admin * revenue, 0.3 * room) * (1 + 0.03 * random.normal());
        put(lines, PL, "Revenue", revenue);
        put(lines, PL, "COGS", revenue - selling - admin - operating);
        put(lines, PL, "SellingExpenses", selling);
        put(lines, PL, "AdminExpenses", admin);
        put(lines, PL, "EBITDA", operating + depreciation);
        double accruals = (style.accruals - 0.05 * books.quality[k] + 0.25 * random.normal()) * Math.abs(profit);
        put(lines, CF, "OperatingCashFlow", profit + depreciation - accruals);
        put(lines, CF, "CapitalExpenditure", depreciation * random.between(0.7, 1.7));
        put(lines, BS, "CashAndCashEquivalents", assets * random.between(0.05, 0.14));
        put(lines, BS, "Inventory", 0.35 * (revenue - selling - admin - operating) * random.between(0.8, 1.2));
        put(lines, BS, "AccountsReceivable", 0.45 * revenue * random.between(0.8, 1.2));
        put(lines, BS, "AccountsPayable", 0.30 * revenue * random.between(0.8, 1.2));
        double shortTerm = random.between(0.2, 0.5);
        put(lines, BS, "ShortTermDebt", debt * shortTerm);
        put(lines, BS, "LongTermDebt", debt * (1 - shortTerm));
    }

    private static void bank(Map<String, Line> lines, Books books, int k, Style style, RandomStream random) {
        double earning = 0.88 * books.assets[k];
        double margin = (0.030 + 0.003 * books.quality[k]) * style.margin;
        double interest = earning * Math.max(0.008, margin) / 4 * (1 + 0.03 * random.normal());
        double income = interest / random.between(0.68, 0.80);
        double costRatio = Math.max(0.25, Math.min(0.9, 0.50 / style.margin - 0.05 * books.quality[k]));
        put(lines, PL, "NetInterestIncome", interest);
        put(lines, PL, "OperatingExpenses", income * costRatio);
        put(lines, PL, "TotalOperatingIncome", income);
        put(lines, BS, "EarningAssets", earning);
    }

    private static void broker(Map<String, Line> lines, Books books, int k, Style style, RandomStream random) {
        double capital = Math.max(books.equity[k], 0.1 * books.assets[k]);
        double revenue = capital * 0.30 / 4 * style.margin * (1 + 0.12 * random.normal());
        revenue = Math.max(revenue, 1.3 * Math.max(0, books.netProfit[k]));
        double brokerage = 0.45 * style.margin * (1 + 0.08 * books.quality[k]) + 0.05 * random.normal();
        put(lines, PL, "BrokerageRevenue", revenue * Math.max(0.05, Math.min(0.95, brokerage)));
        put(lines, PL, "TotalOperatingRevenue", revenue);
    }

    private static void put(Map<String, Line> lines, StatementType type, String item, double value) {
        lines.put(item, new Line(type, Math.rint(value)));
    }
}
