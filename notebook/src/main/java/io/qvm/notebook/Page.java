package io.qvm.notebook;

import io.qvm.report.ChartPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/**
 * A self-contained page: it shows itself in a frame of the cell, and can be saved as a file.
 *
 * <p>Pages share a chart library of a megabyte. The cell that opens the store carries it once, compressed; a page in a cell
 * waits for it and takes it from there. A saved page carries its own. Nothing is fetched from a network.
 */
public final class Page implements Shown {
    private final String title;
    private final String page;
    private final boolean logarithmic;

    Page(String title, String page) {
        this(title, page, false);
    }

    private Page(String title, String page, boolean logarithmic) {
        this.title = title;
        this.page = page;
        this.logarithmic = logarithmic;
    }

    /** The page with its charts on logarithmic scales where they have one. */
    public Page log() {
        return new Page(title, page, true);
    }

    /** The whole page, as a file would hold it. */
    public String document() {
        return page;
    }

    /** Writes the page to a file and returns it. */
    public Path save(String file) {
        return Saved.write(file, page);
    }

    @Override
    public String html() {
        String id = "qvm-" + UUID.randomUUID();
        String slim = page;
        for (Map.Entry<String, String> part : new TreeMap<>(ChartPage.sharedParts()).entrySet()) {
            slim = slim.replace(part.getValue(), marker(part.getKey()));
        }
        return "<div id=\"" + id + "\" class=\"qvm-page\" data-title=\"" + Html.escape(title) + "\">"
                + Html.escape(title)
                + " ...</div>\n<script>"
                + SHOW.replace("@id@", id)
                        .replace("@log@", String.valueOf(logarithmic))
                        .replace("@page@", Html.script(slim))
                + "</script>";
    }

    @Override
    public String text() {
        return title + " (a page; save(\"page.html\") writes it to a file)";
    }

    @Override
    public String toString() {
        return text();
    }

    /** What a notebook must show once for its pages: the shared parts, compressed. */
    static String parts() {
        StringBuilder json = new StringBuilder("{");
        new TreeMap<>(ChartPage.sharedParts())
                .forEach((name, text) -> json.append(json.length() == 1 ? "" : ",")
                        .append(Html.script(name))
                        .append(':')
                        .append(Html.script(text)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(Html.utf8(json.append('}').toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "<script>" + PARTS.replace("@parts@", Base64.getEncoder().encodeToString(bytes.toByteArray()))
                + "</script>";
    }

    private static String marker(String part) {
        return "@@qvm-" + part + "@@";
    }

    private static final String PARTS = """
            (function () {
              if (window.qvmParts) { return; }
              var packed = atob("@parts@");
              var bytes = new Uint8Array(packed.length);
              for (var i = 0; i < packed.length; i++) { bytes[i] = packed.charCodeAt(i); }
              window.qvmParts = new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
            })();
            """;

    private static final String SHOW = """
            (function show(waited) {
              var at = document.getElementById("@id@");
              if (!at || !window.qvmParts) {
                if (waited < 100) { setTimeout(function () { show(waited + 1); }, 100); }
                else if (at) { at.textContent = "Run the cell with Qvm.open again: it carries what draws this."; }
                return;
              }
              window.qvmParts.then(function (parts) {
                var page = @page@;
                Object.keys(parts).forEach(function (name) { page = page.split("@@qvm-" + name + "@@").join(parts[name]); });
                var frame = document.createElement("iframe");
                frame.style.cssText = "width:100%;height:320px;border:0;display:block";
                frame.title = at.dataset.title;
                frame.addEventListener("load", function () {
                  var inside = frame.contentDocument;
                  if (@log@) { inside.querySelectorAll("button[data-scale=log]").forEach(function (b) { b.click(); }); }
                  frame.style.height = Math.min(inside.documentElement.scrollHeight + 4, 900) + "px";
                  at.dataset.drawn = inside.documentElement.dataset.drawn || "0";
                });
                // Of JupyterLab's theme, where it has one; elsewhere of the system's.
                var follow = function () {
                  var light = document.body.dataset.jpThemeLight;
                  frame.style.colorScheme = light === undefined ? "" : light === "true" ? "light" : "dark";
                };
                follow();
                new MutationObserver(follow).observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
                frame.srcdoc = page;
                at.textContent = "";
                at.appendChild(frame);
              });
            })(0);
            """;
}
