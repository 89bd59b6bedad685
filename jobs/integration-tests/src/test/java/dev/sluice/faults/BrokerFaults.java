// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import dev.sluice.faults.cluster.ClusterProcess;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import static org.awaitility.Awaitility.await;

/** A broker that is killed, stands still, or is slow. */
final class BrokerFaults {

    /** Twice the delivery timeout of the producers. */
    private static final Duration SILENCE = Duration.ofSeconds(8);

    private static final double BYTES_PER_SECOND = 5_000;
    private static final double EARLY = 0.3;
    private static final double UNLIMITED = 1e9;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Events without a decision when the broker has been slow for long enough. */
    private static final int BEHIND = 1_000;

    private BrokerFaults() {}

    static void kill(FaultRun run) {
        run.awaitMoment();
        ClusterProcess broker = run.cluster().broker();
        broker.kill();
        broker.start();
    }

    static void pause(FaultRun run) {
        run.awaitMoment();
        run.cluster().broker().pause();
        FaultRun.last(SILENCE);
        run.cluster().broker().resume();
    }

    static void throttle(FaultRun run) throws Exception {
        // early, so that enough is left to fall behind with
        run.feed().awaitShare(EARLY * run.random().nextDouble());
        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                run.cluster().bootstrapServers()))) {
            // events come as fast as before
            quota(admin, Feed.CLIENT, UNLIMITED);
            quota(admin, null, BYTES_PER_SECOND);
            await().atMost(PATIENCE).until(() -> run.undecided() > BEHIND);
            quota(admin, null, null);
        }
    }

    /** Sets what clients of a name, or of no name that has its own, may write a second. */
    private static void quota(Admin admin, String client, Double bytesPerSecond) throws Exception {
        // the default entity is a null
        Map<String, String> entity = Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, client);
        admin.alterClientQuotas(
                        List.of(
                                new ClientQuotaAlteration(
                                        new ClientQuotaEntity(entity),
                                        Arrays.asList(
                                                new ClientQuotaAlteration.Op(
                                                        "producer_byte_rate", bytesPerSecond)))))
                .all()
                .get();
    }
}
