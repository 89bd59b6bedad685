// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.it;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** An authority and the certificates that it signs, made with the JDK's {@code keytool}. */
final class Certificates {

    private static final String AUTHORITY = "authority";

    private final Path folder;
    private final Path all;
    private final String password;

    private Certificates(Path folder, String password) {
        this.folder = folder;
        this.all = folder.resolve("all.p12");
        this.password = password;
    }

    /**
     * Makes an authority, which signs nothing yet.
     *
     * @param password of every store
     */
    static Certificates create(Path folder, String password) throws Exception {
        Certificates certificates = new Certificates(folder, password);
        certificates.generate(AUTHORITY, "CN=authority", "-validity", "365", "-ext", "bc:c");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(AUTHORITY, certificates.load().getCertificate(AUTHORITY));
        certificates.store(trusted, certificates.truststore());
        return certificates;
    }

    /** A store with the authority. */
    Path truststore() {
        return folder.resolve("trusted.p12");
    }

    /** The authority, as who runs a registry hands it out. */
    String pem() throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(load().getCertificate(AUTHORITY).getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** What a server shows that has a store of ours. */
    SSLContext server(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password.toCharArray());
        }
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** A store with a key and a certificate that is valid now. */
    Path valid(String name) throws Exception {
        return signed(name, "-startdate", "-1d", "-validity", "30");
    }

    /** A store with a key and a certificate that is not valid any more. */
    Path expired(String name) throws Exception {
        return signed(name, "-startdate", "-10d", "-validity", "5");
    }

    private Path signed(String name, String... validity) throws Exception {
        generate(name, "CN=" + name, "-validity", "30");
        Path request = folder.resolve(name + ".csr");
        Path signed = folder.resolve(name + ".crt");
        keytool("-certreq", "-alias", name, "-file", request.toString());
        List<String> sign =
                new ArrayList<>(
                        List.of("-gencert", "-alias", AUTHORITY, "-infile", request.toString()));
        sign.addAll(List.of("-outfile", signed.toString()));
        sign.addAll(List.of("-ext", "san=ip:127.0.0.1,dns:localhost"));
        sign.addAll(List.of(validity));
        keytool(sign.toArray(new String[0]));
        keytool("-importcert", "-noprompt", "-alias", name, "-file", signed.toString());
        KeyStore from = load();
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
                name,
                from.getKey(name, password.toCharArray()),
                password.toCharArray(),
                from.getCertificateChain(name));
        Path file = folder.resolve(name + ".p12");
        store(own, file);
        return file;
    }

    private void generate(String alias, String subject, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("-genkeypair", "-alias", alias));
        words.addAll(List.of("-dname", subject, "-keyalg", "EC", "-groupname", "secp256r1"));
        words.addAll(List.of(more));
        keytool(words.toArray(new String[0]));
    }

    private void keytool(String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1");
        command.add("-J-XX:+UseSerialGC");
        command.addAll(List.of(words));
        command.addAll(List.of("-keystore", all.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", password));
        Path output = folder.resolve("keytool.txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(output, StandardCharsets.UTF_8))
                .isZero();
    }

    private KeyStore load() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(all)) {
            store.load(in, password.toCharArray());
        }
        return store;
    }

    private void store(KeyStore store, Path file) throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        } catch (IOException e) {
            throw new IOException("cannot write " + file, e);
        }
    }
}
