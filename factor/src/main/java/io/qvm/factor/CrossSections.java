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
        return new CrossSection(term.function(), term.operands().size(), groups, groupCount, parameters);
    }
}
