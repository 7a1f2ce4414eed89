package io.qvm.store.imports;

import io.qvm.market.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/** What is wrong with a CSV file as a text, which the reader of its cells does not tell. */
final class CsvText {
    private static final int LONGEST_HEADER = 1 << 20;

    private CsvText() {}

    /**
     * Refuses a file whose header is in another encoding: the reader would pass over the line, and take the next for it.
     *
     * @param name what to call the file
     */
    static void requireUtf8(Path path, String name) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        try (InputStream in = open(path)) {
            for (int b = in.read(); b >= 0 && b != '\n' && header.size() < LONGEST_HEADER; b = in.read()) {
                header.write(b);
            }
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + name + ": " + e.getMessage(), e);
        }
        byte[] line = header.toByteArray();
        if (isUtf16(line)) {
            throw new InvalidInputException(name + " is not UTF-8, but seems to be UTF-16: save it as UTF-8");
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(name + " line 1 is not UTF-8: save the file as UTF-8", e);
        }
    }

    private static boolean isUtf16(byte[] line) {
        for (byte b : line) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /** The first line that does not end as the one above it does, of those outside quotation marks; empty if all end alike. */
    static OptionalLong firstOtherLineEnd(Path path) {
        try (InputStream in = open(path)) {
            boolean quoted = false;
            boolean firstHasReturn = false;
            int before = 0;
            long line = 1;
            for (int b = in.read(); b >= 0; b = in.read()) {
                quoted ^= b == '"';
                if (b == '\n' && !quoted) {
                    boolean hasReturn = before == '\r';
                    if (line == 1) {
                        firstHasReturn = hasReturn;
                    } else if (hasReturn != firstHasReturn) {
                        return OptionalLong.of(line);
                    }
                    line++;
                }
                before = b;
            }
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + path.getFileName() + ": " + e.getMessage(), e);
        }
    }

    private static InputStream open(Path path) throws IOException {
        InputStream in = Files.newInputStream(path);
        try {
            return new BufferedInputStream(
                    path.toString().toLowerCase(Locale.ROOT).endsWith(".gz") ? new GZIPInputStream(in) : in);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
