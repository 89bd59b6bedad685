// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.registry;

import dev.sluice.stream.config.Secret;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What a request says of who asks; secrets are revealed for each request anew. */
public interface Credentials extends Serializable {

    /** The value of the header {@code Authorization}. */
    Optional<String> authorization();

    /** Who asks, for a message. */
    String who();

    /** Nobody in particular. */
    static Credentials none() {
        return new Nobody();
    }

    /** A user with a password. */
    static Credentials basic(String user, Secret password) {
        return new Basic(user, password);
    }

    /** Who holds a token. */
    static Credentials bearer(Secret token) {
        return new Bearer(token);
    }

    /** See {@link #none()}. */
    record Nobody() implements Credentials {
        @Override
        public Optional<String> authorization() {
            return Optional.empty();
        }

        @Override
        public String who() {
            return "no user (neither registry.user nor registry.token is set)";
        }
    }

    /** See {@link #basic}. */
    record Basic(String user, Secret password) implements Credentials {
        @Override
        public Optional<String> authorization() {
            byte[] both = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
        }

        @Override
        public String who() {
            return "user '" + user + "' with the password of " + password;
        }
    }

    /** See {@link #bearer}. */
    record Bearer(Secret token) implements Credentials {
        @Override
        public Optional<String> authorization() {
            return Optional.of("Bearer " + token.reveal().strip());
        }

        @Override
        public String who() {
            return "the token of " + token;
        }
    }
}
