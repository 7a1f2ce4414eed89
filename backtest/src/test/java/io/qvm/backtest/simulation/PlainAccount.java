package io.qvm.backtest.simulation;

import io.qvm.backtest.funnel.Targets;
import io.qvm.backtest.rules.SimulationRules;
import io.qvm.backtest.rules.SimulationRules.Dividends;
import io.qvm.backtest.rules.SimulationRules.PriceSeries;
import io.qvm.backtest.rules.SimulationRules.Unfilled;
import io.qvm.market.CorporateAction;
import io.qvm.market.CorporateAction.Kind;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.run.Trade;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The share account a second time: slow and plain, by ticker in maps, from the documentation of the rules. Every day of the
 * market is a trading day here.
 */
final class PlainAccount {
    /** Numbers of a day. */
    record Day(double equity, double paid, double traded, double invested, int positions) {}

    private record Position(double shares, double price, int daysWithoutPrice) {}

    private record Receivable(int settlesOn, double amount) {}

    private record Order(String ticker, double change) {}

    private final AccountCase given;
    private final MarketData data;
    private final SimulationRules rules;
    private final MarketField series;

    private double cash;
    private final List<Receivable> receivables = new ArrayList<>();
    private final Map<String, Position> positions = new TreeMap<>();
    private final Map<String, Double> weights = new TreeMap<>();
    private final Set<String> waiting = new TreeSet<>();

    final List<Day> days = new ArrayList<>();
    final List<Trade> trades = new ArrayList<>();
    final Map<String, Double> profit = new TreeMap<>();
    private double paid;
    private double traded;

    PlainAccount(AccountCase given) {
        this.given = given;
        this.data = given.data();
        this.rules = given.simulation();
        this.series = rules.prices() == PriceSeries.AS_TRADED ? MarketField.CLOSE : MarketField.ADJUSTED_CLOSE;
        this.cash = rules.initialCapital();
    }

    PlainAccount run() {
        double exposureBefore = 1;
        for (int k = 0; k < data.dates().size(); k++) {
            paid = 0;
            traded = 0;
            double equity = open(k);
            double exposure = k >= AccountCase.LAG ? given.exposure()[k - AccountCase.LAG] : 1;
            boolean rebalance = false;
            for (Targets decided : given.targets()) {
                if (decided.day() + AccountCase.LAG == k) {
                    rebalance = true;
                    weights.clear();
                    waiting.clear();
                    for (int i = 0; i < decided.columns().length; i++) {
                        weights.put(data.tickers().ticker(decided.columns()[i]), decided.weights()[i]);
                    }
                }
            }
            trade(k, equity, rebalance, exposure, exposureBefore);
            exposureBefore = exposure;
            days.add(new Day(equity - paid, paid, traded, invested(), positions.size()));
        }
        return this;
    }

    private double open(int k) {
        if (k > 0) {
            int calendarDays = data.dates().epochDay(k) - data.dates().epochDay(k - 1);
            double rate = settled() < 0 ? rules.financingRate() : rules.cashRate();
            cash += settled() * rate * calendarDays / 365;
        }
        receivables.removeIf(r -> r.settlesOn() <= k);
        Map<String, Double> dividends = new TreeMap<>();
        if (k > 0 && rules.prices() == PriceSeries.AS_TRADED) {
            corporateActions(data.dates().epochDay(k - 1), data.dates().epochDay(k), dividends);
        }
        for (String ticker : List.copyOf(positions.keySet())) {
            Position old = positions.get(ticker);
            double price = price(series, k, ticker);
            if (isDelisted(k, ticker)) {
                double known = data.instrument(data.tickers().indexOf(ticker))
                        .orElseThrow()
                        .delistingReturn();
                leave(k, ticker, Double.isNaN(known) ? rules.unknownDelistingReturn() : known);
            } else if (!Double.isNaN(price)) {
                earn(ticker, old.shares() * (price - old.price()));
                positions.put(ticker, new Position(old.shares(), price, 0));
            } else if (old.daysWithoutPrice() + 1 >= rules.delistedAfterDaysWithoutPrice()) {
                leave(k, ticker, rules.unknownDelistingReturn());
            } else {
                positions.put(ticker, new Position(old.shares(), old.price(), old.daysWithoutPrice() + 1));
            }
        }
        if (rules.dividends() == Dividends.REINVEST) {
            dividends.forEach((ticker, amount) -> {
                if (positions.containsKey(ticker) && !Double.isNaN(price(series, k, ticker))) {
                    Position p = positions.get(ticker);
                    cash -= amount;
                    positions.put(ticker, new Position(p.shares() + amount / p.price(), p.price(), 0));
                }
            });
        }
        if (cash + invested() < 0) {
            for (String ticker : List.copyOf(positions.keySet())) {
                leave(k, ticker, 0);
            }
            weights.clear();
            waiting.clear();
            receivables.clear();
            cash = 0;
        }
        return cash + invested();
    }

