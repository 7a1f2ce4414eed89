package io.qvm.cli;

import io.qvm.factor.FactorModel;
import io.qvm.factor.Models;
import io.qvm.market.InvalidInputException;
import io.qvm.market.run.BacktestRun;

/** The factor model behind a run, where it can still be had. */
final class ModelFile {
    private ModelFile() {}

    /** Text of the model that has the run's digest; empty if the one of that name is another or there is none. */
    static String of(BacktestRun run) {
        String digest = run.provenance().get("model_sha256");
        if (digest == null) {
            return "";
        }
        try {
            FactorModel model = Models.byNameOrFile(run.scoresVersion());
            return model.digest().equals(digest) ? model.text() : "";
        } catch (InvalidInputException e) {
            // A model of the user's own lies in a file that the run does not name; the page shows its digest.
            return "";
        }
    }
}
