package io.qvm.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.LoopThread;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.Transform;

/** What is mended in the kernel from outside. */
class LoopsTest {
    private static final String NOBODY = """
            {"transport": "tcp", "ip": "127.0.0.1", "key": "none", "signature_scheme": "hmac-sha256",
             "shell_port": 0, "iopub_port": 0, "stdin_port": 0, "control_port": 0, "hb_port": 0}
            """;

    @Test
    void a_channel_whose_thread_ended_by_itself_is_read_again() throws Exception {
        Channels channels = new Channels(Transform.fromJson(NOBODY, ConnectionProperties.class));
        channels.connect(MainApp.kernel);
        Loops loops = new Loops(channels);
        assertThat(loops.channels()).hasSize(3);
        List<LoopThread> started = loops.channels().stream().map(Loops::thread).toList();
        for (LoopThread thread : started) {
            // As a thread that was quicker than the word that it shall run: ended, yet never stopped.
            thread.shutdown();
            thread.join();
            Inside.set(thread, "running", true);
        }
        assertThat(loops.revive()).isEqualTo(3);
        assertThat(loops.revive()).isZero();
        assertThat(loops.channels()).allMatch(channel -> Loops.thread(channel).isAlive());
        loops.channels().forEach(channel -> Loops.thread(channel).shutdown());
        loops.keepUntilStopped();
        for (Object channel : loops.channels()) {
            Loops.thread(channel).join();
        }
        assertThat(loops.revive()).isZero();
        channels.close();
    }

    @Test
    void another_version_of_the_kernel_is_refused_with_what_to_do() {
        assertThatCode(Inside::check).doesNotThrowAnyException();
        assertThatThrownBy(() -> Inside.check("3.1.0"))
                .hasMessageContaining("3.1.0")
                .hasMessageContaining("needs 3.0.1")
                .hasMessageContaining("mvn -pl cli -am package");
        assertThatThrownBy(() -> Inside.field(LoopThread.class, "isRunning"))
                .isInstanceOf(UnfitKernelException.class)
                .hasMessageContaining("LoopThread.isRunning");
    }
}
