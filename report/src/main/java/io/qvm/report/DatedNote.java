package io.qvm.report;

import io.qvm.market.InvalidInputException;
import java.time.LocalDate;

/**
 * What a user has to say about a day: market context that no number tells.
 *
 * @param date the day
 * @param title in a few words
 * @param text what happened, may be empty
 */
public record DatedNote(LocalDate date, String title, String text) {
    public DatedNote {
        if (title.isBlank()) {
            throw new InvalidInputException("the note of " + date + " has no title; give it one in a few words");
        }
    }
}
