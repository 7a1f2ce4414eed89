package io.qvm.report.browser;

import java.awt.Rectangle;
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

    /** Picture of the whole page, below the window's edge too. */
    public BufferedImage picture() {
        JsonNode size = evaluate(
                "({width: document.documentElement.clientWidth," + " height: document.documentElement.scrollHeight})");
        String data = command(
                        "Page.captureScreenshot",
                        Map.of(
                                "format",
                                "png",
                                "optimizeForSpeed",
                                true,
                                "captureBeyondViewport",
                                true,
                                "clip",
                                Map.of(
                                        "x", 0,
                                        "y", 0,
                                        "width", size.get("width").asInt(),
                                        "height", size.get("height").asInt(),
                                        "scale", 1)))
                .get("data")
                .asString();
        try {
            return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where an element stands on the page, in whole pixels. */
    public Rectangle place(String id) {
        JsonNode box = evaluate("(() => { const r = document.getElementById('" + id + "').getBoundingClientRect();"
                + " return {x: r.x + scrollX, y: r.y + scrollY, width: r.width, height: r.height}; })()");
        return new Rectangle(
                box.get("x").asInt(),
                box.get("y").asInt(),
                box.get("width").asInt(),
                box.get("height").asInt());
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
