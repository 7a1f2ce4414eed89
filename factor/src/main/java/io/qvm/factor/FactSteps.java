package io.qvm.factor;

import io.qvm.market.MissingReason;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What is computed from the facts of one group, for every ticker, as step functions over days.
 *
 * <p>Facts change on a few days a year only: on those on which one becomes known. So the quarter that counts, the facts in
 * it and what is computed from them are found once per such day. Step s of a ticker holds from {@code from[s]} to {@code
 * until[s]}; its values, one per root of the group, lie at {@code s * width}. Steps of a ticker are contiguous and ascending,
 * and each depends only on facts that are known on its first day. From {@code until[s]} to the next step all facts are too
 * old: what roots come to without any, such as zero for {@code zero_if_missing}, is the same for all tickers.
 */
final class FactSteps {
    private final int width;
    private final int[] offsets;
    private final int[] from;
    private final int[] until;
    private final double[] values;
    private final byte[] marks;
    private final double[] withoutFacts;
    private final byte[] marksWithoutFacts;
    /** Days on which something changes for a ticker, ascending, in the upper half, and its column in the lower. */
    private final long[] changes;

    private FactSteps(
            int width,
            int[] offsets,
            int[] from,
            int[] until,
            double[] values,
            byte[] marks,
            double[] withoutFacts,
            byte[] marksWithoutFacts) {
        this.width = width;
        this.offsets = offsets;
        this.from = from;
        this.until = until;
        this.values = values;
        this.marks = marks;
        this.withoutFacts = withoutFacts;
        this.marksWithoutFacts = marksWithoutFacts;
        this.changes = changes(offsets, from, until);
    }

    private static long[] changes(int[] offsets, int[] from, int[] until) {
        LongStream.Builder changes = LongStream.builder();
        for (int column = 0; column < offsets.length - 1; column++) {
            for (int step = offsets[column]; step < offsets[column + 1]; step++) {
                changes.add((long) from[step] << Integer.SIZE | column);
                if (until[step] < Integer.MAX_VALUE) {
                    changes.add((long) (until[step] + 1) << Integer.SIZE | column);
                }
            }
        }
        return changes.build().sorted().toArray();
    }

    /** Walks over days, at little cost as long as they ascend. One thread's. */
    Walk walk() {
        return new Walk();
    }

    /** The values that hold on the current day. */
    final class Walk {
        private final int tickers = offsets.length - 1;
        private final double[][] current = new double[width][tickers];
        private final byte[][] currentMarks = new byte[width][tickers];
        private int today;
        /** Place of the first change that is yet to come. */
        private int next;

        private Walk() {
            begin();
        }

        private void begin() {
            today = Integer.MIN_VALUE;
            next = 0;
            for (double[] root : current) {
                Arrays.fill(root, Double.NaN);
            }
            for (byte[] root : currentMarks) {
                Arrays.fill(root, Mark.missing(MissingReason.NO_FACT));
            }
        }

        /** Goes to a day. */
        void goTo(int day) {
            if (day < today) {
                begin();
            }
            today = day;
            for (; next < changes.length && (int) (changes[next] >> Integer.SIZE) <= day; next++) {
                move((int) changes[next], day);
            }
        }

        /** A root's values of all tickers on the current day. */
        double[] values(int root) {
            return current[root];
        }

        /** What there is to say about each of these values, see {@link Mark}. */
        byte[] marks(int root) {
            return currentMarks[root];
        }

        private void move(int column, int day) {
            int start = offsets[column];
            int found = Arrays.binarySearch(from, start, offsets[column + 1], day);
            int step = found >= 0 ? found : -found - 2;
            boolean holds = step >= start && day <= until[step];
            for (int root = 0; root < width; root++) {
                int at = step * width + root;
                current[root][column] = holds ? values[at] : withoutFacts[root];
                currentMarks[root][column] = holds ? marks[at] : marksWithoutFacts[root];
            }
        }
    }

