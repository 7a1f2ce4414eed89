package io.qvm.factor;

import io.qvm.factor.FormulaPlan.Term;

/** stub */
final class CrossSections {
    CrossSections(Term.CrossSectional term, Groupings groupings, int tickers) {}

    void apply(double[][] operands, boolean[] rows, int offset, double[] out) {}
}
