package io.qvm.report.browser;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;

/** A loaded page. */
public final class Page implements AutoCloseable {
    private final Browser browser;
    private final String session;
    private final String target;

    Page(Browser browser, String session, String target) {
        this.browser = browser;
        this.session = session;
        this.target = target;
    }

    JsonNode command(String method, Map<String, ?> parameters) {
        return browser.command(session, method, parameters);
    }

    List<JsonNode> events(String method) {
        return browser.events(session, method);
    }

    /** Value of a JavaScript expression. */
    public JsonNode evaluate(String expression) {
        JsonNode answer = command("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(
                    expression + ": " + answer.get("exceptionDetails").toString());
        }
        return answer.get("result").path("value");
    }

    /** All errors and warnings of the console, uncaught exceptions included. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        events("Runtime.exceptionThrown")
                .forEach(e -> complaints.add(e.get("exceptionDetails").toString()));
        events("Runtime.consoleAPICalled").stream()
                .filter(e -> List.of("error", "warning", "assert")
                        .contains(e.get("type").asString()))
                .forEach(e -> complaints.add(e.get("args").toString()));
        events("Log.entryAdded").stream()
                .map(e -> e.get("entry"))
                .filter(e -> List.of("error", "warning").contains(e.get("level").asString()))
                .forEach(e -> complaints.add(e.get("text").asString()));
        return complaints;
    }

    /** Addresses of everything that the page asked for, itself included. */
    public List<String> requests() {
        return events("Network.requestWillBeSent").stream()
                .map(e -> e.get("request").get("url").asString())
                .toList();
    }

    /** Everything that can be read on the page, labels of charts included. */
    public String visibleText() {
        return evaluate("document.body.innerText + '\\n' + [...document.querySelectorAll('svg text')]"
                        + ".map(t => t.textContent).join('\\n')")
                .asString();
    }

    /** By how many pixels the page is wider than the window; 0 if it fits. */
    public int overflow() {
        return evaluate("document.documentElement.scrollWidth - window.innerWidth")
                .asInt();
    }

    /** Picture of one element. */
    public BufferedImage picture(String selector) {
        JsonNode box = evaluate("(() => { const r = document.querySelector('" + selector
                + "').getBoundingClientRect();"
                + " return {x: r.x + scrollX, y: r.y + scrollY, width: r.width, height: r.height, scale: 1}; })()");
        return picture(Map.of(
                "x", box.get("x").asDouble(),
                "y", box.get("y").asDouble(),
                "width", box.get("width").asDouble(),
                "height", box.get("height").asDouble(),
                "scale", 1));
    }

    private BufferedImage picture(Map<String, ?> clip) {
        String data = command(
                        "Page.captureScreenshot", Map.of("format", "png", "clip", clip, "captureBeyondViewport", true))
                .get("data")
                .asString();
        try {
            return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page on paper. */
    public byte[] pdf() {
        return Base64.getDecoder()
                .decode(command("Page.printToPDF", Map.of("preferCSSPageSize", true))
                        .get("data")
                        .asString());
    }

    @Override
    public void close() {
        browser.command("", "Target.closeTarget", Map.of("targetId", target));
    }
}