    private void corporateActions(int after, int upTo, Map<String, Double> dividends) {
        for (CorporateAction action : data.corporateActions().orElseThrow()) {
            String ticker = data.tickers().ticker(action.column());
            Position p = positions.get(ticker);
            if (p == null || action.exDay() <= after || action.exDay() > upTo) {
                continue;
            }
            if (action.kind() == Kind.SPLIT) {
                positions.put(
                        ticker,
                        new Position(p.shares() * action.ratio(), p.price() / action.ratio(), p.daysWithoutPrice()));
            } else {
                double amount = p.shares() * action.amount();
                cash += amount;
                earn(ticker, amount);
                dividends.merge(ticker, amount, Double::sum);
                if (p.price() > action.amount()) {
                    earn(ticker, -amount);
                    positions.put(ticker, new Position(p.shares(), p.price() - action.amount(), p.daysWithoutPrice()));
                }
            }
        }
    }

    private void leave(int k, String ticker, double ret) {
        Position p = positions.remove(ticker);
        cash += p.shares() * p.price() * (1 + ret);
        earn(ticker, p.shares() * p.price() * ret);
        trades.add(new Trade(date(k), ticker, -p.shares(), p.price() * (1 + ret), 0, "leaves"));
        weights.remove(ticker);
        waiting.remove(ticker);
    }

    private void trade(int k, double equity, boolean rebalance, double exposure, double before) {
        Set<String> asked = new TreeSet<>(waiting);
        if (rebalance || exposure != before) {
            asked.clear();
            asked.addAll(positions.keySet());
            asked.addAll(weights.keySet());
        }
        List<Order> orders = new ArrayList<>();
        boolean moneyToCome = false;
        for (String ticker : asked) {
            double price = price(series, k, ticker);
            double held = shares(ticker);
            if (isDelisted(k, ticker)) {
                weights.remove(ticker);
                waiting.remove(ticker);
                continue;
            }
            boolean novolume = data.has(MarketField.VOLUME) && !(raw(MarketField.VOLUME, k, ticker) > 0);
            if (Double.isNaN(price) || novolume) {
                unfilled(ticker);
                continue;
            }
            boolean toTarget = rebalance || waiting.contains(ticker) || before == 0;
            double target = toTarget
                    ? weights.getOrDefault(ticker, 0.0) * exposure * equity / price
                    : held * (exposure / before);
            double wanted = inLots(held, target);
            waiting.remove(ticker);
            if (wanted == 0) {
                continue;
            }
            double possible = wanted;
            if (isClosed(k, ticker, wanted > 0)) {
                possible = 0;
            } else if (rules.maxParticipation().isPresent()) {
                double most = rules.maxParticipation().get() * adtv(k, ticker, 21) / price;
                if (Math.abs(wanted) > most) {
                    possible = Math.signum(wanted) * Math.floor(most / rules.lotSize()) * rules.lotSize();
                }
            }
            if (possible != wanted) {
                unfilled(ticker);
                moneyToCome |= wanted < 0;
            }
            if (possible != 0) {
                orders.add(new Order(ticker, possible));
            }
        }
        for (Order order : orders) {
            if (order.change() < 0) {
                execute(k, order.ticker(), order.change());
            }
        }
        buy(k, orders.stream().filter(o -> o.change() > 0).toList(), equity, moneyToCome);
    }

    private void buy(int k, List<Order> orders, double equity, boolean saleHeldBack) {
        double rate = (rules.costsBps() + rules.halfSpreadBps()) / 10_000;
        double need = 0;
        for (Order order : orders) {
            double value = order.change() * price(series, k, order.ticker());
            need += value + rules.maxLeverage() * (value * rate + impact(k, order.ticker(), value));
        }
        double budget = settled() + (rules.maxLeverage() - 1) * (equity - paid);
        double factor = need > budget ? Math.max(0, budget) / need : 1;
        boolean moneyToCome = saleHeldBack || !receivables.isEmpty();
        for (Order order : orders) {
            double change = order.change();
            if (factor < 1) {
                change = Math.floor(order.change() * factor / rules.lotSize()) * rules.lotSize();
            }
            if (change < order.change() && moneyToCome) {
                unfilled(order.ticker());
            }
            if (change > 0) {
                execute(k, order.ticker(), change);
            }
        }
    }

    private void execute(int k, String ticker, double change) {
        double price = price(series, k, ticker);
        double value = Math.abs(change) * price;
        double bps = rules.costsBps() + rules.halfSpreadBps() + (change < 0 ? rules.sellTaxBps() : 0);
        double cost = value * bps / 10_000 + impact(k, ticker, value);
        cash -= change * price + cost;
        if (change < 0 && rules.settlementDays() > 0) {
            receivables.add(new Receivable(k + rules.settlementDays(), value - cost));
        }
        double shares = shares(ticker) + change;
        if (shares == 0) {
            positions.remove(ticker);
        } else {
            positions.put(ticker, new Position(shares, price, 0));
        }
        earn(ticker, -cost);
        paid += cost;
        traded += value;
        trades.add(new Trade(date(k), ticker, change, price, cost, "trade"));
    }

