// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.model;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Holds the place of a model against the roots that are allowed.
 *
 * <p>Of a local place, what counts is where it really is, symbolic links followed; of a remote one,
 * the words of its URI, in which no {@code ..} may be.
 */
final class AllowedPlace {

    private static final String LOCAL = "file";

    private AllowedPlace() {}

    /**
     * Refuses a place outside of all roots.
     *
     * @throws ModelLoadException naming the place, where it really is, and the roots
     */
    static void require(URI place, List<String> roots) throws ModelLoadException {
        if (roots.isEmpty()) {
            return;
        }
        for (String root : roots) {
            if (isWithin(place, location(root))) {
                return;
            }
        }
        throw new ModelLoadException(
                Reason.PLACE_NOT_ALLOWED,
                "The models at "
                        + place
                        + really(place)
                        + " are outside of models.roots "
                        + roots
                        + ". Move them below one of these, or add their folder to models.roots.");
    }

    /** A path or URI as a URI. */
    static URI location(String pathOrUri) {
        URI uri = new org.apache.flink.core.fs.Path(pathOrUri).toUri();
        return uri.getScheme() == null ? Path.of(pathOrUri).toAbsolutePath().toUri() : uri;
    }

    static boolean isLocal(URI place) {
        return LOCAL.equals(place.getScheme());
    }

    /** A local place, symbolic links followed as far as it exists. */
    static Path real(Path place) {
        Path absolute = place.toAbsolutePath();
        for (Path known = absolute; known.getNameCount() > 0; known = known.getParent()) {
            try {
                Path real = known.toRealPath();
                return known.equals(absolute)
                        ? real
                        : real.resolve(
                                        absolute.subpath(
                                                known.getNameCount(), absolute.getNameCount()))
                                .normalize();
            } catch (IOException e) {
                // it is not there: then its parent says where it would be
            }
        }
        return absolute.normalize();
    }

    private static boolean isWithin(URI place, URI root) {
        if (isLocal(place) || isLocal(root)) {
            return isLocal(place)
                    && isLocal(root)
                    && real(Path.of(place)).startsWith(real(Path.of(root)));
        }
        List<String> words = words(place);
        List<String> first = words(root);
        return Objects.equals(place.getScheme(), root.getScheme())
                && Objects.equals(place.getAuthority(), root.getAuthority())
                && !words.contains("..")
                && words.size() >= first.size()
                && words.subList(0, first.size()).equals(first);
    }

    private static List<String> words(URI place) {
        return Arrays.stream(place.getPath().split("/")).filter(word -> !word.isEmpty()).toList();
    }

    private static String really(URI place) {
        if (!isLocal(place)) {
            return "";
        }
        Path real = real(Path.of(place));
        return real.equals(Path.of(place)) ? "" : " (really " + real + ")";
    }
}
