package io.qvm.store;

import io.qvm.market.InvalidInputException;
import io.qvm.store.db.Database;
import java.util.Set;

/** Checks a {@code factor_scores} that may have been there before QVM: it holds the factors that a model has beyond the four columns. */
final class FactorScoreTable {
    static final String NAME = "factor_scores";
    private static final Set<String> COLUMNS = Set.of("ticker", "date", "strategy_version", "factor", "score");

    private FactorScoreTable() {}

    /** Whether the table is one that such scores can be in. */
    static boolean isOurs(Database database) {
        return database.read("looking at " + NAME, c -> {
            Set<String> columns = ScoreTable.columnNames(c, NAME);
            return columns.containsAll(COLUMNS);
        });
    }

    static InvalidInputException refusal(Database database) {
        return new InvalidInputException("table " + NAME + " in " + database.url()
                + " exists with other columns and is never altered; the model's further factors need one with ticker,"
                + " date, strategy_version, factor, score: rename that table, or use another database");
    }
}
