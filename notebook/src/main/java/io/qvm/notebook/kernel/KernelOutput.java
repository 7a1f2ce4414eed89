package io.qvm.notebook.kernel;

import io.qvm.notebook.Cells;
import org.rapaio.jupyter.kernel.global.Global;

/** Output of cells through the kernel. */
final class KernelOutput implements Cells.Output {
    private static final String HTML = "text/html";

    @Override
    public String show(String html) {
        return Global.display(HTML, html);
    }

    @Override
    public void update(String name, String html) {
        Global.updateDisplay(name, HTML, html);
    }
}
