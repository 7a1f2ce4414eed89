package io.qvm.store.check;

import java.util.function.UnaryOperator;

/**
 * Which stocks a factor model compares with each other, as far as the check of small groups must know.
 *
 * @param model its name
 * @param fewest stocks that a group needs for z-scores of its own; 0 if any number will do
 * @param groupOf group of a sector
 */
public record ScoreGroups(String model, int fewest, UnaryOperator<String> groupOf) {

    /** Each sector is a group. */
    public static ScoreGroups sectors(String model, int fewest) {
        return new ScoreGroups(model, fewest, sector -> sector);
    }

    /** All stocks are compared with each other, whatever their sector. */
    public static ScoreGroups universe(String model) {
        return sectors(model, 0);
    }
}
