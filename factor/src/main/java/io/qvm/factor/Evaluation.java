package io.qvm.factor;

import io.qvm.factor.FormulaPlan.Term;
import io.qvm.factor.crosssection.CrossSection;
import io.qvm.factor.rolling.RowBlocks;
import io.qvm.market.DateIndex;
import io.qvm.market.Panel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the terms of a plan for blocks of days, column by column.
 *
 * <p>Each term is one {@code double[]} of days by tickers, row by row, filled in one pass from those of its operands. Terms
 * that daily functions read are evaluated a second time, along the trading days that their windows reach back to; a window
 * depends on the values in it alone, so that results do not depend on where a block starts. One thread's.
 */
final class Evaluation {
    private final PreparedMarket market;
    private final FormulaPlan plan;
    private final List<FactSteps> steps;
    private final int tickers;
    private final boolean[] onDays;

    /**
     * @param steps one per fact group of the plan
     */
    Evaluation(PreparedMarket market, FormulaPlan plan, List<FactSteps> steps) {
        this.market = market;
        this.plan = plan;
        this.steps = steps;
        this.tickers = market.tickers();
        this.onDays = plan.usedOnDays();
    }

    /** Evaluates everything for a block of days, ascending and not empty. */
    Block evaluate(DateIndex days) {
        Axis axis = Axis.ofDays(days, market.dates());
        Optional<Values> windows = Optional.empty();
        int lookback = plan.lookback();
        if (lookback >= 0) {
            TradingDays trading = market.tradingDays();
            int last = trading.upTo(axis.row(axis.size() - 1));
            if (last >= 0) {
                int first = Math.max(0, trading.upTo(axis.row(0)));
                int from = Math.max(0, first - lookback);
                Axis rows = Axis.ofTradingDays(trading.rows(from, last), market.dates());
                windows = Optional.of(new Values(rows, from, first - from, Optional.empty()));
                windows.get().fill();
            }
        }
        Values values = new Values(axis, 0, 0, windows);
        values.fill();
        return new Block(axis, values);
    }

    /** The values of a block of days. */
    final class Block {
        private final Axis axis;
        private final Values values;

        private Block(Axis axis, Values values) {
            this.axis = axis;
            this.values = values;
        }

        Axis axis() {
            return axis;
        }

        /** A term's values, days by tickers. */
        double[] values(int term) {
            return values.of(term);
        }

        /** What there is to say about a quarterly term's values, days by tickers, see {@link Mark}. */
        byte[] marks(int term) {
            byte[] marks = values.marks[term];
            if (marks == null) {
                throw new IllegalStateException("term " + term + " is not quarterly");
            }
            return marks;
        }

        /** Whether each ticker can be scored on each day, as far as master and market data go. */
        boolean[] eligible() {
            return values.eligible();
        }
    }

    /** Values of terms along one axis. */
    private final class Values {
        private final Axis axis;
        private final int firstNumber;
        private final int firstScored;
        private final Optional<Values> windows;
        private final double[] @Nullable [] arrays = new double[plan.terms().size()][];
        private final byte[] @Nullable [] marks = new byte[plan.terms().size()][];
        private boolean @Nullable [] eligible;

        /**
         * @param firstNumber number of the axis's first day among the trading days, for windows
         * @param firstScored position on the axis of the first day that is scored, for windows
         * @param windows values along trading days; empty if this is they, or there are none
         */
        Values(Axis axis, int firstNumber, int firstScored, Optional<Values> windows) {
            this.axis = axis;
            this.firstNumber = firstNumber;
            this.firstScored = firstScored;
            this.windows = windows;
        }

        double[] of(int term) {
            double[] array = arrays[term];
            if (array == null) {
                throw new IllegalStateException("term " + term + " is not evaluated here");
            }
            return array;
        }

        void fill() {
            for (int term = 0; term < arrays.length; term++) {
                if (axis.asOf() ? onDays[term] : plan.reach(term) >= 0) {
                    arrays[term] = new double[axis.size() * tickers];
                    if (axis.asOf() && plan.terms().get(term) instanceof Term.Quarterly) {
                        marks[term] = new byte[axis.size() * tickers];
                    }
                }
            }
            fillQuarterly();
            for (int term = 0; term < arrays.length; term++) {
                double[] out = arrays[term];
                if (out != null) {
                    fill(term, plan.terms().get(term), out);
                }
            }
        }

