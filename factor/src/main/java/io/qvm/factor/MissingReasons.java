package io.qvm.factor;

import io.qvm.factor.FormulaPlan.Term;
import io.qvm.market.MissingReason;
import java.util.Arrays;
import java.util.List;

/** Finds why a term has no value: goes down to the first operand that it could not do without. */
final class MissingReasons {
    private final List<Term> terms;
    private final int[][] quarterlyParts;

    MissingReasons(FormulaPlan plan) {
        this.terms = plan.terms();
        this.quarterlyParts = quarterlyParts(terms);
    }

    /**
     * The reason of a value that is missing; {@link MissingReason#NO_DISPERSION} if it is there, and was lost afterwards.
     *
     * @param position day and ticker in the block
     */
    MissingReason of(Evaluation.Block block, int term, int position) {
        return isMissing(block, term, position) ? reason(block, term, position) : MissingReason.NO_DISPERSION;
    }

    /** Notes the tickers whose value of a term, on a day of the block, rests on a fact that the lag dates. */
    void addRestingOnLag(Evaluation.Block block, int day, int term, int[] columns, boolean[] into) {
        for (int quarterly : quarterlyParts[term]) {
            byte[] marks = block.marks(quarterly);
            int base = day * into.length;
            for (int column : columns) {
                into[column] |= Mark.isDatedByLag(marks[base + column]);
            }
        }
    }

    /** Quarterly terms in each term; the operands of daily functions lie on other days, and are not looked at. */
    private static int[][] quarterlyParts(List<Term> terms) {
        int[][] parts = new int[terms.size()][];
        for (int term = 0; term < parts.length; term++) {
            if (terms.get(term) instanceof Term.Quarterly) {
                parts[term] = new int[] {term};
            } else if (terms.get(term) instanceof Term.Rolling) {
                parts[term] = new int[0];
            } else {
                parts[term] = FormulaPlan.operands(terms.get(term)).stream()
                        .flatMapToInt(operand -> Arrays.stream(parts[operand]))
                        .distinct()
                        .toArray();
            }
        }
        return parts;
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