    private double inLots(double held, double target) {
        double lot = rules.lotSize();
        if (target == 0) {
            return -held;
        }
        double odd = held % lot;
        if (odd == 0) {
            return Math.floor(target / lot) * lot - held;
        }
        double change = Math.floor((target - held) / lot) * lot;
        double mostSold = Math.floor(held / lot) * lot;
        return change < -mostSold ? -mostSold : change;
    }

    private void unfilled(String ticker) {
        if (rules.unfilled() == Unfilled.CARRY) {
            waiting.add(ticker);
        }
    }

    private double impact(int k, String ticker, double value) {
        if (rules.impact().isEmpty()) {
            return 0;
        }
        int window = rules.impact().get().windowDays();
        double share = rules.impact().get().coefficient()
                * volatility(k, ticker, window)
                * Math.sqrt(value / adtv(k, ticker, window));
        if (Double.isNaN(share) || Double.isInfinite(share)) {
            return 0;
        }
        double most = 1 - (rules.costsBps() + rules.sellTaxBps() + rules.halfSpreadBps()) / 10_000;
        return Math.min(share, most) * value;
    }

    private double adtv(int k, String ticker, int window) {
        double sum = 0;
        int first = Math.max(0, k - window);
        for (int r = first; r < k; r++) {
            MarketField price = data.has(MarketField.CLOSE) ? MarketField.CLOSE : MarketField.ADJUSTED_CLOSE;
            double value = data.has(MarketField.TRADED_VALUE)
                    ? raw(MarketField.TRADED_VALUE, r, ticker)
                    : raw(MarketField.VOLUME, r, ticker) * price(price, r, ticker);
            sum += value > 0 ? value : 0;
        }
        return sum / (k - first);
    }

    private double volatility(int k, String ticker, int window) {
        List<Double> returns = new ArrayList<>();
        for (int r = Math.max(0, k - window); r < k; r++) {
            double ret = totalReturn(r, ticker);
            if (!Double.isNaN(ret)) {
                returns.add(ret);
            }
        }
        double mean = returns.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
        double squares =
                returns.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return returns.size() < 2 ? Double.NaN : Math.sqrt(squares / (returns.size() - 1));
    }

    /** From the last known close before a row to the row's. */
    private double totalReturn(int row, String ticker) {
        boolean adjusted = data.has(MarketField.ADJUSTED_CLOSE);
        MarketField field = adjusted ? MarketField.ADJUSTED_CLOSE : MarketField.CLOSE;
        int last = row - 1;
        while (last >= 0 && Double.isNaN(price(field, last, ticker))) {
            last--;
        }
        if (last < 0) {
            return Double.NaN;
        }
        double before = price(field, last, ticker);
        if (!adjusted && rules.prices() == PriceSeries.AS_TRADED) {
            for (CorporateAction action : data.corporateActions().orElseThrow()) {
                if (data.tickers().ticker(action.column()).equals(ticker)
                        && action.exDay() > data.dates().epochDay(last)
                        && action.exDay() <= data.dates().epochDay(row)) {
                    before = action.kind() == Kind.SPLIT ? before / action.ratio() : before - action.amount();
                }
            }
        }
        return price(field, row, ticker) / before - 1;
    }

    private boolean isClosed(int k, String ticker, boolean buy) {
        if (rules.priceLimits().isEmpty()) {
            return false;
        }
        double move = totalReturn(k, ticker);
        if (data.has(MarketField.CLOSE)) {
            int last = k - 1;
            while (last >= 0 && Double.isNaN(price(MarketField.CLOSE, last, ticker))) {
                last--;
            }
            double asTraded = last < 0
                    ? Double.NaN
                    : price(MarketField.CLOSE, k, ticker) / price(MarketField.CLOSE, last, ticker) - 1;
            move = Math.abs(move - asTraded) > 0.0005 ? move : asTraded;
        }
        return buy
                ? move >= rules.priceLimits().get().up() - 0.0005
                : move <= rules.priceLimits().get().down() + 0.0005;
    }

    private boolean isDelisted(int k, String ticker) {
        return data.instrument(data.tickers().indexOf(ticker))
                .orElseThrow()
                .delistedOn()
                .filter(day -> !day.isAfter(date(k)))
                .isPresent();
    }

    private double settled() {
        return cash - receivables.stream().mapToDouble(Receivable::amount).sum();
    }

    private double invested() {
        return positions.values().stream()
                .mapToDouble(p -> p.shares() * p.price())
                .sum();
    }

    private double shares(String ticker) {
        return positions.containsKey(ticker) ? positions.get(ticker).shares() : 0;
    }

    private void earn(String ticker, double amount) {
        profit.merge(ticker, amount, Double::sum);
    }

    private double price(MarketField field, int row, String ticker) {
        double price = raw(field, row, ticker);
        return price > 0 ? price : Double.NaN;
    }

    private double raw(MarketField field, int row, String ticker) {
        return data.panel(field).get(row, data.tickers().indexOf(ticker));
    }

    private LocalDate date(int k) {
        return data.dates().date(k);
    }
}
