// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.alarm.Alarm;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class AlarmFormatTest {

    private static final Alarm ANOMALY =
            new Alarm(
                    "anomaly/1000/pump-7",
                    3,
                    "pump-7",
                    Alarm.Kind.ANOMALY,
                    Alarm.Status.CLOSED,
                    900,
                    2_000,
                    new Alarm.Peak(1_500, 0.9999, 0.75, "r15"),
                    12);
    private static final Alarm SILENCE =
            new Alarm(
                    "absent/1000/pump-7",
                    0,
                    "pump-7",
                    Alarm.Kind.ABSENT,
                    Alarm.Status.OPEN,
                    1_000,
                    Alarm.NO_END,
                    new Alarm.Peak(4_000, Double.NaN, Double.NaN, ""),
                    0);

    private final AlarmFormat format = new AlarmFormat();

    @Test
    void everyFieldComesBackAlsoThoseThatAreMissing() throws Exception {
        assertThat(format.decode(format.encode(ANOMALY))).isEqualTo(ANOMALY);
        assertThat(format.decode(format.encode(SILENCE))).isEqualTo(SILENCE);
    }

    @Test
    void recordsAreKeyedByTheAlarmAndHaveNoTimestamp() {
        AlarmRecords records =
                new AlarmRecords(
                        "alarms",
                        dev.sluice.schema.AvroWireFormat.header(
                                dev.sluice.schema.Alarm.getClassSchema()));
        records.open(null, null);

        var record = records.serialize(ANOMALY, null, 5L);

        assertThat(record.topic()).isEqualTo("alarms");
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(ANOMALY.alarmId());
        assertThat(record.timestamp()).isNull();
    }
}
