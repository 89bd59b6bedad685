// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.kafka;

import dev.sluice.stream.config.AccessException;
import dev.sluice.stream.config.References;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Whether the certificate that we show a broker is valid now. The broker that refuses an expired
 * one says no more than that it does.
 */
final class OwnCertificate {

    private static final String STORE = "ssl.keystore.location";
    private static final String PASSWORD = "ssl.keystore.password";
    private static final String TYPE = "ssl.keystore.type";
    private static final String CHAIN = "ssl.keystore.certificate.chain";

    private OwnCertificate() {}

    static void check(KafkaConfig kafka) {
        Map<String, String> properties = kafka.properties();
        if (!properties.getOrDefault("security.protocol", "").endsWith("SSL")) {
            return;
        }
        String key = properties.containsKey(CHAIN) ? CHAIN : STORE;
        if (!properties.containsKey(key)) {
            return;
        }
        List<X509Certificate> certificates;
        try {
            certificates =
                    key.equals(CHAIN)
                            ? pem(References.resolve(properties.get(CHAIN)))
                            : store(properties);
        } catch (IOException | GeneralSecurityException e) {
            // a client that is made from it says what is wrong
            return;
        }
        Instant now = Instant.now();
        for (X509Certificate certificate : certificates) {
            Instant from = certificate.getNotBefore().toInstant();
            Instant to = certificate.getNotAfter().toInstant();
            if (now.isAfter(to) || now.isBefore(from)) {
                throw new AccessException(
                        "the certificate "
                                + certificate.getSubjectX500Principal().getName()
                                + " of kafka.properties."
                                + key
                                + (key.equals(STORE) ? " (" + properties.get(STORE) + ")" : "")
                                + (now.isAfter(to) ? " expired at " + to : " is valid from " + from)
                                + "; expected one that is valid at "
                                + now
                                + "; renew it",
                        null);
            }
        }
    }

    private static List<X509Certificate> store(Map<String, String> properties)
            throws IOException, GeneralSecurityException {
        Path file = Path.of(References.resolve(properties.get(STORE)));
        String type = properties.getOrDefault(TYPE, KeyStore.getDefaultType());
        if (type.equals("PEM")) {
            return pem(Files.readString(file));
        }
        KeyStore store = KeyStore.getInstance(type);
        String password = properties.get(PASSWORD);
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password == null ? null : References.resolve(password).toCharArray());
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)
                    && store.getCertificate(alias) instanceof X509Certificate own) {
                certificates.add(own);
            }
        }
        return certificates;
    }

    /** The first one of a chain is our own. */
    private static List<X509Certificate> pem(String text) throws GeneralSecurityException {
        int begin = text.indexOf("-----BEGIN CERTIFICATE");
        if (begin < 0) {
            return List.of();
        }
        Certificate first =
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(
                                        text.substring(begin).getBytes(StandardCharsets.UTF_8)));
        return first instanceof X509Certificate own ? List.of(own) : List.of();
    }
}
