// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a job does between the same two topics. */
public enum Variant {
    /** Decodes an event and encodes a constant decision: what the moving alone costs. */
    PASS_THROUGH(Model.NONE, 1),
    /** All stages, with a constant in place of each model. */
    NO_MODEL(Model.CONSTANT, 1),
    /** Features, and a map function that scores one record a call, as DJL comes. */
    PER_RECORD(Model.RECORD, 20),
    /** The same with one thread of TensorFlow and without a batchifier. */
    PER_RECORD_TUNED(Model.RECORD, 20),
    /** Features, and an asynchronous function that scores one record a call. */
    ASYNC_PER_RECORD(Model.RECORD, 20),
    /** All stages, and nothing is escalated. */
    FIRST_PASS_ONLY(Model.BATCH, 1),
    /** All stages, and an even share of the events is escalated. */
    CASCADE(Model.BATCH, 1),
    /** All stages, and every event is escalated. */
    DEEP_ON_ALL(Model.BATCH, 40);

    /** Who answers. */
    enum Model {
        NONE,
        CONSTANT,
        RECORD,
        BATCH
    }

    /** Enough to be more than the start. */
    private static final int FEWEST = 1_000;

    private final Model model;
    private final int fewer;

    Variant(Model model, int fewer) {
        this.model = model;
        this.fewer = fewer;
    }

    Model model() {
        return model;
    }

    /** Events of a run: fewer for a variant that is slow, so that it ends in about as long. */
    public int events(int events) {
        return Math.min(events, Math.max(FEWEST, events / fewer));
    }

    /** The share that the gate escalates, where the cascade escalates so much. */
    public double escalatedShare(double cascade) {
        return switch (this) {
            case CASCADE -> cascade;
            case DEEP_ON_ALL -> 1;
            default -> 0;
        };
    }

    /** Name in tables and JSON, kebab-case. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The variant with a name.
     *
     * @throws IllegalArgumentException if there is none, naming those that there are
     */
    public static Variant of(String key) {
        List<String> keys = Arrays.stream(values()).map(Variant::key).toList();
        int place = keys.indexOf(key);
        if (place < 0) {
            throw new IllegalArgumentException(
                    "variant is '" + key + "'; expected one of " + String.join(", ", keys));
        }
        return values()[place];
    }
}