    /** Finds the steps of tickers for days from {@code firstDay} to {@code lastDay}. */
    static FactSteps of(FormulaPlan.FactGroup group, KnownFacts known, FactorModel model, int firstDay, int lastDay) {
        return new Finder(group, known, model, firstDay, lastDay).find(group.wanted());
    }

    private static final class Finder {
        private final QuarterChoice choice;
        private final QuarterlyProgram[] roots;
        private final int firstDay;
        private final int lastDay;
        private final IntStream.Builder from = IntStream.builder();
        private final IntStream.Builder until = IntStream.builder();
        private final DoubleStream.Builder values = DoubleStream.builder();
        private final ByteArrayOutputStream marks = new ByteArrayOutputStream();
        private int steps;
        // The ticker's last step.
        private final double[] lastValues;
        private final byte[] lastMarks;
        private int lastUntil;

        Finder(FormulaPlan.FactGroup group, KnownFacts known, FactorModel model, int firstDay, int lastDay) {
            this.choice = new QuarterChoice(group, known, model);
            this.roots = group.roots().stream()
                    .map(root -> QuarterlyProgram.of(root, group.facts()))
                    .toArray(QuarterlyProgram[]::new);
            this.firstDay = firstDay;
            this.lastDay = lastDay;
            this.lastValues = new double[roots.length];
            this.lastMarks = new byte[roots.length];
        }

        FactSteps find(boolean[] wanted) {
            double[] nothing = new double[choice.facts()];
            Arrays.fill(nothing, Double.NaN);
            double[] withoutFacts = Arrays.stream(roots)
                    .mapToDouble(root -> root.value(nothing))
                    .toArray();
            byte[] marksWithoutFacts = new byte[roots.length];
            for (int root = 0; root < roots.length; root++) {
                marksWithoutFacts[root] = Double.isNaN(withoutFacts[root])
                        ? Mark.missing(MissingReason.FACT_TOO_OLD)
                        : Mark.present(false);
            }
            int[] offsets = new int[wanted.length + 1];
            for (int column = 0; column < wanted.length; column++) {
                if (wanted[column]) {
                    findSteps(column);
                }
                offsets[column + 1] = steps;
            }
            return new FactSteps(
                    roots.length,
                    offsets,
                    from.build().toArray(),
                    until.build().toArray(),
                    values.build().toArray(),
                    marks.toByteArray(),
                    withoutFacts,
                    marksWithoutFacts);
        }

        private void findSteps(int column) {
            boolean first = true;
            for (int day : choice.changes(column, firstDay, lastDay)) {
                // Most facts that become known leave the formulas of a group as they are.
                if (choose(column, day) || first) {
                    from.add(day);
                    until.add(lastUntil);
                    for (double value : lastValues) {
                        values.add(value);
                    }
                    marks.write(lastMarks, 0, lastMarks.length);
                    steps++;
                }
                first = false;
            }
        }

        /** Computes what counts on a day; false if it is what counted before. */
        private boolean choose(int column, int day) {
            QuarterChoice.Chosen chosen = choice.choose(column, day);
            boolean changed = lastUntil != chosen.until();
            lastUntil = chosen.until();
            for (int root = 0; root < roots.length; root++) {
                double value = roots[root].value(chosen.values());
                byte mark = mark(roots[root], value, chosen, column, day);
                changed |= Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(lastValues[root])
                        || mark != lastMarks[root];
                lastValues[root] = value;
                lastMarks[root] = mark;
            }
            return changed;
        }

        private byte mark(QuarterlyProgram root, double value, QuarterChoice.Chosen chosen, int column, int day) {
            return Double.isNaN(value)
                    ? Mark.missing(
                            root.whyMissing(chosen.values(), fact -> choice.whyMissing(fact, column, chosen, day)))
                    : Mark.present(root.reads(chosen.values(), fact -> choice.restsOnLag(fact, column, chosen, day)));
        }
    }
}
