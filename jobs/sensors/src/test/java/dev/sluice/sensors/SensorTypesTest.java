// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.sensors;

import org.apache.flink.types.PojoTestUtils;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensorTypesTest {

    @ParameterizedTest
    @ValueSource(classes = {Reading.class, SensorTicket.class, SensorState.class})
    void streamTypesArePojos(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
}
