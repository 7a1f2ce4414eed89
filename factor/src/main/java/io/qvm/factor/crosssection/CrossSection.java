package io.qvm.factor.crosssection;

import java.util.Arrays;

/** One function of a day's values, for a fixed division of stocks into groups. One thread's. */
public final class CrossSection {
    private final CrossSectionFunction function;
    private final int[] groups;
    private final double[] parameters;
    private final Members members;
    private final double[][] dense;

    /**
     * Prepares a function.
     *
     * @param operands number of operands
     * @param groups group of each ticker, -1 if it has none: it then has no result
     * @param groupCount groups are numbered from 0 to {@code groupCount - 1}
     * @param parameters of the function
     */
    public CrossSection(
            CrossSectionFunction function, int operands, int[] groups, int groupCount, double[] parameters) {
        this.function = function;
        this.groups = groups.clone();
        this.parameters = parameters.clone();
        this.members = new Members(groups.length, groupCount);
        this.dense = new double[operands][groups.length];
    }

    /**
     * Computes one day.
     *
     * @param operands each days by tickers; the day begins at {@code offset}; NaN if missing
     * @param rows tickers that take part, laid out as the operands
     * @param out receives the results, laid out as the operands; NaN where there is none or it is no finite
     *     number
     */
    public void apply(double[][] operands, boolean[] rows, int offset, double[] out) {
        members.find(operands, rows, offset, groups);
        for (int operand = 0; operand < dense.length; operand++) {
            for (int i = 0; i < members.size(); i++) {
                dense[operand][i] = operands[operand][offset + members.column(i)];
            }
        }
        if (function == CrossSectionFunction.NEUTRALIZE) {
            neutralize();
        } else {
            for (int group = 0; group < members.groupCount(); group++) {
                applyToGroup(members.start(group), members.end(group));
            }
        }
        Arrays.fill(out, offset, offset + groups.length, Double.NaN);
        for (int i = 0; i < members.size(); i++) {
            double result = dense[0][i];
            out[offset + members.column(i)] = Math.abs(result) <= Double.MAX_VALUE ? result : Double.NaN;
        }
    }

    private void applyToGroup(int from, int to) {
        double[] x = dense[0];
        switch (function) {
            case RANK -> GroupFunctions.rank(x, from, to);
            case ZSCORE -> GroupFunctions.zScore(x, from, to);
            case DEMEAN -> GroupFunctions.demean(x, from, to);
            case WINSORIZE -> GroupFunctions.winsorize(x, from, to, parameters[0], parameters[1]);
            case NEUTRALIZE -> throw new IllegalStateException("not a function of one group");
        }
    }

    private void neutralize() {
        int present = 0;
        for (int group = 0; group < members.groupCount(); group++) {
            int from = members.start(group);
            int to = members.end(group);
            present += from < to ? 1 : 0;
            for (double[] operand : dense) {
                GroupFunctions.demean(operand, from, to);
            }
        }
        int coefficients = present + dense.length - 1;
        if (members.size() <= coefficients) {
            Arrays.fill(dense[0], 0, members.size(), Double.NaN);
        } else {
            Regression.residuals(dense[0], Arrays.copyOfRange(dense, 1, dense.length), members.size());
        }
    }
}
