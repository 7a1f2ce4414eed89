package io.qvm.factor;

import io.qvm.factor.formula.Expression;
import io.qvm.factor.formula.Formula;
import io.qvm.market.FactHistory;
import io.qvm.market.Instrument;
import io.qvm.market.MarketData;
import io.qvm.market.MarketField;
import io.qvm.market.Quarter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Formulas a second time, value by value, as their definitions read: no plan, no blocks, no shared parts. Under the rules of
 * qvm_v2.1.
 */
final class PlainFormulas {
    private static final int LAG = 45;
    private static final int MAX_FACT_AGE = 400;
    private static final int MAX_PRICE_AGE = 30;

    private final Map<String, List<RandomMarket.Price>> prices;
    private final Map<String, List<RandomMarket.Fact>> facts;
    private final MarketData data;
    private final int[] tradingRows;

    PlainFormulas(RandomMarket market) {
        this.prices = market.prices.stream().collect(Collectors.groupingBy(RandomMarket.Price::ticker));
        this.facts = market.facts.stream().collect(Collectors.groupingBy(f -> f.ticker() + " " + f.item()));
        this.data = market.data();
        this.tradingRows = IntStream.range(0, data.dates().size())
                .filter(data::isTradingDay)
                .toArray();
    }

    /** Value of a formula for a ticker on any day. */
    double value(Formula formula, int column, LocalDate day) {
        return value(formula.root(), formula, column, day, false);
    }

    private double value(Expression node, Formula formula, int column, LocalDate day, boolean within) {
        if (node instanceof Expression.Constant constant) {
            return constant.number();
        } else if (node instanceof Expression.Fact fact) {
            Optional<Integer> quarter = quarter(formula, column, day);
            return quarter.map(q -> fact(fact, column, q, day)).orElse(Double.NaN);
        } else if (node instanceof Expression.Market field) {
            return within ? onTheDay(field.field(), column, day) : latest(field.field(), column, day);
        } else if (node instanceof Expression.PastReturn past) {
            double end = priceNear(column, day.minusMonths(past.skipMonths()));
            double start = priceNear(column, day.minusMonths(past.lookbackMonths() + past.skipMonths()));
            return end / start - 1;
        } else if (node instanceof Expression.Pointwise pointwise) {
            double[] v = pointwise.operands().stream()
                    .mapToDouble(o -> value(o, formula, column, day, within))
                    .toArray();
            return pointwise.operation().apply(v[0], v.length > 1 ? v[1] : 0, v.length > 2 ? v[2] : 0);
        } else if (node instanceof Expression.CrossSectional cross) {
            return across(cross, formula, column, day, within);
        }
        return rolling((Expression.Rolling) node, formula, column, day);
    }

    private double rolling(Expression.Rolling node, Formula formula, int column, LocalDate day) {
        List<LocalDate> days = new ArrayList<>();
        for (int row : tradingRows) {
            if (!data.dates().date(row).isAfter(day)) {
                days.add(data.dates().date(row));
            }
        }
        int window = node.window();
        int today = days.size() - 1;
        double[] x = new double[Math.min(days.size(), window)];
        for (int i = 0; i < x.length; i++) {
            x[i] = value(node.operands().get(0), formula, column, days.get(today - x.length + 1 + i), true);
        }
        double[] there = Arrays.stream(x).filter(v -> !Double.isNaN(v)).toArray();
        switch (node.function()) {
            case REF:
            case DELTA:
                double before = today - window < 0
                        ? Double.NaN
                        : value(node.operands().get(0), formula, column, days.get(today - window), true);
                return node.function().functionName().equals("ref") ? before : x[x.length - 1] - before;
            case COUNT:
                return there.length;
            case SUM:
                return there.length < node.minCount()
                        ? Double.NaN
                        : Arrays.stream(there).sum();
            case MEAN:
                return there.length < node.minCount()
                        ? Double.NaN
                        : Arrays.stream(there).sum() / there.length;
            case MAX:
                return there.length < node.minCount()
                        ? Double.NaN
                        : Arrays.stream(there).max().orElse(Double.NaN);
            case STD:
                double mean = Arrays.stream(there).sum() / there.length;
                double squares =
                        Arrays.stream(there).map(v -> (v - mean) * (v - mean)).sum();
                return there.length < Math.max(2, node.minCount())
                        ? Double.NaN
                        : Math.sqrt(squares / (there.length - 1));
            default:
                throw new IllegalArgumentException("not defined here: " + node.function());
        }
    }

