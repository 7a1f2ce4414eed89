package io.qvm.factor.rolling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Evaluates an aggregate over windows that are put together from the tail of the oldest block, whole blocks, and the head
 * of the newest.
 *
 * <p>The order of merges within a window follows from its rows alone: tails from right to left, heads and whole blocks from
 * left to right, then (tail, whole blocks), head. A window within one block is merged from left to right.
 */
final class AnchoredBlocks implements Kernel {
    private final Aggregate.Factory factory;

    AnchoredBlocks(Aggregate.Factory factory) {
        this.factory = factory;
    }

    @Override
    public void run(Task task) {
        run(List.of(this), List.of(task));
    }

    /** Runs kernels whose aggregates have the same states, on the same series and windows, and finds the states once. */
    static void run(List<AnchoredBlocks> kernels, List<Task> tasks) {
        List<Aggregate> aggregates = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            Task task = tasks.get(i);
            aggregates.add(kernels.get(i).factory.of(task.window(), task.minCount()));
        }
        Task task = tasks.get(0);
        Walk walk = new Walk(tasks, aggregates);
        for (int from = 0; from < task.columns(); from += Tile.WIDTH) {
            walk.run(new Tile(task.arguments(), task.columns(), from, Math.min(Tile.WIDTH, task.columns() - from)));
        }
    }

    /** Goes through the rows of one tile after the other. */
    private static final class Walk {
        private final List<Task> tasks;
        private final List<Aggregate> aggregates;

        /** The first of them, for states. */
        private final Task task;

        private final Aggregate aggregate;
        private final RowBlocks blocks;

        /** State of the first {@code headRows} rows of block {@code headOf}, for the last blocks that a window can touch. */
        private final double[][][] heads;

        private final int[] headOf;
        private final int[] headRows;

        /** Per row of the oldest block: state from there to its end. */
        private final double[][][] tails;

        private int tailsOf;

        /** State of the blocks from {@code middleFrom} to before {@code middleTo}. */
        private final double[][] middle;

        private int middleFrom;
        private int middleTo;

        private final double[][] single;
        private final double[][] joined;
        private Tile tile;

        Walk(List<Task> tasks, List<Aggregate> aggregates) {
            this.tasks = tasks;
            this.aggregates = aggregates;
            this.task = tasks.get(0);
            this.aggregate = aggregates.get(0);
            this.blocks = task.blocks();
            this.tile = new Tile(task.arguments(), task.columns(), 0, 0);
            int touched = blocks.mostTouched(task.reach());
            this.heads = new double[touched][][];
            this.headOf = new int[touched];
            this.headRows = new int[touched];
            this.tails = new double[blocks.mostRows()][][];
            this.middle = state();
            this.single = state();
            this.joined = state();
        }

        private double[][] state() {
            return new double[aggregate.components()][Math.min(Tile.WIDTH, task.columns())];
        }

        void run(Tile next) {
            tile = next;
            tailsOf = -1;
            middleFrom = -1;
            Arrays.fill(headOf, -1);
            for (int row = task.firstRow(); row < task.rows(); row++) {
                int oldest = Math.max(0, row - task.reach() + 1);
                double[][] window = window(oldest, row);
                for (int i = 0; i < aggregates.size(); i++) {
                    aggregates
                            .get(i)
                            .finish(
                                    window,
                                    row - oldest + 1,
                                    tile,
                                    row,
                                    tasks.get(i).out());
                    tasks.get(i).dropInfinite(tile.at(row), tile.at(row) + tile.width());
                }
            }
        }

        private double[][] window(int from, int to) {
            int first = blocks.blockOf(from);
            int last = blocks.blockOf(to);
            if (first == last) {
                return from == blocks.start(first) ? head(first, to) : within(from, to);
            }
            double[][] older = tail(first, from);
            int olderRows = blocks.end(first) - from;
            if (last - first > 1) {
                int middleRows = blocks.start(last) - blocks.end(first);
                aggregate.merge(older, olderRows, middle(first + 1, last), middleRows, tile.width(), joined);
                older = joined;
                olderRows += middleRows;
            }
            aggregate.merge(older, olderRows, head(last, to), to - blocks.start(last) + 1, tile.width(), joined);
            return joined;
        }

        private double[][] within(int from, int to) {
            aggregate.load(tile, from, joined);
            for (int row = from + 1; row <= to; row++) {
                aggregate.load(tile, row, single);
                aggregate.merge(joined, row - from, single, 1, tile.width(), joined);
            }
            return joined;
        }

        /** From a row to the end of its block; rows are asked for in ascending order. */
        private double[][] tail(int block, int from) {
            int start = blocks.start(block);
            if (tailsOf != block) {
                tailsOf = block;
                for (int row = blocks.end(block) - 1; row >= from; row--) {
                    if (tails[row - start] == null) {
                        tails[row - start] = state();
                    }
                    double[][] tail = tails[row - start];
                    if (row == blocks.end(block) - 1) {
                        aggregate.load(tile, row, tail);
                    } else {
                        aggregate.load(tile, row, single);
                        double[][] after = tails[row + 1 - start];
                        aggregate.merge(single, 1, after, blocks.end(block) - row - 1, tile.width(), tail);
                    }
                }
            }
            return tails[from - start];
        }

        /** From the begin of a block to a row of it; rows are asked for in ascending order. */
        private double[][] head(int block, int to) {
            int slot = block % heads.length;
            if (heads[slot] == null) {
                heads[slot] = state();
            }
            if (headOf[slot] != block) {
                headOf[slot] = block;
                headRows[slot] = 0;
            }
            double[][] head = heads[slot];
            for (int row = blocks.start(block) + headRows[slot]; row <= to; row++) {
                if (headRows[slot] == 0) {
                    aggregate.load(tile, row, head);
                } else {
                    aggregate.load(tile, row, single);
                    aggregate.merge(head, headRows[slot], single, 1, tile.width(), head);
                }
                headRows[slot]++;
            }
            return head;
        }

        /** Whole blocks; either bound never goes back. */
        private double[][] middle(int from, int to) {
            if (middleFrom != from) {
                double[][] first = head(from, blocks.end(from) - 1);
                for (int component = 0; component < middle.length; component++) {
                    System.arraycopy(first[component], 0, middle[component], 0, tile.width());
                }
                middleFrom = from;
                middleTo = from + 1;
            }
            for (; middleTo < to; middleTo++) {
                int rows = blocks.end(middleTo) - blocks.start(middleTo);
                double[][] next = head(middleTo, blocks.end(middleTo) - 1);
                int before = blocks.start(middleTo) - blocks.start(from);
                aggregate.merge(middle, before, next, rows, tile.width(), middle);
            }
            return middle;
        }
    }
}
