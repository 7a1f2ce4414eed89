package io.qvm.factor;

import io.qvm.factor.FormulaPlan.Term;
import io.qvm.market.MissingReason;
import java.util.List;

/** Finds why a term has no value: goes down to the first operand that it could not do without. */
final class MissingReasons {
    private final List<Term> terms;

    MissingReasons(FormulaPlan plan) {
        this.terms = plan.terms();
    }

    /**
     * The reason of a value that is missing; {@link MissingReason#NO_DISPERSION} if it is there, and was lost afterwards.
     *
     * @param position day and ticker in the block
     */
    MissingReason of(Evaluation.Block block, int term, int position) {
        return isMissing(block, term, position) ? reason(block, term, position) : MissingReason.NO_DISPERSION;
    }

    /** True if a value rests on a fact that the lag dates. */
    boolean restsOnLag(Evaluation.Block block, int term, int position) {
        if (terms.get(term) instanceof Term.Quarterly) {
            return Mark.isDatedByLag(block.marks(term)[position]);
        }
        // The operands of daily functions lie on other days; their facts are not looked at.
        if (terms.get(term) instanceof Term.Rolling) {
            return false;
        }
        for (int operand : FormulaPlan.operands(terms.get(term))) {
            if (restsOnLag(block, operand, position)) {
                return true;
            }
        }
        return false;
    }

    private MissingReason reason(Evaluation.Block block, int number, int position) {
        Term term = terms.get(number);
        if (term instanceof Term.Quarterly) {
            return Mark.reason(block.marks(number)[position]);
        } else if (term instanceof Term.Market || term instanceof Term.PastReturn) {
            return MissingReason.NO_PRICE;
        } else if (term instanceof Term.Rolling) {
            return MissingReason.SHORT_HISTORY;
        }
        for (int operand : FormulaPlan.operands(term)) {
            if (isMissing(block, operand, position)) {
                return reason(block, operand, position);
            }
        }
        if (term instanceof Term.Pointwise pointwise) {
            return pointwise.operation().whyMissing();
        }
        return term instanceof Term.CrossSectional ? MissingReason.NO_DISPERSION : MissingReason.UNDEFINED;
    }

    private static boolean isMissing(Evaluation.Block block, int term, int position) {
        return Double.isNaN(block.values(term)[position]);
    }
}
