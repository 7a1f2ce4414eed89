package io.qvm.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.qvm.report.browser.Page;
import java.util.List;
import java.util.stream.StreamSupport;

/** What every page must be, whatever it shows. */
final class PageChecks {
    private PageChecks() {}

    /** No complaint, no request, nothing too wide, cut off or over each other, no number that is none, every chart drawn. */
    static void assertSound(Page page, int charts) {
        assertThat(page.complaints()).isEmpty();
        assertThat(page.requests()).hasSize(1);
        assertThat(page.visibleText()).doesNotContainPattern("\\b(NaN|Infinity|undefined|null)\\b");
        assertThat(texts(page, EMPTY_CHARTS)).as("charts without a drawn shape").isEmpty();
        assertThat(page.evaluate("document.querySelectorAll('.chart').length").asInt())
                .isEqualTo(charts);
        assertFits(page);
        assertThat(page.evaluate(
                                "[...document.querySelectorAll('table')].filter(t => !t.caption && !t.closest('.chart')).length")
                        .asInt())
                .as("tables without a caption")
                .isZero();
        assertThat(page.evaluate("document.querySelectorAll('th:not([scope])').length")
                        .asInt())
                .as("headings without a scope")
                .isZero();
    }

    /** Nothing too wide, cut off or over each other: neither texts of the page nor labels of its charts. */
    static void assertFits(Page page) {
        assertThat(page.overflow()).as("pixels too wide").isLessThanOrEqualTo(0);
        assertThat(texts(page, CUT_OFF)).as("texts that are cut off").isEmpty();
        assertThat(texts(page, OUT_OF_CHART)).as("labels beyond their chart").isEmpty();
        assertThat(texts(page, OVERLAPPING_LABELS))
                .as("labels of charts over each other")
                .isEmpty();
        assertThat(texts(page, OVERLAPPING_TEXTS))
                .as("texts over each other or over a chart")
                .isEmpty();
    }

    /** A chart has bars, lines or areas beside its axes: shapes that are filled or drawn in a series' colour. */
    private static final String EMPTY_CHARTS = """
            [...document.querySelectorAll('.chart')].filter(c => {
              const chart = echarts.getInstanceByDom(c);
              if (!chart || !c.querySelector('svg')) { return true; }
              const colours = chart.getOption().series.map(s => s.itemStyle && s.itemStyle.color).filter(Boolean);
              const wanted = new Set(colours.map(x => x.toLowerCase()));
              return ![...c.querySelectorAll('svg path')].some(p => ['fill', 'stroke'].some(k => {
                const v = p.getAttribute(k);
                return v && wanted.has(v.toLowerCase()) && p.getBBox().width + p.getBBox().height > 0;
              }));
            }).map(c => c.id)""";

    /** Blocks whose content is wider than they are, and that neither scroll nor show it. */
    private static final String CUT_OFF = """
            [...document.querySelectorAll('body *')].filter(e => {
              const style = getComputedStyle(e);
              return !e.closest('.hidden, .skip, svg, .chart') && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
                && ['hidden', 'clip'].includes(style.overflowX);
            }).map(e => e.tagName + ' ' + e.textContent.slice(0, 60))""";

    private static final String OUT_OF_CHART = """
            [...document.querySelectorAll('.chart')].flatMap(c => {
              const frame = c.getBoundingClientRect();
              return [...c.querySelectorAll('svg text')].filter(t => t.textContent.trim()).filter(t => {
                const box = t.getBoundingClientRect();
                return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 2 || box.bottom > frame.bottom + 2;
              }).map(t => c.id + ': ' + t.textContent + ' ' + ['left', 'right', 'top', 'bottom'].map(k => Math.round(t.getBoundingClientRect()[k] - frame[k])));
            })""";

    /** Lines of text and charts as far as they can be seen, swept from top to bottom. */
    private static final String OVERLAPPING_TEXTS = """
            (() => {
              const seen = (box, element) => {
                let [left, right] = [box.left, box.right];
                for (let e = element; e; e = e.parentElement) {
                  if (getComputedStyle(e).overflowX !== 'visible') {
                    const frame = e.getBoundingClientRect();
                    [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
                  }
                }
                return {left, right, top: box.top, bottom: box.bottom};
              };
              const boxes = [];
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const parent = node.parentElement;
                if (!node.textContent.trim() || parent.closest('script, style, .chart, .hidden, .skip') || !parent.checkVisibility()) { continue; }
                const range = document.createRange();
                range.selectNodeContents(node);
                [...range.getClientRects()].forEach(r => boxes.push({box: seen(r, parent), text: node.textContent.trim().slice(0, 40), of: node}));
              }
              document.querySelectorAll('.chart').forEach(c => boxes.push({box: c.getBoundingClientRect(), text: c.id, of: c}));
              boxes.sort((a, b) => a.box.top - b.box.top);
              const hits = [];
              for (let i = 0; i < boxes.length; i++) {
                const a = boxes[i];
                for (let k = i + 1; k < boxes.length && boxes[k].box.top < a.box.bottom - 4; k++) {
                  const b = boxes[k];
                  const w = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
                  if (a.of !== b.of && w > 2) { hits.push(a.text + ' / ' + b.text); }
                }
              }
              return hits;
            })()""";

    private static final String OVERLAPPING_LABELS = """
            [...document.querySelectorAll('.chart')].flatMap(c => {
              const boxes = [...c.querySelectorAll('svg text')].filter(t => t.textContent.trim() && !t.getAttribute('transform')?.includes('rotate') && !/matrix\\((?!1,0,0,1)/.test(t.getAttribute('transform') || ''))
                .map(t => [t.textContent, t.getBoundingClientRect()]);
              const hits = [];
              for (let i = 0; i < boxes.length; i++) {
                for (let k = i + 1; k < boxes.length; k++) {
                  const a = boxes[i][1], b = boxes[k][1];
                  const w = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                  const h = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                  if (w > 2 && h > 4) { hits.push(c.id + ': ' + boxes[i][0] + ' / ' + boxes[k][0]); }
                }
              }
              return hits;
            })""";

    private static List<String> texts(Page page, String script) {
        return StreamSupport.stream(page.evaluate(script).spliterator(), false)
                .map(node -> node.asString())
                .toList();
    }
}
