// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.cli.explain.Words;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the page together, at most twice a second however often it is asked for.
 *
 * <p>Thread-safe.
 */
final class PageSource {

    private static final long FRESH_MS = 500;

    private final LiveFigures figures;
    private final Words words;
    private final Identifiers identifiers;
    private final Clock clock;
    private final ObjectMapper mapper = new ObjectMapper().registerModule(unknownNumbers());
    private Map<Long, ToldDecision> told = new HashMap<>();
    private byte[] document = new byte[0];
    private long madeMs = Long.MIN_VALUE;

    PageSource(LiveFigures figures, Words words, Identifiers identifiers, Clock clock) {
        this.figures = figures;
        this.words = words;
        this.identifiers = identifiers;
        this.clock = clock;
    }

    /** The page as JSON, UTF-8. */
    synchronized byte[] json() {
        long now = clock.millis();
        // a clock that was set back must not hold the page
        if (document.length == 0 || now < madeMs || now - madeMs >= FRESH_MS) {
            document = bytes(document(figures.view(now)));
            madeMs = now;
        }
        return document;
    }

    private PageDocument document(FiguresView view) {
        return new PageDocument(
                view.job(),
                view.state().name(),
                PageDocument.status(view),
                Instant.ofEpochMilli(view.asOfMs()).truncatedTo(ChronoUnit.SECONDS).toString(),
                Panels.of(view, words.vocabulary().stake()),
                view.series(),
                PageDocument.seriesText(view),
                view.totals().escalated(),
                told(view.escalated()));
    }

    /** Each decision is told once, in the order in which they were made. */
    private List<ToldDecision> told(List<Escalated> latestFirst) {
        Map<Long, ToldDecision> kept = new HashMap<>();
        for (int i = latestFirst.size() - 1; i >= 0; i--) {
            Escalated each = latestFirst.get(i);
            ToldDecision known = told.get(each.number());
            kept.put(
                    each.number(),
                    known == null ? ToldDecision.of(each, identifiers, words) : known);
        }
        told = kept;
        List<ToldDecision> decisions = new ArrayList<>();
        latestFirst.forEach(each -> decisions.add(kept.get(each.number())));
        return decisions;
    }

    private byte[] bytes(PageDocument page) {
        try {
            return mapper.writeValueAsBytes(page);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The page cannot be written", e);
        }
    }

    /** JSON has no NaN: a number that is unknown is null. */
    private static SimpleModule unknownNumbers() {
        return new SimpleModule()
                .addSerializer(
                        double.class,
                        new JsonSerializer<Double>() {
                            @Override
                            public void serialize(
                                    Double value, JsonGenerator json, SerializerProvider provider)
                                    throws IOException {
                                if (Double.isFinite(value)) {
                                    json.writeNumber(value);
                                } else {
                                    json.writeNull();
                                }
                            }
                        });
    }
}
