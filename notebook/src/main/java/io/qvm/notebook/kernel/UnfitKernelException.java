package io.qvm.notebook.kernel;

/** The Jupyter kernel on the class path is not the one that this program was written for. */
final class UnfitKernelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitKernelException(String message) {
        super(message);
    }
}
