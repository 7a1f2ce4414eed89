package io.qvm.backtest.rules;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A whole strategy file.
 *
 * @param name what the run is called
 * @param description one line for people; default empty
 * @param scores version of the scores that it reads
 * @param start first day; default the first day with scores
 * @param end last day; default the last day with scores
 * @param benchmark symbol of the index it is compared with and whose regimes count; {@code auto} (default): the only one in
 *     the data; {@code none}
 * @param signal what stocks are ranked by
 * @param rebalance when it decides
 * @param universe which stocks may take part; default all
 * @param liquidity which of them can be bought
 * @param selection which of them are bought
 * @param weighting how the capital is divided among them; default equal
 * @param constraints limits of the weights; default none
 * @param overlay how much is invested; default everything
 * @param simulation how weights become returns
 * @param referenceRules for comparison with the reference engine only; default none
 */
public record StrategyRules(
        String name,
        String description,
        String scores,
        Optional<LocalDate> start,
        Optional<LocalDate> end,
        String benchmark,
        SignalRules signal,
        RebalanceRules rebalance,
        UniverseRules universe,
        LiquidityRules liquidity,
        SelectionRules selection,
        WeightingRules weighting,
        ConstraintRules constraints,
        OverlayRules overlay,
        SimulationRules simulation,
        ReferenceRules referenceRules) {
    /** The benchmark that stands for the only index in the data. */
    public static final String AUTO = "auto";
    /** The benchmark that stands for no index. */
    public static final String NONE = "none";

    public StrategyRules {
        Checks.require(name != null && !name.isBlank(), "name must be given");
        description = description == null ? "" : description;
        Checks.require(
                scores != null && !scores.isBlank(), "scores must name the version of the scores, e.g. qvm_v2.1");
        start = start == null ? Optional.empty() : start;
        end = end == null ? Optional.empty() : end;
        benchmark = benchmark == null ? AUTO : benchmark;
        Checks.require(signal != null, "signal must say what stocks are ranked by, e.g. {weights: {QVM_Composite: 1}}");
        Checks.require(rebalance != null, "rebalance must say when to decide, e.g. {frequency: monthly}");
        universe = universe == null ? UniverseRules.all() : universe;
        liquidity = liquidity == null ? LiquidityRules.DEFAULT : liquidity;
        selection = selection == null ? SelectionRules.DEFAULT : selection;
        weighting = weighting == null ? WeightingRules.DEFAULT : weighting;
        constraints = constraints == null ? ConstraintRules.NONE : constraints;
        overlay = overlay == null ? OverlayRules.none() : overlay;
        simulation = simulation == null ? SimulationRules.DEFAULT : simulation;
        referenceRules = referenceRules == null ? ReferenceRules.none() : referenceRules;
        Checks.require(
                start.isEmpty() || end.isEmpty() || !start.get().isAfter(end.get()),
                "start must not be after end: " + start.map(LocalDate::toString).orElse("") + " > "
                        + end.map(LocalDate::toString).orElse(""));
        Checks.require(
                overlay.regime().isEmpty() || !benchmark.equals(NONE),
                "a regime overlay needs a benchmark; name an index instead of none");
        Checks.require(
                simulation.mode() == SimulationRules.Mode.CONSTANT_WEIGHT || !referenceRules.needConstantWeights(),
                "reference_rules on returns, costs, overlay and thresholds need simulation.mode: constant_weight");
        Checks.require(
                simulation.mode() == SimulationRules.Mode.CONSTANT_WEIGHT
                        || overlay.maxExposure() <= simulation.maxLeverage(),
                "overlay.volatility_target.max_exposure is above simulation.max_leverage, " + simulation.maxLeverage());
    }
}
