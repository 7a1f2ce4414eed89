package io.qvm.notebook.kernel;

import io.qvm.notebook.Shown;
import io.qvm.notebook.Table;
import java.util.List;
import org.dflib.DataFrame;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;

/** Tells the kernel how results and data frames show themselves. */
public final class Displays implements DisplayProvider {
    @Override
    public List<DisplayRenderer> getDisplayRenderers() {
        return List.of(new Renderer(Shown.class), new Renderer(DataFrame.class));
    }

    @Override
    public List<DisplayTransformer> getDisplayTransformers() {
        return List.of();
    }

    private record Renderer(Class<?> rendererClass) implements DisplayRenderer {
        @Override
        public boolean canRender(String mimeType) {
            return true;
        }

        @Override
        public DisplayData render(String mimeType, Object value) {
            Shown shown = value instanceof DataFrame frame ? Table.of(frame) : (Shown) value;
            DisplayData data = DisplayData.fromHtml(shown.html());
            data.putText(shown.text());
            return data;
        }
    }
}
