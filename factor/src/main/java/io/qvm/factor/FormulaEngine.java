package io.qvm.factor;

import io.qvm.factor.formula.Formula;
import io.qvm.market.DateIndex;
import io.qvm.market.MarketData;
import io.qvm.market.Panel;
import java.util.Arrays;
import java.util.List;

/**
 * Values of formulas for every ticker and day, before any normalisation; pure.
 *
 * <p>Which quarter, which price and which tickers count is decided by the rules of a model, so that a formula that is tried
 * here has the same values as the metric it becomes. What formulas have in common is computed once. Values of a day depend
 * on nothing later, nor on what else is computed with them, bit for bit.
 */
public final class FormulaEngine {
    private final MarketData data;
    private final PreparedMarket market;
    private final List<Formula> formulas;

    /**
     * Prepares formulas.
     *
     * @param rules the model whose rules count; its own factors are not computed
     */
    public FormulaEngine(MarketData data, FactorModel rules, List<Formula> formulas) {
        this.data = data;
        this.formulas = List.copyOf(formulas);
        this.market = new PreparedMarket(data, rules, this.formulas);
    }

    /**
     * Evaluates the formulas.
     *
     * @param days any days, trading days or not
     * @param threads how many to use, at least 1; changes no bit of the result
     * @return a panel of days by tickers per formula, in their order; NaN if missing
     */
    public List<Panel> evaluate(DateIndex days, int threads) {
        int tickers = data.tickers().size();
        double[][] out = new double[formulas.size()][Math.multiplyExact(days.size(), tickers)];
        if (!days.isEmpty()) {
            List<FactSteps> steps = market.factSteps(days, threads);
            DayBlocks blocks = new DayBlocks(days, market);
            Workers.each(blocks.count(), threads, () -> {
                Evaluation evaluation = new Evaluation(market, steps);
                return block -> fill(evaluation.evaluate(blocks.days(block)), blocks.from(block) * tickers, out);
            });
        }
        return Arrays.stream(out)
                .map(values -> new Panel(days, data.tickers(), values))
                .toList();
    }

    private void fill(Evaluation.Block block, int offset, double[][] out) {
        for (int f = 0; f < out.length; f++) {
            double[] values = block.values(market.plan().output(formulas.get(f)));
            System.arraycopy(values, 0, out[f], offset, values.length);
        }
    }
}
