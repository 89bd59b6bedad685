// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** Reads the live page in a browser, as a person with a keyboard and a narrow window would. */
record LivePageReader(Chromium browser) {

    private static final String FOCUS =
            "(() => { const a = document.activeElement;"
                    + " return a.id || a.className || a.tagName.toLowerCase(); })()";

    /** The exact number of a figure; NaN if the page has none. */
    double figure(String id) throws Exception {
        JsonNode value =
                browser.evaluate("document.getElementById('f-" + id + "')?.getAttribute('value')");
        String text = value.asText("");
        return text.isEmpty() || text.equals("null") ? Double.NaN : Double.parseDouble(text);
    }

    /** A figure as it is read. */
    String words(String id) throws Exception {
        return text("document.getElementById('f-" + id + "')");
    }

    /** What the page says of itself. */
    String status() throws Exception {
        return text("document.getElementById('status')");
    }

    /** All text of the decision at a place of the list, from 0. */
    String decision(int place) throws Exception {
        return text("document.querySelectorAll('#list > li')[" + place + "]");
    }

    /** All text of the list. */
    String list() throws Exception {
        return text("document.getElementById('list')");
    }

    int decisions() throws Exception {
        return browser.evaluate("document.querySelectorAll('#list > li').length").asInt();
    }

    /** Whether the list is held. */
    boolean isHeld() throws Exception {
        return browser.evaluate("document.getElementById('hold').getAttribute('aria-pressed')")
                .asText()
                .equals("true");
    }

    /** Opens all decisions of the list, or closes them. */
    void open(boolean all) throws Exception {
        browser.evaluate(
                "document.querySelectorAll('details').forEach(d => { d.open = " + all + "; })");
    }

    /** What is focused after each of some presses of the Tab key. */
    List<String> tabs(int presses) throws Exception {
        List<String> focused = new ArrayList<>();
        for (int i = 0; i < presses; i++) {
            browser.press("Tab");
            focused.add(browser.evaluate(FOCUS).asText());
        }
        return focused;
    }

    /** How much wider the page is than the window, in CSS pixels. */
    int overflow() throws Exception {
        return browser.evaluate(
                        "document.documentElement.scrollWidth - document.documentElement.clientWidth")
                .asInt();
    }

    /** Number of places whose text is announced when it changes. */
    int liveRegions() throws Exception {
        return browser.evaluate(
                        "document.querySelectorAll('[role=status],[role=alert],[aria-live]').length")
                .asInt();
    }

    /** The colour behind the text, as the browser has computed it. */
    String background() throws Exception {
        return browser.evaluate("getComputedStyle(document.body).backgroundColor").asText();
    }

    private String text(String node) throws Exception {
        return browser.evaluate(node + "?.textContent ?? ''").asText();
    }
}
