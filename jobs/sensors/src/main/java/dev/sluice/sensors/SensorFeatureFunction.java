// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.series.SeriesProfile;
import dev.sluice.decisioning.series.SeriesState;
import dev.sluice.stream.feature.EntityFeatures;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

import java.util.Arrays;

/**
 * How a reading stands to what its sensor said before.
 *
 * <p>Readings count where they come: one that is older than the newest of its sensor is judged and
 * learned as if it were of that time. A channel without a value is passed over; if all are, the
 * reading is neither ordinary nor special.
 */
final class SensorFeatureFunction implements EntityFeatures<Reading, FeaturizedEvent> {

    private static final long serialVersionUID = 1L;

    /** Surprises above this, one value in a hundred, are counted. */
    private static final double SURPRISING = StrictMath.log(100);

    private static final long RETENTION_MS = SensorFeatures.RETENTION.toMillis();

    private transient ValueState<SensorState> states;
    private transient SensorState found;
    private transient SeriesProfile profile;
    private transient float[] figures;
    private transient double[] positions;
    private transient float[] parting;

    @Override
    public void open(RuntimeContext context) {
        states =
                context.getState(
                        new ValueStateDescriptor<>(
                                "sensor", TypeInformation.of(SensorState.class)));
        profile = new SeriesProfile();
        figures = new float[SensorFeatures.SERIES];
        positions = new double[Reading.MAX_CHANNELS];
        parting = new float[1];
    }

    @Override
    public TypeInformation<FeaturizedEvent> outputType() {
        return TypeInformation.of(FeaturizedEvent.class);
    }

    @Override
    public String entityKey(Reading event) {
        return event.sensorId();
    }

    @Override
    public String eventId(Reading event) {
        return event.eventId();
    }

    @Override
    public long eventTimeMs(Reading event) {
        return event.eventTimeMs();
    }

    @Override
    public long reachMs() {
        return RETENTION_MS;
    }

    @Override
    public boolean isRemembered() throws Exception {
        found = states.value();
        return found != null;
    }

    @Override
    public FeaturizedEvent apply(Reading reading, long horizonMs) throws Exception {
        SensorState state = current();
        state.newestMs = Math.max(state.newestMs, reading.eventTimeMs());
        float[] features = new float[SensorFeatures.INPUTS.features().size()];
        float[] context = new float[SensorFeatures.INPUTS.contextWidth()];
        judge(reading, state, features, context);
        states.update(state);
        return new FeaturizedEvent(
                reading.eventId(),
                reading.sensorId(),
                reading.eventTimeMs(),
                SensorFeatures.STAKE,
                features,
                context);
    }

    @Override
    public long trim(long horizonMs) throws Exception {
        SensorState state = states.value();
        if (state == null) {
            return Long.MIN_VALUE;
        }
        if (horizonMs < Long.MIN_VALUE + RETENTION_MS
                || state.newestMs > horizonMs - RETENTION_MS) {
            return state.newestMs;
        }
        states.clear();
        return Long.MIN_VALUE;
    }

    private SensorState current() throws Exception {
        SensorState state = found == null ? states.value() : found;
        found = null;
        return state == null ? new SensorState() : state;
    }

    private void judge(Reading reading, SensorState state, float[] features, float[] context) {
        int width = reading.channels().length;
        double most = -1;
        double sum = 0;
        int deviating = 0;
        int missing = 0;
        Arrays.fill(positions, Double.NaN);
        for (int i = 0; i < width; i++) {
            double value = reading.values()[i];
            int place = state.place(i, reading.channels()[i], reading.units()[i]);
            if (!SeriesProfile.isJudged(value)) {
                missing++;
                continue;
            }
            SeriesState series = state.series[place];
            double surprise = profile.next(series, state.newestMs, value, figures, 0);
            positions[place] = profile.position(value);
            sum += surprise;
            deviating += surprise > SURPRISING ? 1 : 0;
            if (surprise > most) {
                most = surprise;
                System.arraycopy(figures, 0, features, 0, figures.length);
                Arrays.fill(context, 0);
                profile.context(series, context);
            }
        }
        int at = SensorFeatures.SERIES;
        features[at++] = (float) StrictMath.log(width);
        features[at++] = (float) missing / width;
        if (width == 1) {
            return;
        }
        int heard = Math.max(1, width - missing);
        features[at++] = (float) deviating / heard;
        features[at++] = (float) (sum / heard);
        parting[0] = (float) state.common.add(positions, state.series.length);
        features[at++] = parting[0];
        features[at] = (float) state.partings.surprise(0, parting[0]);
        state.partings.add(parting);
    }
}
