// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import dev.sluice.stream.config.ConfigException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/** Makes HTTP clients that trust whom the configuration names. */
final class Tls {

    private Tls() {}

    static HttpClient client(RegistryConfig config) {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(config.timeout());
        if (!config.certificates().isEmpty()) {
            builder.sslContext(trusting(config.certificates()));
        }
        return builder.build();
    }

    private static SSLContext trusting(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("certificate-" + number++, certificate);
            }
            if (number == 0) {
                throw refused(file, "it holds none");
            }
            TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw refused(file, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static ConfigException refused(String file, String why) {
        return ConfigException.of(
                RegistryOptions.CERTIFICATES.key(),
                file,
                "a PEM file with certificates (" + why + ")");
    }
}