        private void fill(int number, Term term, double[] out) {
            if (term instanceof Term.Constant constant) {
                Arrays.fill(out, constant.number());
            } else if (term instanceof Term.Market field) {
                fillMarket(field, out);
            } else if (term instanceof Term.PastReturn past) {
                for (int i = 0; i < axis.size(); i++) {
                    market.returns().fill(axis.day(i), past.spec(), out, i * tickers);
                }
            } else if (term instanceof Term.Pointwise pointwise) {
                pointwise.operation().apply(arrays(pointwise.operands()), out, out.length);
            } else if (term instanceof Term.CrossSectional cross) {
                fillCrossSections(cross, out);
            } else if (term instanceof Term.Rolling rolling) {
                fillRolling(number, rolling, out);
            }
        }

        private double[][] arrays(List<Integer> operands) {
            return operands.stream().map(this::of).toArray(double[][]::new);
        }

        private void fillQuarterly() {
            for (int group = 0; group < steps.size(); group++) {
                FactSteps.Walk walk = steps.get(group).walk();
                int[] terms = plan.quarterlyTerms(group);
                boolean any = Arrays.stream(terms).anyMatch(term -> arrays[term] != null);
                for (int i = 0; any && i < axis.size(); i++) {
                    walk.advance(axis.epochDay(i));
                    for (int root = 0; root < terms.length; root++) {
                        double[] out = arrays[terms[root]];
                        if (out != null) {
                            System.arraycopy(walk.values(root), 0, out, i * tickers, tickers);
                        }
                        byte[] mark = marks[terms[root]];
                        if (mark != null) {
                            System.arraycopy(walk.marks(root), 0, mark, i * tickers, tickers);
                        }
                    }
                }
            }
        }

        private void fillMarket(Term.Market field, double[] out) {
            if (axis.asOf()) {
                MarketValues values = market.values(field.field());
                for (int i = 0; i < axis.size(); i++) {
                    values.fill(axis.day(i), axis.row(i), out, i * tickers);
                }
                return;
            }
            Panel panel = market.panel(field.field());
            for (int i = 0; i < axis.size(); i++) {
                System.arraycopy(panel.values(), axis.row(i) * tickers, out, i * tickers, tickers);
            }
        }

        private void fillCrossSections(Term.CrossSectional term, double[] out) {
            CrossSection kernel = CrossSections.kernel(term, market.groupings(), tickers);
            double[][] operands = arrays(term.operands());
            boolean[] rows = eligible();
            for (int i = 0; i < axis.size(); i++) {
                kernel.apply(operands, rows, i * tickers, out);
            }
        }

        private void fillRolling(int number, Term.Rolling term, double[] out) {
            if (!axis.asOf()) {
                int first = Math.max(0, firstScored - plan.reach(number));
                RowBlocks blocks = RowBlocks.byMonth(axis.dates());
                term.function()
                        .apply(
                                arrays(term.operands()),
                                tickers,
                                blocks,
                                first,
                                term.window(),
                                term.minCount(),
                                term.parameters().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray(),
                                out);
                return;
            }
            Arrays.fill(out, Double.NaN);
            if (windows.isEmpty()) {
                return;
            }
            double[] along = windows.get().of(number);
            for (int i = 0; i < axis.size(); i++) {
                int day = market.tradingDays().upTo(axis.row(i));
                if (day >= 0) {
                    System.arraycopy(along, (day - windows.get().firstNumber) * tickers, out, i * tickers, tickers);
                }
            }
        }

        boolean[] eligible() {
            boolean[] known = eligible;
            if (known != null) {
                return known;
            }
            boolean[] found = new boolean[axis.size() * tickers];
            for (int i = 0; i < axis.size(); i++) {
                market.universe().findEligible(axis.day(i), axis.row(i), found, i * tickers);
            }
            eligible = found;
            return found;
        }
    }
}
