package io.qvm.factor;

import io.qvm.factor.FormulaPlan.Term;
import io.qvm.factor.crosssection.CrossSection;

/** Makes the kernels of cross-sectional terms for the groups of a market. */
final class CrossSections {
    private CrossSections() {}

    static CrossSection kernel(Term.CrossSectional term, Groupings groupings, int tickers) {
        int[] groups = term.by().map(groupings::of).orElseGet(() -> new int[tickers]);
        int groupCount = term.by().map(groupings::count).orElse(1);
        double[] parameters =
                term.parameters().stream().mapToDouble(Double::doubleValue).toArray();
        CrossSection.Function function = switch (term.function()) {
            case RANK -> CrossSection.Function.RANK;
            case ZSCORE -> CrossSection.Function.ZSCORE;
            case DEMEAN -> CrossSection.Function.DEMEAN;
            case WINSORIZE -> CrossSection.Function.WINSORIZE;
            case NEUTRALIZE -> CrossSection.Function.NEUTRALIZE;
        };
        return new CrossSection(function, term.operands().size(), groups, groupCount, parameters);
    }
}
