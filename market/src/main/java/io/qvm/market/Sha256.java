package io.qvm.market;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every Java runtime has. */
public final class Sha256 {
    private Sha256() {}

    /** A digest to which nothing was added yet. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Digest of a text in UTF-8: 64 hexadecimal digits. */
    public static String of(String text) {
        return start(text, begin().getDigestLength());
    }

    /**
     * The first bytes of the digest of a text in UTF-8, where a name need not be longer.
     *
     * @param bytes 1 to 32, each two hexadecimal digits
     */
    public static String start(String text, int bytes) {
        return HexFormat.of().formatHex(begin().digest(text.getBytes(StandardCharsets.UTF_8)), 0, bytes);
    }
}