    private double across(Expression.CrossSectional node, Formula formula, int column, LocalDate day, boolean within) {
        List<Double> others = new ArrayList<>();
        double own = Double.NaN;
        Optional<String> group = data.sector(column);
        for (int i = 0; i < data.tickers().size(); i++) {
            boolean same =
                    node.by().isEmpty() || (group.isPresent() && data.sector(i).equals(group));
            if (same && isEligible(i, day)) {
                double value = value(node.operands().get(0), formula, i, day, within);
                if (!Double.isNaN(value)) {
                    others.add(value);
                    own = i == column ? value : own;
                }
            }
        }
        double x = own;
        double mean = others.stream().mapToDouble(v -> v).sum() / others.size();
        return switch (node.function()) {
            case DEMEAN -> x - mean;
            case RANK -> {
                long below = others.stream().filter(v -> v < x).count();
                long equal = others.stream().filter(v -> v == x).count();
                yield Double.isNaN(x) ? x : (below + (equal + 1) / 2.0) / others.size();
            }
            case ZSCORE -> {
                double squares = others.stream()
                        .mapToDouble(v -> (v - mean) * (v - mean))
                        .sum();
                yield others.size() < 2 ? Double.NaN : (x - mean) / Math.sqrt(squares / (others.size() - 1));
            }
            default -> throw new IllegalArgumentException("not defined here: " + node.function());
        };
    }

    private boolean isEligible(int column, LocalDate day) {
        Instrument instrument = data.instrument(column).orElseThrow();
        boolean listed = !instrument.listedOn().orElseThrow().isAfter(day)
                && instrument.delistedOn().map(day::isBefore).orElse(true);
        boolean traded = false;
        boolean priced = false;
        for (RandomMarket.Price p : prices.getOrDefault(instrument.ticker(), List.of())) {
            boolean recent = !p.date().isAfter(day) && !p.date().isBefore(day.minusDays(MAX_PRICE_AGE));
            if (recent) {
                traded |= p.volume() > 0;
                priced |= p.close() > 0;
            }
        }
        return listed && traded && priced;
    }

    private double onTheDay(MarketField field, int column, LocalDate day) {
        return data.panel(field).get(data.dates().indexOf(day), column);
    }

    private double latest(MarketField field, int column, LocalDate day) {
        for (LocalDate d = day; !d.isBefore(day.minusDays(MAX_PRICE_AGE)); d = d.minusDays(1)) {
            int row = data.dates().indexOf(d);
            if (row >= 0 && !Double.isNaN(data.panel(field).get(row, column))) {
                return data.panel(field).get(row, column);
            }
        }
        return Double.NaN;
    }

    private double priceNear(int column, LocalDate day) {
        for (LocalDate d = day; !d.isBefore(day.minusDays(10)); d = d.minusDays(1)) {
            int row = data.dates().indexOf(d);
            if (row >= 0 && data.panel(MarketField.ADJUSTED_CLOSE).get(row, column) > 0) {
                return data.panel(MarketField.ADJUSTED_CLOSE).get(row, column);
            }
        }
        return Double.NaN;
    }

    /** The latest quarter of which all is known that the formula requires, unless it is too old. */
    private Optional<Integer> quarter(Formula formula, int column, LocalDate day) {
        for (int quarter = Quarter.of(2020, 4); quarter >= Quarter.of(2016, 1); quarter--) {
            boolean complete = true;
            boolean any = false;
            for (Expression.Fact fact : formula.facts()) {
                boolean there = !Double.isNaN(fact(fact, column, quarter, day));
                complete &= there || !formula.requires(fact);
                any |= there;
            }
            boolean begun = false;
            for (Expression.Fact fact : formula.facts()) {
                begun |= newestQuarter(fact.item(), column, day) >= quarter;
            }
            if (begun && complete && any) {
                long age = day.toEpochDay() - Quarter.calendarEnd(quarter).toEpochDay();
                return age <= MAX_FACT_AGE ? Optional.of(quarter) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private int newestQuarter(String item, int column, LocalDate day) {
        return of(item, column).stream()
                .filter(f -> knownFrom(f) <= day.toEpochDay())
                .mapToInt(RandomMarket.Fact::quarter)
                .max()
                .orElse(Integer.MIN_VALUE);
    }

    private double fact(Expression.Fact fact, int column, int quarter, LocalDate day) {
        int quarters = switch (fact.aggregation()) {
            case NONE -> 1;
            case TTM -> 4;
            case AVG5 -> 5;
        };
        double sum = 0;
        for (int q = quarter - fact.lag() - quarters + 1; q <= quarter - fact.lag(); q++) {
            sum += single(fact.item(), column, q, day);
        }
        return quarters == 5 ? sum / 5 : sum;
    }

    private double single(String item, int column, int quarter, LocalDate day) {
        double value = Double.NaN;
        int revision = -1;
        for (RandomMarket.Fact f : of(item, column)) {
            if (f.quarter() == quarter && f.revision() > revision && knownFrom(f) <= day.toEpochDay()) {
                value = f.value();
                revision = f.revision();
            }
        }
        return value;
    }

    private List<RandomMarket.Fact> of(String item, int column) {
        return facts.getOrDefault(data.tickers().ticker(column) + " " + item, List.of());
    }

    private static long knownFrom(RandomMarket.Fact f) {
        return f.publishedOn() == FactHistory.UNKNOWN_DATE ? f.periodEnd() + LAG : f.publishedOn();
    }
}
