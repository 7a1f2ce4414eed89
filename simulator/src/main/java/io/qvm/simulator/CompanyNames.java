package io.qvm.simulator;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Invents names and tickers. Some names hold a comma or a quotation mark, as real master data does. */
final class CompanyNames {
    private static final List<String> STARTS = List.of(
            "Al", "Bel", "Cor", "Dar", "El", "Far", "Gal", "Hal", "Il", "Jor", "Kel", "Lor", "Mar", "Nor", "Or", "Pel",
            "Quin", "Ran", "Sol", "Tor", "Ul", "Ver", "Wex", "Yor", "Zan", "Bran", "Cres", "Drum", "Fen", "Glen");
    private static final List<String> ENDS = List.of(
            "bury", "dale", "den", "dor", "field", "ford", "gate", "ham", "is", "ium", "land", "low", "mere", "mont",
            "more", "nia", "non", "port", "ra", "ridge", "stone", "ta", "tis", "ton", "var", "vale", "wick", "worth");
    private static final List<String> FORMS = List.of("Holdings", "Group", "Corp", "Ltd", "plc", "Industries", "& Co");

    private final RandomStream random;
    private final Set<String> names = new HashSet<>();
    private final Set<String> tickers = new HashSet<>();

    CompanyNames(RandomStream random) {
        this.random = random;
    }

    String name(Sector sector) {
        while (true) {
            String stem = random.oneOf(STARTS) + random.oneOf(ENDS);
            String name = stem
                    + switch (sector) {
                        case BANKING -> random.chance(0.5) ? " Bank" : " Bancorp";
                        case SECURITIES -> random.chance(0.5) ? " Securities" : " Capital Markets";
                        case INSURANCE -> " Insurance";
                        default -> " " + random.oneOf(FORMS);
                    };
            double oddity = random.uniform();
            if (oddity < 0.04) {
                name = name + ", Inc.";
            } else if (oddity < 0.06) {
                name = "\"" + stem + "\"" + name.substring(stem.length());
            }
            if (names.add(name)) {
                return name;
            }
        }
    }

    /** The first letters of a name, made unique by the last one. */
    String ticker(String name) {
        String letters = name.replaceAll("[^A-Za-z]", "").toUpperCase(Locale.ROOT);
        String stem = letters.substring(0, 3);
        if (tickers.add(stem)) {
            return stem;
        }
        while (true) {
            String longer = stem + (char) ('A' + random.between(0, 25));
            String ticker = tickers.contains(longer) ? longer + (char) ('A' + random.between(0, 25)) : longer;
            if (tickers.add(ticker)) {
                return ticker;
            }
        }
    }
}
