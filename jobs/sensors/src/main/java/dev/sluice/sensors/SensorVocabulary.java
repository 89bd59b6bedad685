// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import dev.sluice.inference.FeatureWording;
import dev.sluice.inference.ValueUnit;
import dev.sluice.inference.Vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static dev.sluice.inference.ValueUnit.COUNT_BY_LOGARITHM;
import static dev.sluice.inference.ValueUnit.NUMBER;
import static dev.sluice.inference.ValueUnit.NUMBER_BY_LOGARITHM;
import static dev.sluice.inference.ValueUnit.SHARE;
import static dev.sluice.inference.ValueUnit.SHARE_BY_LOGARITHM;
import static dev.sluice.inference.ValueUnit.TIMES;
import static dev.sluice.inference.ValueUnit.TIMES_BY_LOGARITHM;

/** Sensors in the words of an engineer; a new feature is one line more in the list. */
final class SensorVocabulary {

    private static final String VALUE_FAR_OUT = "VALUE_FAR_OUT";
    private static final String LEVEL_CHANGED = "LEVEL_CHANGED";
    private static final String LEVEL_DRIFTS = "LEVEL_DRIFTS";
    private static final String SCATTER_CHANGED = "SCATTER_CHANGED";
    private static final String SENSOR_STUCK = "SENSOR_STUCK";
    private static final String PATTERN_BROKEN = "PATTERN_BROKEN";
    private static final String CHANNEL_APART = "CHANNEL_APART";
    private static final String READINGS_MISSING = "READINGS_MISSING";
    private static final String SENSOR_NATURE = "SENSOR_NATURE";
    private static final String ORDINARY = "ORDINARY";

    private static final String WITH_SIGN = ", with its sign";

    private static final List<FeatureWording> FIGURES =
            List.of(
                    of(
                            "deviation",
                            "distance from the median, in middle halves of the past" + WITH_SIGN,
                            NUMBER,
                            VALUE_FAR_OUT),
                    of(
                            "deviation_size",
                            "distance from the median, in middle halves of the past",
                            NUMBER,
                            VALUE_FAR_OUT),
                    of(
                            "above_highest",
                            "above the highest value so far, in usual ranges",
                            NUMBER,
                            VALUE_FAR_OUT),
                    of(
                            "below_lowest",
                            "below the lowest value so far, in usual ranges",
                            NUMBER,
                            VALUE_FAR_OUT),
                    of(
                            "beyond_range",
                            "beyond all values so far, as a share of their range",
                            SHARE,
                            VALUE_FAR_OUT),
                    of(
                            "rank_surprise",
                            "share of the past that was as high or as low",
                            SHARE_BY_LOGARITHM,
                            VALUE_FAR_OUT),
                    of(
                            "change",
                            "change since the last reading as a multiple of a large one",
                            TIMES,
                            VALUE_FAR_OUT),
                    of(
                            "change_to_range",
                            "change since the last reading, as a share of the whole range",
                            SHARE,
                            VALUE_FAR_OUT),
                    of(
                            "change_surprise",
                            "share of earlier changes that were as large",
                            SHARE_BY_LOGARITHM,
                            VALUE_FAR_OUT),
                    of(
                            "seasonal",
                            "distance from what is usual at this hour, in usual distances"
                                    + WITH_SIGN,
                            NUMBER,
                            PATTERN_BROKEN),
                    of(
                            "seasonal_size",
                            "distance from what is usual at this hour, in usual distances",
                            NUMBER,
                            PATTERN_BROKEN),
                    of(
                            "forecast_error",
                            "error of the forecast as a multiple of the usual one",
                            TIMES,
                            VALUE_FAR_OUT),
                    of(
                            "forecast_error_to_range",
                            "error of the forecast, as a share of the whole range",
                            SHARE,
                            VALUE_FAR_OUT),
                    of("trend_fast", trend("3") + WITH_SIGN, NUMBER, LEVEL_CHANGED),
                    of("trend_fast_size", trend("3"), NUMBER, LEVEL_CHANGED),
                    of("trend_medium", trend("12") + WITH_SIGN, NUMBER, LEVEL_CHANGED),
                    of("trend_medium_size", trend("12"), NUMBER, LEVEL_CHANGED),
                    of("trend_slow", trend("50") + WITH_SIGN, NUMBER, LEVEL_DRIFTS),
                    of("trend_slow_size", trend("50"), NUMBER, LEVEL_DRIFTS),
                    of(
                            "roughness",
                            "rougher than usual (below 0: smoother), in usual distances",
                            NUMBER,
                            SCATTER_CHANGED),
                    of(
                            "roughness_ratio",
                            "square of the changes of late as a multiple of the usual one",
                            TIMES_BY_LOGARITHM,
                            SCATTER_CHANGED),
                    of(
                            "stuck_to_longest",
                            "equal values in a row as a multiple of the most before",
                            TIMES_BY_LOGARITHM,
                            SENSOR_STUCK),
                    of(
                            "stuck",
                            "readings in a row that repeat the one before",
                            COUNT_BY_LOGARITHM,
                            SENSOR_STUCK),
                    of(
                            "extremes",
                            "share of the last values among the outermost tenth of the past",
                            SHARE,
                            VALUE_FAR_OUT),
                    of(
                            "gap",
                            "time since the last reading as a multiple of the usual one",
                            TIMES_BY_LOGARITHM,
                            READINGS_MISSING),
                    of(
                            "history",
                            "earlier readings of the channel",
                            COUNT_BY_LOGARITHM,
                            SENSOR_NATURE),
                    of(
                            "core_to_range",
                            "the middle half of the past as a multiple of the whole range",
                            TIMES_BY_LOGARITHM,
                            SENSOR_NATURE),
                    of(
                            "change_to_spread",
                            "a large change as a multiple of the usual range",
                            TIMES_BY_LOGARITHM,
                            SENSOR_NATURE),
                    of(
                            "seasonal_spread",
                            "the usual distance from the habit as a multiple of the usual range",
                            TIMES_BY_LOGARITHM,
                            SENSOR_NATURE));

