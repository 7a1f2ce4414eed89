package io.qvm.notebook;

/**
 * Where a running cell shows things before it ends: its progress, and what {@link Qvm#open} has to say.
 *
 * <p>A kernel sets itself as the output; plain programs have none and see nothing.
 */
public final class Cells {
    /** What a kernel does with output. */
    public interface Output {
        /** Shows HTML now and returns a name for it. */
        String show(String html);

        /** Puts other HTML in its place. */
        void update(String name, String html);
    }

    private static final Output NOWHERE = new Output() {
        @Override
        public String show(String html) {
            return "";
        }

        @Override
        public void update(String name, String html) {}
    };

    private static volatile Output output = NOWHERE;

    private Cells() {}

    /** Makes cells show things here from now on. */
    public static void showIn(Output kernel) {
        output = kernel;
    }

    /** True if a kernel shows what cells give. */
    public static boolean inNotebook() {
        return output != NOWHERE;
    }

    static Output output() {
        return output;
    }
}
