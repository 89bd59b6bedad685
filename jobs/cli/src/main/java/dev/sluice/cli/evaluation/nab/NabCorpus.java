// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import dev.sluice.decisioning.metric.NabProfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The series of the benchmark, and what its profiles count.
 *
 * @param files the series, in the order of the corpus
 * @param standard the standard profile
 * @param lowFp the profile that rewards a low rate of false positives
 * @param lowFn the profile that rewards a low rate of false negatives
 */
public record NabCorpus(
        List<NabFile> files, NabProfile standard, NabProfile lowFp, NabProfile lowFn) {

    private static final String READINGS = "nab_corpus.csv.gz";
    private static final String WINDOWS = "combined_windows.json";
    private static final String PROFILES = "profiles.json";

    /** Files that a folder must have. */
    public static final List<String> NAMES = List.of(READINGS, WINDOWS, PROFILES);

    /** Copies the files. */
    public NabCorpus {
        files = List.copyOf(files);
    }

    /**
     * Reads a folder.
     *
     * @throws IOException if a file is missing or not as expected; the message names the place
     */
    public static NabCorpus read(Path folder) throws IOException {
        JsonNode windows = json(folder.resolve(WINDOWS));
        Path file = folder.resolve(PROFILES);
        JsonNode profiles = json(file);
        return new NabCorpus(
                new NabReader(folder.resolve(READINGS), windows).read(),
                profile(file, profiles, "standard"),
                profile(file, profiles, "reward_low_FP_rate"),
                profile(file, profiles, "reward_low_FN_rate"));
    }

    /** Number of readings. */
    public int readings() {
        return files.stream().mapToInt(file -> file.values().length).sum();
    }

    /** Number of labelled windows. */
    public int windows() {
        return files.stream().mapToInt(file -> file.labels().windows().size()).sum();
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(Files.readString(file));
    }

    private static NabProfile profile(Path file, JsonNode profiles, String name)
            throws IOException {
        JsonNode costs = profiles.path(name).path("CostMatrix");
        for (String weight : List.of("tpWeight", "fnWeight", "fpWeight")) {
            if (!costs.path(weight).isNumber()) {
                throw new IOException(
                        file
                                + " has no number at "
                                + name
                                + ".CostMatrix."
                                + weight
                                + "; expected the profiles of the benchmark");
            }
        }
        return new NabProfile(
                name,
                costs.get("tpWeight").asDouble(),
                costs.get("fnWeight").asDouble(),
                costs.get("fpWeight").asDouble());
    }
}
