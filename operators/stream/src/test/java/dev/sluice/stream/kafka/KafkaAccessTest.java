// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.kafka;

import dev.sluice.stream.config.AccessException;

import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;

import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import javax.net.ssl.SSLHandshakeException;

import java.security.cert.CertificateExpiredException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KafkaAccessTest {

    private static final String LOGIN =
            "X required username=\"sluice\" password=\"${env:PASSWORD}\";";

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        new SaslAuthenticationException("invalid credentials"),
                        "the password of user 'sluice' is refused (invalid credentials)"),
                Arguments.of(
                        tls(new CertificateExpiredException("NotAfter: yesterday")),
                        "the broker's certificate has expired (NotAfter: yesterday)"),
                Arguments.of(
                        tls(new SSLHandshakeException("PKIX path building failed: x")),
                        "the broker's certificate is signed by nobody that we trust"),
                Arguments.of(
                        tls(new SSLHandshakeException("Signature does not match.")),
                        "the broker's certificate is signed by nobody that we trust"),
                Arguments.of(
                        tls(new SSLHandshakeException("No subject alternative names present")),
                        "the broker's certificate is for another host"),
                Arguments.of(
                        tls(new SSLHandshakeException("Received fatal alert: bad_certificate")),
                        "the broker does not take user 'sluice'"),
                Arguments.of(
                        tls(new SSLHandshakeException("no cipher suites in common")),
                        "no TLS connection comes about (no cipher suites in common)"),
                Arguments.of(
                        new TopicAuthorizationException(Set.of("events")),
                        "user 'sluice' lacks DESCRIBE, READ or WRITE on topic events"),
                Arguments.of(
                        GroupAuthorizationException.forGroupId("mine"),
                        "user 'sluice' lacks READ on group mine"),
                Arguments.of(
                        new TransactionalIdAuthorizationException("no"),
                        "user 'sluice' may not use the transactional ids of this job"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalAtAnyDepthIsOneLineAndEndsTheJobForGood(Exception refusal, String said) {
        Exception wrapped = new IllegalStateException("outer", new RuntimeException(refusal));

        assertThatThrownBy(() -> access().throwIfRefused(wrapped))
                .isInstanceOf(AccessException.class)
                .hasMessageStartingWith("Kafka at b:9093 (SASL_SSL, SCRAM-SHA-512): " + said)
                .hasMessageContaining("; expected ")
                .hasMessageNotContaining("\n")
                .satisfies(
                        thrown ->
                                assertThat(ThrowableClassifier.getThrowableType(thrown))
                                        .isEqualTo(ThrowableType.NonRecoverableError));
    }

    @Test
    void whatMayPassIsNoRefusal() {
        access().throwIfRefused(new RuntimeException(new TimeoutException("later")));
        assertThat(access().refusal(new IllegalStateException("ours"))).isEmpty();
    }

    @Test
    void whoWeAreIsTakenFromTheConfiguration() {
        assertThat(KafkaAccess.of(KafkaConfig.of("b:1")).who()).isEqualTo("nobody in particular");
        assertThat(
                        of(Map.of(
                                        "security.protocol", "SSL",
                                        "ssl.keystore.location", "/k.p12"))
                                .who())
                .isEqualTo("the certificate of /k.p12");
        assertThat(of(Map.of("security.protocol", "SSL")).who())
                .contains("there is no ssl.keystore.location");
    }

    private static SslAuthenticationException tls(Exception cause) {
        return new SslAuthenticationException(
                "SSL handshake failed", new SSLHandshakeException("outer").initCause(cause));
    }

    private static KafkaAccess access() {
        return of(
                Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "SCRAM-SHA-512",
                        "sasl.jaas.config", LOGIN));
    }

    private static KafkaAccess of(Map<String, String> properties) {
        KafkaConfig plain = KafkaConfig.of("b:9093");
        return KafkaAccess.of(
                new KafkaConfig(
                        plain.bootstrapServers(),
                        plain.eventsTopic(),
                        plain.labelsTopic(),
                        plain.controlTopic(),
                        plain.decisionsTopic(),
                        plain.feedbackTopic(),
                        plain.qualityTopic(),
                        plain.alarmsTopic(),
                        plain.deadLettersTopic(),
                        plain.groupId(),
                        new TreeMap<>(properties)));
    }
}
