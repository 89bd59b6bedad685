// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import dev.sluice.stream.kafka.KafkaConfig;

import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A real broker that lets nobody in without a password or a certificate, and nobody do what no ACL
 * allows; but for the tests, which have a listener without either.
 */
final class SecuredKafka implements AutoCloseable {

    /** The ways in. */
    enum Door {
        /** For the tests, who may do everything. */
        OPEN("PLAINTEXT"),
        /** TLS, and a SCRAM password. */
        PASSWORD("SASL_SSL"),
        /** TLS, with a certificate on either side. */
        CERTIFICATE("SSL"),
        /** TLS, with a certificate of the broker that has expired. */
        EXPIRED("SSL"),
        /** Among brokers. */
        CONTROLLER("PLAINTEXT");

        private final String protocol;

        Door(String protocol) {
            this.protocol = protocol;
        }
    }

    private static final String NODE = "1";
    private static final long SECONDS = 30;

    private final KafkaRaftServer server;
    private final Map<Door, Integer> ports;
    private final Admin admin;

    private SecuredKafka(KafkaRaftServer server, Map<Door, Integer> ports, Admin admin) {
        this.server = server;
        this.ports = ports;
        this.admin = admin;
    }

    /** Starts one with the certificates of an authority. */
    static SecuredKafka start(Path folder, Certificates certificates, String password)
            throws Exception {
        Path data = Files.createDirectories(folder.resolve("kafka"));
        Map<Door, Integer> ports = freePorts();
        Properties properties = new Properties();
        properties.putAll(listeners(ports));
        properties.putAll(
                Map.of(
                        "process.roles", "broker,controller",
                        "node.id", NODE,
                        "controller.quorum.voters",
                                NODE + "@127.0.0.1:" + ports.get(Door.CONTROLLER),
                        "log.dirs", data.toString(),
                        "authorizer.class.name",
                                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "super.users", "User:ANONYMOUS",
                        "sasl.enabled.mechanisms", "SCRAM-SHA-512",
                        "auto.create.topics.enable", "false"));
        properties.putAll(
                Map.of(
                        "offsets.topic.replication.factor", "1",
                        "offsets.topic.num.partitions", "4",
                        "transaction.state.log.replication.factor", "1",
                        "transaction.state.log.min.isr", "1",
                        "transaction.state.log.num.partitions", "4",
                        "group.initial.rebalance.delay.ms", "0",
                        "log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20)));
        properties.putAll(
                Map.of(
                        "ssl.keystore.location",
                        certificates.valid("broker").toString(),
                        "ssl.keystore.password",
                        password,
                        "ssl.truststore.location",
                        certificates.truststore().toString(),
                        "ssl.truststore.password",
                        password,
                        "listener.name.certificate.ssl.client.auth",
                        "required",
                        "listener.name.expired.ssl.keystore.location",
                        certificates.expired("old-broker").toString(),
                        "listener.name.expired.ssl.keystore.password",
                        password,
                        "listener.name.password.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule" + " required;"));
        format(data);
        KafkaRaftServer server =
                new KafkaRaftServer(new kafka.server.KafkaConfig(properties), Time.SYSTEM);
        server.startup();
        Admin admin =
                Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + ports.get(Door.OPEN)));
        return new SecuredKafka(server, ports, admin);
    }

    /** Address of a door. */
    String address(Door door) {
        return "127.0.0.1:" + ports.get(door);
    }

    /** The cluster as the tests see it. */
    KafkaConfig open() {
        return KafkaConfig.of(address(Door.OPEN));
    }

    /** Lets a user in with a password. */
    void user(String name, String password) throws Exception {
        admin.alterUserScramCredentials(
                        List.of(
                                new UserScramCredentialUpsertion(
                                        name,
                                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                                        password)))
                .all()
                .get(SECONDS, TimeUnit.SECONDS);
    }

    /** Lets somebody do all that the default topics of a job need. */
    void allowAll(String principal) throws Exception {
        List<AclBinding> rights = new ArrayList<>();
        for (AclOperation operation : List.of(AclOperation.READ, AclOperation.WRITE)) {
            rights.add(right(principal, ResourceType.TOPIC, "sluice-", operation));
        }
        rights.add(right(principal, ResourceType.GROUP, "sluice", AclOperation.READ));
        admin.createAcls(rights).all().get(SECONDS, TimeUnit.SECONDS);
    }

    /** Forbids somebody something, whatever else is allowed. */
    void forbid(String principal, ResourceType type, String name, AclOperation operation)
            throws Exception {
        admin.createAcls(
                        List.of(
                                new AclBinding(
                                        new ResourcePattern(type, name, PatternType.LITERAL),
                                        new AccessControlEntry(
                                                principal,
                                                "*",
                                                operation,
                                                AclPermissionType.DENY))))
                .all()
                .get(SECONDS, TimeUnit.SECONDS);
    }

    /** Forgets what was forbidden. */
    void forbidNothing() throws Exception {
        admin.deleteAcls(
                        List.of(
                                new AclBindingFilter(
                                        ResourcePatternFilter.ANY,
                                        new AccessControlEntryFilter(
                                                null,
                                                null,
                                                AclOperation.ANY,
                                                AclPermissionType.DENY))))
                .all()
                .get(SECONDS, TimeUnit.SECONDS);
    }

    /** How often somebody was turned away at a door. */
    long turnedAway(Door door) throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        double count = 0;
        for (ObjectName name :
                beans.queryNames(
                        new ObjectName(
                                "kafka.server:type=socket-server-metrics,listener="
                                        + door
                                        + ",networkProcessor=*"),
                        null)) {
            count += (Double) beans.getAttribute(name, "failed-authentication-total");
        }
        return (long) count;
    }

    @Override
    public void close() {
        admin.close();
        server.shutdown();
        server.awaitShutdown();
    }

    private static AclBinding right(
            String principal, ResourceType type, String prefix, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, prefix, PatternType.PREFIXED),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
    }

    private static Map<String, String> listeners(Map<Door, Integer> ports) {
        String all =
                ports.entrySet().stream()
                        .map(door -> door.getKey() + "://127.0.0.1:" + door.getValue())
                        .collect(Collectors.joining(","));
        return Map.of(
                "listeners",
                all,
                "advertised.listeners",
                all.replaceFirst(",CONTROLLER.*", ""),
                "listener.security.protocol.map",
                ports.keySet().stream()
                        .map(door -> door + ":" + door.protocol)
                        .collect(Collectors.joining(",")),
                "inter.broker.listener.name",
                Door.OPEN.name(),
                "controller.listener.names",
                Door.CONTROLLER.name().toUpperCase(Locale.ROOT));
    }

    private static Map<Door, Integer> freePorts() throws Exception {
        Map<Door, Integer> ports = new EnumMap<>(Door.class);
        List<ServerSocket> held = new ArrayList<>();
        for (Door door : Door.values()) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
            held.add(socket);
            ports.put(door, socket.getLocalPort());
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return ports;
    }

    private static void format(Path data) throws Exception {
        try (PrintStream quiet =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(quiet)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(Integer.parseInt(NODE))
                    .setControllerListenerName(Door.CONTROLLER.name())
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .run();
        }
    }
}
