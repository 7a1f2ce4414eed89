package io.qvm.notebook.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.ControlChannel;
import org.rapaio.jupyter.kernel.channels.HeartbeatChannel;
import org.rapaio.jupyter.kernel.channels.LoopThread;
import org.rapaio.jupyter.kernel.channels.ShellChannel;

/**
 * Keeps the threads that read the kernel's channels alive.
 *
 * <p>The kernel starts such a thread first and says afterwards that it shall run, so a thread that is quick enough ends at
 * once: about one start in twenty had a channel that nobody read, and the notebook waited for a minute and gave up. Whatever
 * ended a thread that nobody has stopped, it is started again on the same channel.
 */
final class Loops {
    private static final String THREAD = "loopThread";
    private static final Set<Class<?>> READING =
            Set.of(HeartbeatChannel.class, ShellChannel.class, ControlChannel.class);
    private static final long MILLIS_BETWEEN_LOOKS = 20;

    private final List<Object> channels = new ArrayList<>();

    Loops(Channels all) {
        for (Object channel : (Set<?>) Inside.value(all, "channels")) {
            if (READING.contains(channel.getClass())) {
                channels.add(channel);
            }
        }
    }

    /** Looks after the threads until all of them were stopped. */
    void keepUntilStopped() throws InterruptedException {
        while (channels.stream().anyMatch(Loops::isWanted)) {
            revive();
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
    }

    /** Starts ended threads again and returns how many. */
    int revive() {
        int revived = 0;
        for (Object channel : channels) {
            LoopThread thread = thread(channel);
            if (isWanted(channel) && thread.getState() == Thread.State.TERMINATED) {
                LoopThread again = new LoopThread(thread.getName(), (Long) Inside.value(thread, "sleep"), (Runnable)
                        Inside.value(thread, "loopBody"));
                Inside.set(again, "running", true);
                Inside.set(channel, THREAD, again);
                again.start();
                revived++;
            }
        }
        return revived;
    }

    static LoopThread thread(Object channel) {
        return (LoopThread) Inside.value(channel, THREAD);
    }

    /** What is read, for tests. */
    List<Object> channels() {
        return List.copyOf(channels);
    }

    private static boolean isWanted(Object channel) {
        return (Boolean) Inside.value(thread(channel), "running");
    }
}
