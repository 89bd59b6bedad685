// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

/** Names of subjects. */
final class Subjects {

    private Subjects() {}

    /** The subject of the values of a topic, as Confluent's own serializers name it. */
    static String of(String topic) {
        return topic + "-value";
    }
}
