// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.feature;

import dev.sluice.decisioning.event.ContextRows;
import dev.sluice.decisioning.event.ControlMessage;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.window.History;
import dev.sluice.decisioning.window.LateLabels;
import dev.sluice.decisioning.window.WindowNode;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.types.PojoTestUtils;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FeatureTypesTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                ContextRows.class,
                FeaturizedEvent.class,
                ControlMessage.class,
                RecentIds.class,
                WindowNode.class,
                LateLabels.class,
                History.class
            })
    void streamAndStateTypesArePojos(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }

    @Test
    void flowIsAPojoAllTheWayDown() {
        SerializerConfigImpl strict = new SerializerConfigImpl();
        strict.setGenericTypes(false);
        assertThat(LastFeatureStage.OUTPUT).isInstanceOf(PojoTypeInfo.class);
        // throws where any field would fall to Kryo
        assertThat(LastFeatureStage.OUTPUT.createSerializer(strict)).isNotNull();
    }
}
