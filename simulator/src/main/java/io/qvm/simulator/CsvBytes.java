package io.qvm.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Writes CSV into a stream as bytes, without a string per field.
 *
 * <p>Numbers have a fixed number of decimals and are exact: what is written is the decimal that the double came from.
 * Independent of locale and platform; lines end in {@code \n}; a missing value is an empty field.
 */
final class CsvBytes implements AutoCloseable {
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private final OutputStream out;
    private byte[] buffer = new byte[1 << 16];
    private int used;
    private boolean lineBegun;

    CsvBytes(OutputStream out) {
        this.out = out;
    }

    static byte[] bytes(LocalDate date) {
        return date.toString().getBytes(StandardCharsets.US_ASCII);
    }

    CsvBytes text(String value) {
        boolean quote = value.indexOf(',') >= 0 || value.indexOf('"') >= 0;
        String field = quote ? '"' + value.replace("\"", "\"\"") + '"' : value;
        return raw(field.getBytes(StandardCharsets.UTF_8));
    }

    /** A field that needs no quoting. */
    CsvBytes raw(byte[] field) {
        separate(field.length);
        System.arraycopy(field, 0, buffer, used, field.length);
        used += field.length;
        return this;
    }

    /** A number with this many decimals, 0 to 6; NaN is an empty field. */
    CsvBytes number(double value, int decimals) {
        separate(32);
        if (Double.isNaN(value)) {
            return this;
        }
        long scaled = Math.round(Math.abs(value) * POWERS[decimals]);
        if (value < 0 && scaled != 0) {
            buffer[used++] = '-';
        }
        digits(scaled / POWERS[decimals], 1);
        if (decimals > 0) {
            buffer[used++] = '.';
            digits(scaled % POWERS[decimals], decimals);
        }
        return this;
    }

    CsvBytes endLine() {
        buffer[used++] = '\n';
        lineBegun = false;
        return this;
    }

    @Override
    public void close() throws IOException {
        out.write(buffer, 0, used);
        out.close();
    }

    /** Hands full buffers on; to be called once a line. */
    void drain() throws IOException {
        if (used > (1 << 15)) {
            out.write(buffer, 0, used);
            used = 0;
        }
    }

    private void separate(int room) {
        if (used + room + 2 > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, used + room + 2));
        }
        if (lineBegun) {
            buffer[used++] = ',';
        }
        lineBegun = true;
    }

    private void digits(long value, int atLeast) {
        int length = atLeast;
        for (long rest = value; length < 19 && rest >= pow10(length); ) {
            length++;
        }
        long rest = value;
        for (int i = used + length - 1; i >= used; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        used += length;
    }

    private static long pow10(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
