// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names of files as manifests and archives have them: below a folder, separated by slashes. */
final class RelativeName {

    private static final int LONGEST = 512;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._@=+ -]+");

    private RelativeName() {}

    /** Why a name is none, to be read after it; nothing if it is one. */
    static Optional<String> refusal(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return Optional.of("has " + name.length() + " characters; expected 1 to " + LONGEST);
        }
        if (name.startsWith("/")) {
            return Optional.of("is outside of the folder");
        }
        for (String word : name.split("/", -1)) {
            if (word.equals("..")) {
                return Optional.of("is outside of the folder, or leads there");
            }
            if (word.equals(".") || !WORD.matcher(word).matches()) {
                return Optional.of(
                        "is no plain name; expected letters, digits and . _ - @ = + between slashes");
            }
        }
        return Optional.empty();
    }
}
