package io.qvm.analysis.attribution;

import io.qvm.market.DateIndex;
import io.qvm.market.FactHistory;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Panel;
import io.qvm.market.RowMask;
import io.qvm.market.TickerIndex;
import io.qvm.market.run.BacktestRun;
import io.qvm.market.run.Contribution;
import io.qvm.market.run.DailyReturns;
import io.qvm.market.run.FunnelDecision;
import io.qvm.market.run.FunnelStage;
import io.qvm.market.run.Holding;
import io.qvm.market.run.Trade;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A random market and an account in it, kept in the plainest way: stock by stock, day by day, with what it held written down,
 * as a second opinion on replays. Prices have holes; one stock is delisted with a known return, one with an unknown one.
 */
final class PlainAccount {
    static final int LAG = 1;
    private static final double COST_RATE = 0.003;
    private static final double DAILY_INTEREST = 0.0001;

    final MarketData market;
    final BacktestRun run;
    /** Weight at the beginning of each day, by ticker. */
    final List<Map<String, Double>> weights = new ArrayList<>();

    private final int stocks;
    private final double[][] close;

    /**
     * @param order stock i has the ticker of number {@code order[i]}: another order gives the same stocks in other columns
     * @param capital initial
     */
    PlainAccount(long seed, int stocks, int days, int[] order, double capital, boolean benchmark) {
        Random random = new Random(seed);
        this.stocks = stocks;
        List<LocalDate> dates = new ArrayList<>();
        for (LocalDate day = LocalDate.of(2020, 1, 6); dates.size() < days; day = day.plusDays(1)) {
            if (day.getDayOfWeek().getValue() < 6) {
                dates.add(day);
            }
        }
        this.close = new double[days][stocks];
        double[] level = new double[stocks];
        Arrays.fill(level, 50);
        LocalDate[] gone = new LocalDate[stocks];
        Arrays.fill(gone, LocalDate.MAX);
        gone[1] = dates.get(days / 2);
        gone[2] = dates.get(2 * days / 3);
        for (int k = 0; k < days; k++) {
            for (int i = 0; i < stocks; i++) {
                level[i] *= Math.exp(0.02 * random.nextGaussian());
                boolean hole = random.nextInt(12) == 0 && k > 0;
                close[k][i] = hole || !dates.get(k).isBefore(gone[i]) ? Double.NaN : level[i];
            }
        }
        String[] name = new String[stocks];
        for (int i = 0; i < stocks; i++) {
            name[i] = String.format("S%03d", order[i]);
        }
        this.market = market(dates, name, gone);
        this.run = account(random, dates, name, gone, capital, benchmark);
    }

    private static String sector(int i) {
        return i % 5 == 0 ? "" : "Sector " + i % 3;
    }

    private static double delisting(int i) {
        return i == 1 ? -0.45 : Double.NaN;
    }

    private MarketData market(List<LocalDate> dates, String[] name, LocalDate[] gone) {
        DateIndex days = DateIndex.ofDates(dates);
        TickerIndex tickers = TickerIndex.of(List.of(name));
        Panel closes = Panel.missing(days, tickers);
        Panel caps = Panel.missing(days, tickers);
        Map<String, Instrument> instruments = new HashMap<>();
        for (int i = 0; i < stocks; i++) {
            int c = tickers.indexOf(name[i]);
            for (int k = 0; k < dates.size(); k++) {
                closes.values()[k * stocks + c] = close[k][i];
                caps.values()[k * stocks + c] = i == 4 ? Double.NaN : close[k][i] * (i + 1);
            }
            Optional<LocalDate> on = gone[i].equals(LocalDate.MAX) ? Optional.empty() : Optional.of(gone[i]);
            instruments.put(
                    name[i],
                    new Instrument(
                            name[i],
                            "",
                            "",
                            Optional.of(sector(i)).filter(s -> !s.isEmpty()),
                            Optional.empty(),
                            "",
                            Optional.empty(),
                            on,
                            delisting(i)));
        }
        List<Optional<Instrument>> inOrder = new ArrayList<>();
        for (int c = 0; c < stocks; c++) {
            inOrder.add(Optional.ofNullable(instruments.get(tickers.ticker(c))));
        }
        RowMask mask = new RowMask(stocks, new BitSet());
        return new MarketData(
                days,
                tickers,
                inOrder,
                Map.of(MarketField.ADJUSTED_CLOSE, closes, MarketField.MARKET_CAP, caps),
                mask,
                mask,
                FactHistory.empty(tickers),
                Map.of());
    }

