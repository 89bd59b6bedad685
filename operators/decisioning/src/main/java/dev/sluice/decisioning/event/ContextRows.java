// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.decisioning.event;

/**
 * The history that goes with an event, where it lies: a stretch of floats that nobody changes any
 * more, and how wide the context is that it fills from the end.
 *
 * <p>An event that the first pass decides needs no context: so none is made until somebody asks.
 * Public with plain components so that Flink stores it field by field.
 *
 * @param floats holds the stretch, rows one behind the other; what lies outside of it may change
 * @param from first float of the stretch
 * @param to end of the stretch
 * @param width floats of the context; what the stretch lacks is zero and stands in front
 */
public record ContextRows(float[] floats, int from, int to, int width) {

    /** A context that is there as a whole. */
    public static ContextRows of(float[] context) {
        return context == null ? null : new ContextRows(context, 0, context.length, context.length);
    }

    /**
     * The context, {@code [width]}; must not be changed. The array itself where it is there as a
     * whole, else a new one in each call.
     */
    public float[] toArray() {
        if (from == 0 && to == width && floats.length == width) {
            return floats;
        }
        float[] context = new float[width];
        int held = to - from;
        System.arraycopy(floats, from, context, width - held, held);
        return context;
    }
}
