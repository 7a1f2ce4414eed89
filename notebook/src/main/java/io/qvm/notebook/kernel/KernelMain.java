package io.qvm.notebook.kernel;

import io.qvm.notebook.Cells;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.Transform;

/**
 * Starts the Jupyter kernel with QVM in it; the kernel's specification names this class.
 *
 * <p>The kernel's own start opens its sockets before it has handlers for what arrives, and dies if a client is quicker. So
 * channels that nobody knows are connected first: that loads all classes, and their handlers serve until the real ones are
 * there.
 */
public final class KernelMain {
    private static final String NOBODY = """
            {"transport": "tcp", "ip": "127.0.0.1", "key": "none", "signature_scheme": "hmac-sha256",
             "shell_port": 0, "iopub_port": 0, "stdin_port": 0, "control_port": 0, "hb_port": 0}
            """;

    private KernelMain() {}

    /**
     * Runs until the notebook server ends it.
     *
     * @param args the connection file that Jupyter writes
     */
    public static void main(String[] args) throws Exception {
        LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
        try {
            serve(Path.of(args[0]));
        } catch (UnfitKernelException e) {
            System.err.println("qvm: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void serve(Path connection) throws Exception {
        Inside.check();
        Errors.inOneLine();
        Cells.showIn(new KernelOutput());
        Channels rehearsal = new Channels(Transform.fromJson(NOBODY, ConnectionProperties.class));
        rehearsal.connect(MainApp.kernel);
        Channels channels = new Channels(Transform.fromJson(Files.readString(connection), ConnectionProperties.class));
        Inside.set(channels, "handlers", Inside.value(rehearsal, "handlers"));
        rehearsal.close();
        channels.connect(MainApp.kernel);
        new Loops(channels).keepUntilStopped();
    }
}