    private static final List<FeatureWording> JOINT =
            List.of(
                    of("channels", "channels", NUMBER_BY_LOGARITHM, SENSOR_NATURE),
                    of("missing_share", "channels without a value", SHARE, READINGS_MISSING),
                    of("deviating_share", "channels that deviate", SHARE, CHANNEL_APART),
                    of(
                            "joint_surprise",
                            "how rare the values of the channels are, on average",
                            SHARE_BY_LOGARITHM,
                            VALUE_FAR_OUT),
                    of(
                            "apart",
                            "distance of the channel that is farthest from the others, in usual"
                                    + " distances",
                            NUMBER,
                            CHANNEL_APART),
                    of(
                            "apart_tail",
                            "share of the past in which a channel was as far from the others",
                            SHARE_BY_LOGARITHM,
                            CHANNEL_APART));

    static final Vocabulary VOCABULARY =
            new Vocabulary(
                    "reading",
                    "sensor",
                    NUMBER,
                    Vocabulary.byFeature(all()),
                    Map.of(
                            "ordinary",
                            ORDINARY,
                            FaultKind.SPIKE.key(),
                            VALUE_FAR_OUT,
                            FaultKind.SHIFT.key(),
                            LEVEL_CHANGED,
                            FaultKind.DRIFT.key(),
                            LEVEL_DRIFTS,
                            FaultKind.NOISE.key(),
                            SCATTER_CHANGED,
                            FaultKind.STUCK.key(),
                            SENSOR_STUCK,
                            FaultKind.PATTERN.key(),
                            PATTERN_BROKEN,
                            FaultKind.APART.key(),
                            CHANNEL_APART),
                    Map.of(
                            VALUE_FAR_OUT, "a value is far from what the sensor said before",
                            LEVEL_CHANGED, "the level is another than before",
                            LEVEL_DRIFTS, "the level creeps away",
                            SCATTER_CHANGED, "the values scatter more, or less, than before",
                            SENSOR_STUCK, "the same value again and again",
                            PATTERN_BROKEN, "not what is usual at this hour, or at this pace",
                            CHANNEL_APART, "a channel does not go with the others",
                            READINGS_MISSING, "values are missing, or came late",
                            SENSOR_NATURE, "what the sensor is like, and how long it is known",
                            ORDINARY, "the sensor behaves as ever"));

    private SensorVocabulary() {}

    private static List<FeatureWording> all() {
        List<FeatureWording> all = new ArrayList<>(FIGURES);
        rare(all, "deviation", "the distance from the median", VALUE_FAR_OUT);
        rare(all, "change", "the change", VALUE_FAR_OUT);
        rare(all, "seasonal", "the distance from what is usual at the hour", PATTERN_BROKEN);
        rare(all, "forecast_error", "the error of the forecast", VALUE_FAR_OUT);
        rare(all, "trend_fast", "the trend of 3 readings", LEVEL_CHANGED);
        rare(all, "trend_medium", "the trend of 12 readings", LEVEL_CHANGED);
        rare(all, "trend_slow", "the trend of 50 readings", LEVEL_DRIFTS);
        rare(all, "roughness", "the roughness", SCATTER_CHANGED);
        rare(all, "stuck", "the run of equal values", SENSOR_STUCK);
        rare(all, "extremes", "the share of extreme values", VALUE_FAR_OUT);
        rare(all, "smoothness", "the smoothness", SCATTER_CHANGED);
        all.addAll(JOINT);
        return all;
    }

    /** How rare a figure is in the past of the channel, and how large beside its largest. */
    private static void rare(
            List<FeatureWording> all, String figure, String label, String reasonCode) {
        all.add(
                of(
                        figure + "_tail",
                        "share of the past in which " + label + " was as large",
                        SHARE_BY_LOGARITHM,
                        reasonCode));
        all.add(
                of(
                        figure + "_to_peak",
                        label + " as a multiple of its largest so far",
                        TIMES_BY_LOGARITHM,
                        reasonCode));
    }

    private static String trend(String readings) {
        return "mean of about " + readings + " readings against the long one, in usual distances";
    }

    private static FeatureWording of(String feature, String label, ValueUnit unit, String code) {
        return FeatureWording.of(feature, label, unit, code);
    }
}
