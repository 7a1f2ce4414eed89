package io.qvm.config;

import java.util.Locale;

/** Texts of users in messages: in one line, and no longer than it takes to recognise them. */
public final class Quoted {
    private static final int MOST_CHARACTERS = 64;

    private Quoted() {}

    /** The text between quotes, its first characters if it is long. */
    public static String of(String text) {
        return "'"
                + inOneLine(text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 3) + "...")
                + "'";
    }

    /** The text with line breaks and other control characters written out, as {@code \n} and <code>\</code>{@code u0000}. */
    public static String inOneLine(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean breaks = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
            if (c == '\n') {
                shown.append("\\n");
            } else if (c == '\t') {
                shown.append("\\t");
            } else if (breaks) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }
}
