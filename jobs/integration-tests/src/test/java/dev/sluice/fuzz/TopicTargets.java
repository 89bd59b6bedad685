// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fuzz;

import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;
import dev.sluice.stream.decision.AlarmFormat;
import dev.sluice.stream.decision.DeadLetterFormat;
import dev.sluice.stream.decision.DecisionFormat;
import dev.sluice.stream.decision.QualityFormat;

import java.util.List;

/** Topics that commands read: what can be read can be written again. */
final class TopicTargets {

    private TopicTargets() {}

    static List<FuzzTarget> all() {
        return List.of(
                target("topic-decision", Seeds.decisions(), new DecisionFormat()),
                target("topic-dead-letter", Seeds.deadLetters(), new DeadLetterFormat()),
                target("topic-alarm", Seeds.alarms(), new AlarmFormat()),
                target("topic-quality", Seeds.qualities(), new QualityFormat()));
    }

    private static <T> FuzzTarget target(String name, List<byte[]> seeds, WireFormat<T> format) {
        return new FuzzTarget(
                name,
                seeds,
                bytes -> {
                    T read;
                    try {
                        read = format.decode(bytes);
                    } catch (WireFormatException e) {
                        return;
                    }
                    format.encode(read);
                });
    }
}
