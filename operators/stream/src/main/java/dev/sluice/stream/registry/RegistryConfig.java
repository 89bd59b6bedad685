// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import dev.sluice.stream.config.ConfigException;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A schema registry, and how it is used.
 *
 * @param urls addresses of one registry
 * @param credentials who asks
 * @param certificates PEM file of those that are trusted; empty for Java's own
 * @param timeout most time for a request
 * @param patience most time for an answer, over several requests
 * @param output how topics are framed that are written
 * @param schemas what is done about own schemas
 * @param compatibility rule for the subjects of topics that are written
 */
public record RegistryConfig(
        List<String> urls,
        Credentials credentials,
        String certificates,
        Duration timeout,
        Duration patience,
        OutputFraming output,
        OwnSchemas schemas,
        Compatibility compatibility)
        implements Serializable {

    /** Refuses what is no address, and times that no request could keep. */
    public RegistryConfig {
        urls = urls.stream().map(RegistryConfig::checked).toList();
        if (urls.isEmpty()) {
            throw ConfigException.of(RegistryOptions.URL.key(), "", "an address");
        }
        if (timeout.toMillis() < 1) {
            throw ConfigException.of(RegistryOptions.TIMEOUT.key(), timeout, "1 ms or more");
        }
        if (patience.isNegative()) {
            throw ConfigException.of(RegistryOptions.PATIENCE.key(), patience, "0 or more");
        }
    }

    private static String checked(String url) {
        URI parsed;
        try {
            parsed = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw notAnAddress(url);
        }
        if (parsed.getRawUserInfo() != null) {
            throw new ConfigException(
                    RegistryOptions.URL.key()
                            + " names a user (not shown); expected it in "
                            + RegistryOptions.USER.key()
                            + " and "
                            + RegistryOptions.PASSWORD.key()
                            + ", for addresses are logged");
        }
        boolean http = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
        if (!http || parsed.getHost() == null || parsed.getQuery() != null) {
            throw notAnAddress(url);
        }
        return url.replaceFirst("/+$", "");
    }

    private static ConfigException notAnAddress(String url) {
        return ConfigException.of(
                RegistryOptions.URL.key(),
                url,
                "http:// or https://, host, and the path of the Confluent interface, if it has one");
    }
}
