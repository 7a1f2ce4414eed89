package io.qvm.notebook.kernel;

import io.qvm.market.InvalidInputException;
import io.qvm.store.db.StoreException;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import jdk.jshell.EvalException;
import org.rapaio.jupyter.kernel.core.format.ErrorFormatter;
import org.rapaio.jupyter.kernel.core.format.ErrorFormatters;

/**
 * One line for an error that the user can mend: its message says what, where, and what would be right, and a stack would hide
 * it. Other errors keep the kernel's way.
 *
 * <p>The kernel has no setting for this; its table of formatters is changed, and the tests start the real kernel to see that
 * it still is the one that counts.
 */
final class Errors {
    private static final Set<String> MENDABLE =
            Set.of(InvalidInputException.class.getName(), StoreException.class.getName());

    /** Refusals of data frames and of Java's own types; their messages need their names to be understood. */
    private static final Set<String> REFUSALS = Set.of(
            IllegalArgumentException.class.getName(),
            NoSuchElementException.class.getName(),
            IndexOutOfBoundsException.class.getName(),
            ArrayIndexOutOfBoundsException.class.getName(),
            ClassCastException.class.getName(),
            NumberFormatException.class.getName(),
            DateTimeParseException.class.getName());

    private Errors() {}

    @SuppressWarnings("unchecked") // the table's declared type
    static void inOneLine() throws ReflectiveOperationException {
        var table = (Map<Class<? extends Throwable>, ErrorFormatter<? extends Throwable>>)
                Inside.field(ErrorFormatters.class, "map").get(null);
        ErrorFormatter<EvalException> standard = Objects.requireNonNull(
                (ErrorFormatter<EvalException>) table.get(EvalException.class),
                "the kernel formats no evaluation error");
        ErrorFormatter<EvalException> ours = (kernel, error) -> {
            String type = error.getExceptionClassName();
            String message = String.valueOf(error.getMessage()).replaceAll("\\s*\\R\\s*", "; ");
            if (MENDABLE.contains(type)) {
                return red(message);
            }
            return REFUSALS.contains(type)
                    ? red(type.substring(type.lastIndexOf('.') + 1) + ": " + message)
                    : standard.format(kernel, error);
        };
        table.put(EvalException.class, ours);
    }

    private static List<String> red(String line) {
        return List.of("\u001b[1;31m" + line + "\u001b[0m");
    }
}
