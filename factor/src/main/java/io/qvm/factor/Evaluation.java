package io.qvm.factor;

import io.qvm.factor.FormulaPlan.Term;
import io.qvm.factor.crosssection.CrossSection;
import io.qvm.factor.rolling.RollingFunction;
import io.qvm.factor.rolling.RowCalendar;
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
 * depends on the values in it alone, so that results do not depend on where a block starts. One thread's: the arrays are
 * used again for the next block.
 */
final class Evaluation {
    private final PreparedMarket market;
    private final FormulaPlan plan;
    private final int tickers;
    private final Values scored;
    private final Values windows;

    /**
     * @param steps one per fact group of the plan
     */
    Evaluation(PreparedMarket market, List<FactSteps> steps) {
        this.market = market;
        this.plan = market.plan();
        this.tickers = market.tickers();
        this.scored = new Values(steps);
        this.windows = new Values(steps);
    }

    /** Evaluates everything for a block of days, ascending and not empty. */
    Block evaluate(DateIndex days) {
        Axis axis = Axis.ofDays(days, market.dates());
        int lookback = plan.lookback();
        boolean reachesBack = false;
        if (lookback >= 0) {
            TradingDays trading = market.tradingDays();
            int last = trading.upTo(axis.row(axis.size() - 1));
            reachesBack = last >= 0;
            if (reachesBack) {
                int first = Math.max(0, trading.upTo(axis.row(0)));
                int from = Math.max(0, first - lookback);
                Axis rows = Axis.ofTradingDays(trading.rows(from, last), market.dates());
                windows.fill(rows, from, first - from, false);
            }
        }
        scored.fill(axis, 0, 0, reachesBack);
        return new Block(axis, scored);
    }

    /** The values of a block of days, until the next block is evaluated. */
    static final class Block {
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
        private final List<FactSteps.Walk> walks;
        private final double[] @Nullable [] arrays = new double[plan.terms().size()][];
        private final byte[] @Nullable [] marks = new byte[plan.terms().size()][];
        private Axis axis = Axis.NONE;
        private int firstNumber;
        private int firstScored;
        private boolean reachesBack;
        private Optional<RowCalendar> calendar = Optional.empty();
        private boolean[] eligible = {};
        private boolean eligibleFound;

        Values(List<FactSteps> steps) {
            this.walks = steps.stream().map(FactSteps::walk).toList();
        }

        double[] of(int term) {
            double[] array = arrays[term];
            if (array == null) {
                throw new IllegalStateException("term " + term + " is not evaluated here");
            }
            return array;
        }

        /**
         * Evaluates the terms that are needed along an axis.
         *
         * @param number number of the axis's first day among the trading days, for windows
         * @param scoredFrom position on the axis of the first day that is scored, for windows
         * @param withWindows whether there are windows that end on these days
         */
        void fill(Axis along, int number, int scoredFrom, boolean withWindows) {
            axis = along;
            firstNumber = number;
            firstScored = scoredFrom;
            reachesBack = withWindows;
            calendar = Optional.empty();
            eligibleFound = false;
            int size = axis.size() * tickers;
            for (int term = 0; term < arrays.length; term++) {
                double[] array = arrays[term];
                boolean needed = axis.asOf() ? plan.usedOnDays(term) : plan.reach(term) >= 0;
                if (needed && (array == null || array.length != size)) {
                    arrays[term] = new double[size];
                    if (axis.asOf() && plan.terms().get(term) instanceof Term.Quarterly) {
                        marks[term] = new byte[size];
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
            for (int group = 0; group < walks.size(); group++) {
                FactSteps.Walk walk = walks.get(group);
                int[] terms = plan.quarterlyTerms(group);
                boolean any = Arrays.stream(terms).anyMatch(term -> arrays[term] != null);
                for (int i = 0; any && i < axis.size(); i++) {
                    walk.goTo(axis.epochDay(i));
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
                fillWindows(number, term, out);
                return;
            }
            Arrays.fill(out, Double.NaN);
            double[] along = reachesBack ? windows.of(number) : out;
            for (int i = 0; reachesBack && i < axis.size(); i++) {
                int day = market.tradingDays().upTo(axis.row(i));
                if (day >= 0) {
                    System.arraycopy(along, (day - windows.firstNumber) * tickers, out, i * tickers, tickers);
                }
            }
        }

        /** Computes a function along trading days, and those that go with it; nothing if that was done with another. */
        private void fillWindows(int number, Term.Rolling term, double[] out) {
            List<Integer> together = plan.together(number);
            if (together.isEmpty()) {
                int first = Math.max(0, firstScored - plan.reach(number));
                term.function()
                        .apply(
                                arrays(term.operands()),
                                tickers,
                                calendar(),
                                first,
                                term.window(),
                                term.minCount(),
                                term.parameters().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .toArray(),
                                out);
            } else if (together.get(0) == number) {
                int reach = together.stream().mapToInt(plan::reach).max().orElseThrow();
                RollingFunction.applyTogether(
                        together.stream()
                                .map(other -> ((Term.Rolling) plan.terms().get(other)).function())
                                .toList(),
                        arrays(term.operands()),
                        tickers,
                        calendar(),
                        Math.max(0, firstScored - reach),
                        term.window(),
                        term.minCount(),
                        together.stream().map(this::of).toList());
            }
        }

        private RowCalendar calendar() {
            if (calendar.isEmpty()) {
                calendar = Optional.of(RowCalendar.of(axis.dates()));
            }
            return calendar.get();
        }

        boolean[] eligible() {
            if (eligibleFound) {
                return eligible;
            }
            if (eligible.length != axis.size() * tickers) {
                eligible = new boolean[axis.size() * tickers];
            }
            for (int i = 0; i < axis.size(); i++) {
                market.universe().findEligible(axis.day(i), axis.row(i), eligible, i * tickers);
            }
            eligibleFound = true;
            return eligible;
        }
    }
}
