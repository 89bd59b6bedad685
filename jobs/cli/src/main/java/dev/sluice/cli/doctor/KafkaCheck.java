// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.doctor;

import dev.sluice.cli.kafka.ClusterLook;
import dev.sluice.cli.kafka.ClusterLook.TopicLook;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.kafka.KafkaConfig;

import org.apache.kafka.common.acl.AclOperation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The cluster answers, its topics are as the job needs them, and its clock is ours. */
final class KafkaCheck implements Check {

    /** A clock that is further off is worth a word. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final CascadeConfig stages;
    private final KafkaConfig kafka;
    private final InstantSource clock;

    KafkaCheck(CascadeConfig stages, InstantSource clock) {
        this.stages = stages;
        this.kafka = stages.kafka();
        this.clock = clock;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        try (ClusterLook cluster = ClusterLook.at(kafka)) {
            findings.add(
                    Finding.ok(
                            name(),
                            cluster.brokers() + " broker(s) at " + kafka.bootstrapServers()));
            for (String topic : kafka.topics()) {
                topic(cluster, topic, findings);
            }
            group(cluster, findings);
            findings.add(clock(cluster));
        } catch (IOException e) {
            findings.add(
                    Finding.fail(
                            name(),
                            kafka.bootstrapServers() + ": " + e.getMessage(),
                            "Check kafka.bootstrap-servers, the network from here to the brokers,"
                                    + " and kafka.properties.* (security)."));
        }
        return findings;
    }

    private void topic(ClusterLook cluster, String topic, List<Finding> findings)
            throws IOException {
        String check = "topic " + topic;
        Optional<TopicLook> found = cluster.topic(topic);
        if (found.isEmpty()) {
            findings.add(
                    Finding.fail(
                            check,
                            "does not exist, or may not be seen",
                            "Create it: ./sluice topics --config FILE; or grant DESCRIBE on it."));
            return;
        }
        TopicLook look = found.get();
        int before = findings.size();
        rights(topic, look).ifPresent(findings::add);
        if (topic.equals(kafka.controlTopic())) {
            findings.addAll(control(topic, look));
        } else if (!isRead(topic) && look.maxMessageBytes().isPresent()) {
            long most = look.maxMessageBytes().getAsLong();
            if (most < stages.delivery().maxRecordBytes()) {
                findings.add(
                        Finding.fail(
                                check,
                                "takes "
                                        + most
                                        + " bytes (max.message.bytes); delivery.max-record-bytes is "
                                        + stages.delivery().maxRecordBytes(),
                                "Raise max.message.bytes of the topic, or lower"
                                        + " delivery.max-record-bytes below it."));
            }
        }
        if (findings.size() == before) {
            findings.add(
                    Finding.ok(
                            check,
                            look.partitions()
                                    + " partition(s), may be "
                                    + String.join(" and ", words(needed(topic)))));
        }
    }

    private Optional<Finding> rights(String topic, TopicLook look) {
        Set<AclOperation> missing = EnumSet.noneOf(AclOperation.class);
        missing.addAll(needed(topic));
        missing.removeAll(look.operations());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Finding.fail(
                                "topic " + topic,
                                "may not be "
                                        + String.join(" or ", words(missing))
                                        + " by this user",
                                "Grant "
                                        + missing
                                        + " on topic "
                                        + topic
                                        + " (kafka-acls.sh --add --allow-principal User:... --topic "
                                        + topic
                                        + "), and look for rules that deny it."));
    }

    private List<Finding> control(String topic, TopicLook look) {
        List<Finding> findings = new ArrayList<>();
        if (look.partitions() != 1) {
            findings.add(
                    Finding.fail(
                            "topic " + topic,
                            look.partitions() + " partitions; expected 1",
                            "Delete it while no job runs and create it again: ./sluice topics"
                                    + " --config FILE. Its messages must keep their order."));
        }
        if (look.compacted().equals(Optional.of(false))) {
            findings.add(
                    Finding.fail(
                            "topic " + topic,
                            "is not compacted: what holds is forgotten when retention deletes it",
                            "kafka-configs.sh --alter --entity-type topics --entity-name "
                                    + topic
                                    + " --add-config cleanup.policy=compact"));
        }
        return findings;
    }

    private void group(ClusterLook cluster, List<Finding> findings) {
        String check = "group " + kafka.groupId();
        try {
            Optional<Set<AclOperation>> operations = cluster.group(kafka.groupId());
            boolean may = operations.isEmpty() || operations.get().contains(AclOperation.READ);
            findings.add(
                    may
                            ? Finding.ok(check, "may be used")
                            : Finding.fail(
                                    check,
                                    "may not be read by this user",
                                    "Grant READ on group " + kafka.groupId() + "."));
        } catch (IOException e) {
            findings.add(
                    Finding.fail(
                            check, e.getMessage(), "Grant READ on group " + kafka.groupId() + "."));
        }
    }

    private Finding clock(ClusterLook cluster) {
        String check = "clock";
        try {
            Instant before = clock.instant();
            Instant theirs = cluster.clock();
            Instant after = clock.instant();
            // it was read at some moment in between
            Duration skew =
                    theirs.isBefore(before)
                            ? Duration.between(theirs, before)
                            : theirs.isAfter(after)
                                    ? Duration.between(after, theirs)
                                    : Duration.ZERO;
            if (skew.compareTo(SKEW) <= 0) {
                return Finding.ok(check, "within " + skew.toMillis() + " ms of the cluster's");
            }
            String found = "this clock says " + before + ", that of the cluster " + theirs;
            String mend = "Run NTP (chrony) on this machine and on the brokers.";
            return skew.compareTo(stages.ingest().maxFutureSkew()) > 0
                    ? Finding.fail(
                            check,
                            found + ": events would be more than ingest.max-future-skew ahead",
                            mend)
                    : Finding.warn(check, found, mend);
        } catch (IOException e) {
            return Finding.warn(
                    check,
                    "that of the cluster cannot be seen: " + e.getMessage(),
                    "Grant DESCRIBE on the cluster, or compare the clocks by hand.");
        }
    }

    private boolean isRead(String topic) {
        return topic.equals(kafka.eventsTopic()) || topic.equals(kafka.labelsTopic());
    }

    private Set<AclOperation> needed(String topic) {
        boolean both = topic.equals(kafka.controlTopic()) || topic.equals(kafka.feedbackTopic());
        return both
                ? EnumSet.of(AclOperation.READ, AclOperation.WRITE)
                : EnumSet.of(isRead(topic) ? AclOperation.READ : AclOperation.WRITE);
    }

    private static Set<String> words(Set<AclOperation> operations) {
        Set<String> words = new TreeSet<>();
        operations.forEach(
                operation -> words.add(operation == AclOperation.READ ? "read" : "written"));
        return words;
    }
}
