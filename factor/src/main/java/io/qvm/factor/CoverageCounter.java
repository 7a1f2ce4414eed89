package io.qvm.factor;

import io.qvm.factor.formula.Formula;
import io.qvm.market.Coverage;
import io.qvm.market.MissingReason;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts who has which factor, by sector, and why the others have not. One thread's. */
final class CoverageCounter implements ScoringObserver {
    private static final String COMPOSITE = "qvm";

    private final PreparedMarket market;
    private final FactorModel model;
    private final ScoringPlan plan;
    private final boolean[] ofPart;
    private final int tickers;
    private final MissingReasons reasons;
    private final int[] sectors;
    private final List<String> sectorNames;
    private final boolean[][] zeroRule;
    private final boolean[][] lagDated;
    private final MissingReason[][] missing;
    private boolean[] scored = {};
    private Optional<Evaluation.Block> block = Optional.empty();
    private int day;
    private List<Coverage> rows = List.of();

    CoverageCounter(PreparedMarket market, FactorModel model, ScoringPlan plan) {
        this.market = market;
        this.model = model;
        this.plan = plan;
        this.ofPart = new boolean[market.tickers()];
        this.tickers = market.tickers();
        this.reasons = new MissingReasons(market.plan());
        this.sectors = market.sectors();
        this.sectorNames = market.sectorNames();
        int columns = model.factors().size() + 1;
        this.zeroRule = new boolean[columns][tickers];
        this.lagDated = new boolean[columns][tickers];
        this.missing = new MissingReason[columns][tickers];
    }

    /** Rows of the last day, by factor and sector. */
    List<Coverage> rows() {
        return rows;
    }

    @Override
    public void day(Evaluation.Block evaluated, int position, boolean[] scoredTickers) {
        block = Optional.of(evaluated);
        day = position;
        scored = scoredTickers;
    }

    @Override
    public void factor(int factor, double[][] parts, double[] out, int offset, boolean[] zeroed) {
        findLagDated(factor, parts);
        List<FactorModel.Metric> metrics = model.factors().get(factor).metrics();
        for (int column = 0; column < tickers; column++) {
            if (scored[column]) {
                boolean there = !Double.isNaN(out[offset + column]);
                zeroRule[factor][column] = zeroed[column];
                lagDated[factor][column] &= there;
                if (!there) {
                    missing[factor][column] =
                            reason(metrics, parts, market.universe().sectorGroups()[column], column);
                }
            }
        }
    }

    /** Of the parts that are there. */
    private void findLagDated(int factor, double[][] parts) {
        boolean[] found = lagDated[factor];
        Arrays.fill(found, false);
        for (int m = 0; m < parts.length; m++) {
            for (ScoringPlan.Source source : plan.metrics(factor).get(m).sources()) {
                Arrays.fill(ofPart, false);
                reasons.addRestingOnLag(block.orElseThrow(), day, source.term(), source.columns(), ofPart);
                for (int column : source.columns()) {
                    found[column] |= ofPart[column] && !Double.isNaN(parts[m][column]);
                }
            }
        }
    }

    @Override
    public void composite(double[][] out, int offset, boolean[] zeroed) {
        int composite = model.factors().size();
        for (int column = 0; column < tickers; column++) {
            if (scored[column]) {
                addFactors(composite, column, out, offset, zeroed[column]);
            }
        }
        LocalDate date = block.orElseThrow().axis().day(day);
        List<Coverage> counted = new ArrayList<>();
        for (int column = 0; column <= composite; column++) {
            String name = column == composite
                    ? COMPOSITE
                    : model.factors().get(column).name();
            count(date, name, column, out[column], offset, counted);
        }
        rows = counted;
    }

    /** A composite rests on what its factors rest on, and lacks what the heaviest missing one lacks. */
    private void addFactors(int composite, int column, double[][] out, int offset, boolean zeroed) {
        boolean zero = zeroed;
        boolean lag = false;
        double heaviest = 0;
        missing[composite][column] = MissingReason.UNDEFINED;
        for (int f = 0; f < composite; f++) {
            double weight = model.factors().get(f).weight();
            boolean there = !Double.isNaN(out[f][offset + column]);
            if (weight > 0 && there) {
                zero |= zeroRule[f][column];
                lag |= lagDated[f][column];
            } else if (weight > heaviest) {
                heaviest = weight;
                missing[composite][column] = missing[f][column];
            }
        }
        zeroRule[composite][column] = zero;
        lagDated[composite][column] = lag;
    }

    /** The reason of the heaviest metric that is missing. */
    private MissingReason reason(List<FactorModel.Metric> metrics, double[][] parts, int group, int column) {
        double heaviest = 0;
        Optional<Formula> formula = Optional.empty();
        for (int m = 0; m < metrics.size(); m++) {
            double weight = metrics.get(m).weights()[group];
            if (weight > heaviest && Double.isNaN(parts[m][column])) {
                heaviest = weight;
                formula = metrics.get(m).formulas().get(group);
            }
        }
        return formula.map(f -> reasons.of(block.orElseThrow(), market.plan().output(f), day * tickers + column))
                .orElse(MissingReason.NO_DISPERSION);
    }

    private void count(LocalDate date, String factor, int number, double[] out, int offset, List<Coverage> into) {
        int[] all = new int[sectorNames.size()];
        int[] there = new int[all.length];
        int[] zero = new int[all.length];
        int[] lag = new int[all.length];
        List<Map<MissingReason, Integer>> lacking = new ArrayList<>();
        sectorNames.forEach(sector -> lacking.add(new EnumMap<>(MissingReason.class)));
        for (int column = 0; column < tickers; column++) {
            if (!scored[column]) {
                continue;
            }
            int sector = sectors[column];
            all[sector]++;
            if (Double.isNaN(out[offset + column])) {
                lacking.get(sector).merge(missing[number][column], 1, Integer::sum);
            } else {
                there[sector]++;
                zero[sector] += zeroRule[number][column] ? 1 : 0;
                lag[sector] += lagDated[number][column] ? 1 : 0;
            }
        }
        for (int sector = 0; sector < all.length; sector++) {
            if (all[sector] > 0) {
                into.add(new Coverage(
                        date,
                        factor,
                        sectorNames.get(sector),
                        all[sector],
                        there[sector],
                        zero[sector],
                        lag[sector],
                        lacking.get(sector)));
            }
        }
    }
}