    private BacktestRun account(
            Random random, List<LocalDate> dates, String[] name, LocalDate[] gone, double capital, boolean benchmark) {
        int n = dates.size();
        double[][] columns = new double[7][n];
        int[] positions = new int[n];
        List<Trade> trades = new ArrayList<>();
        List<Holding> holdings = new ArrayList<>();
        List<FunnelDecision> decisions = new ArrayList<>();
        TreeMap<LocalDate, TreeMap<String, double[]>> book = new TreeMap<>();
        double[] shares = new double[stocks];
        double[] price = new double[stocks];
        double cash = capital;
        double equity = capital;
        double monthCapital = capital;
        double[] target = new double[0];
        int due = -1;
        for (int k = 0; k < n; k++) {
            LocalDate month = dates.get(k).withDayOfMonth(1);
            if (!book.containsKey(month)) {
                book.put(month, new TreeMap<>());
                monthCapital = equity;
            }
            TreeMap<String, double[]> parts = book.get(month);
            double before = equity;
            Map<String, Double> held = new HashMap<>();
            double interest = k == 0 ? 0 : cash * DAILY_INTEREST;
            cash += interest;
            note(parts, Contribution.CASH, interest / monthCapital, 0);
            for (int i = 0; i < stocks; i++) {
                if (shares[i] == 0) {
                    price[i] = Double.isNaN(close[k][i]) ? price[i] : close[k][i];
                    continue;
                }
                held.put(name[i], shares[i] * price[i] / before);
                if (!dates.get(k).isBefore(gone[i])) {
                    double ret = Double.isNaN(delisting(i)) ? Attribution.UNKNOWN_DELISTING_RETURN : delisting(i);
                    cash += shares[i] * price[i] * (1 + ret);
                    note(parts, name[i], shares[i] * price[i] * ret / monthCapital, 0);
                    trades.add(new Trade(dates.get(k), name[i], -shares[i], price[i] * (1 + ret), 0, "delisted"));
                    shares[i] = 0;
                } else if (!Double.isNaN(close[k][i])) {
                    note(parts, name[i], shares[i] * (close[k][i] - price[i]) / monthCapital, 0);
                    price[i] = close[k][i];
                }
            }
            weights.add(held);
            double value = cash;
            for (int i = 0; i < stocks; i++) {
                value += shares[i] * price[i];
            }
            double paid = 0;
            if (k == due) {
                for (int i = 0; i < stocks; i++) {
                    if (Double.isNaN(close[k][i])) {
                        continue;
                    }
                    double change = target[i] * value * 0.98 / price[i] - shares[i];
                    if (change != 0) {
                        double cost = Math.abs(change) * price[i] * COST_RATE;
                        shares[i] = target[i] == 0 ? 0 : shares[i] + change;
                        cash -= change * price[i] + cost;
                        paid += cost;
                        note(parts, name[i], 0, cost / monthCapital);
                        trades.add(new Trade(dates.get(k), name[i], change, price[i], cost, "rebalance"));
                    }
                }
            }
            equity = value - paid;
            double invested = 0;
            for (int i = 0; i < stocks; i++) {
                invested += shares[i] * price[i];
                positions[k] += shares[i] == 0 ? 0 : 1;
            }
            columns[0][k] = value / before - 1;
            columns[1][k] = paid / before;
            columns[2][k] = columns[0][k] - columns[1][k];
            columns[3][k] = !benchmark || random.nextInt(20) == 0 ? Double.NaN : 0.01 * random.nextGaussian();
            columns[4][k] = invested / equity;
            columns[6][k] = equity / capital;
            if (k % 21 == 2) {
                target = decide(random, dates, k, name, gone, holdings, decisions);
                due = k + LAG;
            }
        }
        String[] none = new String[n];
        Arrays.fill(none, "");
        List<Contribution> contributions = new ArrayList<>();
        book.forEach((month, parts) ->
                parts.forEach((ticker, part) -> contributions.add(new Contribution(month, ticker, part[0], part[1]))));
        return new BacktestRun(
                "plain",
                "",
                "random",
                benchmark ? "INDEX" : "",
                dates.get(0),
                dates.get(n - 1),
                new DailyReturns(
                        DateIndex.ofDates(dates),
                        columns[0],
                        columns[1],
                        columns[2],
                        columns[3],
                        columns[4],
                        columns[5],
                        columns[6],
                        positions,
                        none,
                        none),
                holdings,
                trades,
                decisions,
                contributions,
                Map.of("execution_lag_days", String.valueOf(LAG), "simulation_mode", "drift"));
    }

    private static void note(TreeMap<String, double[]> parts, String ticker, double profit, double cost) {
        double[] part = parts.computeIfAbsent(ticker, t -> new double[2]);
        part[0] += profit;
        part[1] += cost;
    }

    private double[] decide(
            Random random,
            List<LocalDate> dates,
            int k,
            String[] name,
            LocalDate[] gone,
            List<Holding> holdings,
            List<FunnelDecision> decisions) {
        double[] target = new double[stocks];
        double sum = 0;
        FunnelStage[] stage = new FunnelStage[stocks];
        for (int i = 0; i < stocks; i++) {
            boolean listed = dates.get(k).isBefore(gone[i]);
            int luck = random.nextInt(10);
            stage[i] = luck < 2
                    ? FunnelStage.SCORED
                    : luck < 4 ? FunnelStage.LIQUID : luck < 6 ? FunnelStage.RANKED : FunnelStage.HELD;
            target[i] = stage[i] == FunnelStage.HELD && listed ? 0.2 + random.nextDouble() : 0;
            sum += target[i];
        }
        for (int i = 0; i < stocks; i++) {
            if (!dates.get(k).isBefore(gone[i])) {
                continue;
            }
            target[i] = target[i] == 0 ? 0 : target[i] / sum;
            String rule = stage[i] == FunnelStage.SCORED ? (i % 2 == 0 ? "sector_excluded" : "adtv") : "rank";
            decisions.add(new FunnelDecision(
                    dates.get(k), name[i], stage[i], rule, Double.NaN, Double.NaN, 0, 0, target[i], target[i]));
            if (target[i] > 0) {
                holdings.add(new Holding(dates.get(k), name[i], sector(i), 1, 0, target[i], target[i], Double.NaN));
            }
        }
        return target;
    }

    double close(int k, int stock) {
        return close[k][stock];
    }
}
