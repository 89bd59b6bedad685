/**
 * The keyed stages: order, repeats, retention and control messages, around the feature functions
 * that use cases plug in.
 *
 * <pre>
 *  events ─► {@link dev.sluice.stream.feature.LabelledFeatureStage} ─► {@link dev.sluice.stream.feature.LastFeatureStage} ─► Flow of FeaturizedEvent
 *  labels ─┘                         control ─┘
 * </pre>
 *
 * <p>The first keyed stage drops repeated ids; the last one lets control messages in. A use case
 * with one entity has the last stage only. Under {@code features.order: event-time} a stage holds
 * events and labels back until the watermark and applies them in the order (time; labels before
 * events; id), in streaming and batch mode alike; under {@code arrival} it answers at once.
 *
 * <p><b>State</b> of a key goes by one event-time timer, which is moved only when it fires. It is
 * kept for {@code features.max-lateness} longer than any event in time can see it, and what events
 * see is computed as in {@link dev.sluice.decisioning.window}: so no answer depends on when the
 * timer fired.
 */
package dev.sluice.stream.feature;
