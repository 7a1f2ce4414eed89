package io.qvm.notebook.kernel;

import io.qvm.market.InvalidInputException;
import io.qvm.store.db.StoreException;
import java.util.List;
import java.util.Map;
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

    private Errors() {}

    @SuppressWarnings("unchecked") // the table's declared type
    static void inOneLine() throws ReflectiveOperationException {
        var table = (Map<Class<? extends Throwable>, ErrorFormatter<? extends Throwable>>)
                Inside.field(ErrorFormatters.class, "map").get(null);
        ErrorFormatter<EvalException> standard = Objects.requireNonNull(
                (ErrorFormatter<EvalException>) table.get(EvalException.class),
                "the kernel formats no evaluation error");
        ErrorFormatter<EvalException> ours = (kernel, error) -> MENDABLE.contains(error.getExceptionClassName())
                ? List.of("\u001b[1;31m" + error.getMessage() + "\u001b[0m")
                : standard.format(kernel, error);
        table.put(EvalException.class, ours);
    }
}
