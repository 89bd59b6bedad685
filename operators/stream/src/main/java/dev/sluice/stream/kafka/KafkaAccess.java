// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.kafka;

import dev.sluice.stream.config.AccessException;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

import java.io.Serializable;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who we are at a cluster, and what to say when it turns us away: one line that names who, what,
 * what was expected and what to do. It holds no secret.
 *
 * @param servers brokers
 * @param who user or certificate
 * @param how protocol and mechanism
 */
public record KafkaAccess(String servers, String who, String how) implements Serializable {

    private static final Pattern USER =
            Pattern.compile("(?i)\\busername\\s*=\\s*[\"']?([^\"';\\s]+)");

    /** Where the JDK puts what was wrong with a certificate, without a class of its own. */
    private static final String PKIX = "PKIX path building failed";

    /** An authority of the same name with another key, such as the one before. */
    private static final String SAME_NAME = "Signature does not match";

    /** Who a configuration says we are. */
    public static KafkaAccess of(KafkaConfig kafka) {
        String protocol = kafka.properties().getOrDefault("security.protocol", "PLAINTEXT");
        boolean sasl = protocol.startsWith("SASL");
        return new KafkaAccess(
                kafka.bootstrapServers(),
                sasl ? user(kafka) : certificate(kafka, protocol),
                sasl
                        ? protocol
                                + ", "
                                + kafka.properties().getOrDefault("sasl.mechanism", "GSSAPI")
                        : protocol);
    }

    private static String user(KafkaConfig kafka) {
        Matcher user = USER.matcher(kafka.properties().getOrDefault("sasl.jaas.config", ""));
        return user.find() ? "user '" + user.group(1) + "'" : "the user of sasl.jaas.config";
    }

    private static String certificate(KafkaConfig kafka, String protocol) {
        if (!protocol.equals("SSL")) {
            return "nobody in particular";
        }
        return kafka.properties().keySet().stream().anyMatch(key -> key.startsWith("ssl.keystore"))
                ? "the certificate of "
                        + kafka.properties()
                                .getOrDefault("ssl.keystore.location", "ssl.keystore.key")
                : "nobody in particular (there is no ssl.keystore.location)";
    }

    /** What to say, if a failure, at any depth, is that the cluster turned us away. */
    public Optional<AccessException> refusal(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof AccessException said) {
                return Optional.of(said);
            }
            if (at instanceof SslAuthenticationException) {
                return Optional.of(refused(tls(at), failure));
            }
            if (at instanceof SaslAuthenticationException) {
                return Optional.of(refused(password(at), failure));
            }
            if (at instanceof AuthenticationException) {
                return Optional.of(
                        refused(who + " is not who it says: " + at.getMessage(), failure));
            }
            if (at instanceof AuthorizationException right) {
                return Optional.of(refused(right(right), failure));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns if a failure is anything else.
     *
     * @throws AccessException if the cluster turned us away
     */
    public void throwIfRefused(Throwable failure) {
        Optional<AccessException> refusal = refusal(failure);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    private AccessException refused(String what, Throwable failure) {
        return new AccessException("Kafka at " + servers + " (" + how + "): " + what, failure);
    }

    private String password(Throwable at) {
        return "the password of "
                + who
                + " is refused ("
                + at.getMessage()
                + "); expected the one that the cluster has for it; check what"
                + " kafka.properties.sasl.jaas.config refers to, kafka.properties.sasl.mechanism,"
                + " and the user's credentials at the cluster";
    }

    private String tls(Throwable at) {
        for (Throwable cause = at; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof CertificateExpiredException) {
                return "the broker's certificate has expired ("
                        + message
                        + "); expected one that is valid at "
                        + Instant.now()
                        + "; renew it at the broker";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "the broker's certificate is not valid yet ("
                        + message
                        + "); expected one that is valid at "
                        + Instant.now()
                        + "; check the clocks";
            }
            if (message.contains(PKIX) || message.contains(SAME_NAME)) {
                return "the broker's certificate is signed by nobody that we trust; expected one"
                        + " that kafka.properties.ssl.truststore.* vouches for; check that it has"
                        + " the authority of the broker";
            }
            if (message.contains("subject alternative")) {
                return "the broker's certificate is for another host ("
                        + message
                        + "); expected one for the name in kafka.bootstrap-servers";
            }
            if (message.contains("fatal alert")) {
                return "the broker does not take "
                        + who
                        + " ("
                        + message
                        + "); expected a certificate that is valid now and signed by an authority"
                        + " that the broker trusts; check kafka.properties.ssl.keystore.*";
            }
        }
        return "no TLS connection comes about ("
                + deepest(at)
                + "); expected TLS as kafka.properties.ssl.* describe it; check them, and the"
                + " broker's listener";
    }

    private String right(AuthorizationException at) {
        if (at instanceof TopicAuthorizationException topics) {
            return missing("DESCRIBE, READ or WRITE", "topic", topics.unauthorizedTopics());
        }
        if (at instanceof GroupAuthorizationException group) {
            return missing("READ", "group", List.of(String.valueOf(group.groupId())));
        }
        if (at instanceof TransactionalIdAuthorizationException) {
            return who
                    + " may not use the transactional ids of this job; expected an ACL for WRITE on"
                    + " transactional ids that begin with delivery.transactional-id-prefix (or"
                    + " kafka.group-id); add it";
        }
        if (at instanceof ClusterAuthorizationException) {
            return who
                    + " may not do this at the cluster ("
                    + at.getMessage()
                    + "); expected an ACL for IDEMPOTENT_WRITE on the cluster; add it";
        }
        return who + " may not do this (" + at.getMessage() + "); expected an ACL for it; add it";
    }

    /** A right that is missing, and the command that grants it. */
    String missing(String operation, String kind, Iterable<String> names) {
        String all = String.join(", ", names);
        return who
                + " lacks "
                + operation
                + " on "
                + kind
                + " "
                + all
                + "; expected an ACL that allows it; add it (kafka-acls --add --"
                + kind
                + " "
                + all
                + " --operation ...)";
    }

    /** A refusal that no exception of Kafka says. */
    AccessException refused(String what) {
        return new AccessException("Kafka at " + servers + " (" + how + "): " + what, null);
    }

    private static String deepest(Throwable at) {
        Throwable deepest = at;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
