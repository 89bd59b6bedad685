// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.faults;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.faults.cluster.RealCluster;
import dev.sluice.testing.TestEvents;

import org.apache.kafka.common.IsolationLevel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs of the fraud job on one cluster, each with a fault, and the accounts of them. */
final class Campaign {

    /** Worlds that event-time runs share, for each takes an undisturbed run to compare with. */
    private static final long WORLDS = 2;

    private final RealCluster cluster;
    private final Path folder;
    private final Path models;
    private final Map<String, Map<String, Decision>> undisturbed = new HashMap<>();

    Campaign(RealCluster cluster, Path folder, Path models) {
        this.cluster = cluster;
        this.folder = folder;
        this.models = models;
    }

    /** Runs a fault; the mode and the moment follow from the seed. */
    Outcome run(Plan plan) throws Exception {
        FaultKind kind = plan.kind();
        long seed = plan.seed();
        Mode mode = Mode.of(seed);
        World world = World.of(mode == Mode.EVENT_TIME ? seed % WORLDS : seed);
        Map<String, Decision> expected =
                mode == Mode.EVENT_TIME ? undisturbed(world, kind) : Map.of();
        cluster.heal();
        long start = System.nanoTime();
        Map<String, String> settings = new TreeMap<>(mode.settings());
        settings.putAll(kind.settings());
        Scene scene = scene(kind + "-" + seed, settings);
        int restores;
        try (AutoCloseable disk = disk(kind, scene)) {
            restores = play(scene, world, kind.fault(), seed, kind.eventsPerSecond());
        }
        Outcome outcome = account(plan, mode, scene, world, expected, restores, start);
        log(outcome);
        return outcome;
    }

    private void log(Outcome outcome) throws IOException {
        System.out.println(outcome);
        // what surefire prints comes at the end of the class
        Files.writeString(
                Path.of("target", "faults", "outcomes.log"),
                outcome + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** The decisions on a world when nothing goes wrong, under the settings of a fault. */
    private Map<String, Decision> undisturbed(World world, FaultKind kind) throws Exception {
        Map<String, String> settings = new TreeMap<>(Mode.EVENT_TIME.settings());
        settings.putAll(kind.settings());
        String key = world.seed() + " " + kind.settings();
        if (!undisturbed.containsKey(key)) {
            cluster.heal();
            Scene scene = scene("undisturbed-" + undisturbed.size(), settings);
            play(scene, world, run -> {}, world.seed(), FaultKind.EVENTS_PER_SECOND);
            Map<String, Decision> decisions = Ledger.upsert(scene.decisions());
            decisions.replaceAll((id, decision) -> TestEvents.withoutTimings(decision));
            undisturbed.put(key, decisions);
        }
        return undisturbed.get(key);
    }

    Scene scene(String name, Map<String, String> settings) throws Exception {
        return Scene.create(cluster, folder, name, models, settings);
    }

    private static AutoCloseable disk(FaultKind kind, Scene scene) throws Exception {
        return kind == FaultKind.CHECKPOINT_DISK_FULL
                ? SmallDisk.mount(scene.checkpoints())
                : () -> {};
    }

    /** Sends a world while something goes wrong; returns how often a job went back. */
    private static int play(
            Scene scene, World world, Fault fault, long seed, double eventsPerSecond)
            throws Exception {
        try (Feed feed = new Feed(world, scene.kafka(), Scene.PARTITIONS)) {
            feed.sendLabels();
            FaultRun run = new FaultRun(scene, feed, scene.submit(), seed);
            try {
                run.job().awaitRunning();
                feed.startEvents(eventsPerSecond);
                fault.strike(run);
                feed.awaitEnd();
                scene.awaitRead(world.events().size());
                run.job().drain(scene.savepoints());
                return run.restores();
            } finally {
                // what failed must not have the slots of the next one
                scene.cluster().heal();
                run.job().cancelIfRunning();
            }
        }
    }

    private static Outcome account(
            Plan plan,
            Mode mode,
            Scene scene,
            World world,
            Map<String, Decision> expected,
            int restores,
            long startNanos)
            throws Exception {
        List<Decision> committed = scene.decisions();
        List<Decision> written = scene.decisions(IsolationLevel.READ_UNCOMMITTED);
        Ledger unkeyed = Ledger.ofAll(world.ids(), committed);
        Ledger ledger =
                mode == Mode.EXACTLY_ONCE ? unkeyed : Ledger.upserted(world.ids(), committed);
        return new Outcome(
                plan.kind(),
                plan.seed(),
                mode,
                ledger,
                unkeyed,
                written.size() - committed.size(),
                different(committed, expected),
                restores,
                scene.deadLetters(),
                scene.longestSilence(),
                Duration.ofNanos(System.nanoTime() - startNanos));
    }

    /** Decisions, the repeated ones included, that are not what was expected of them. */
    private static int different(List<Decision> decisions, Map<String, Decision> expected) {
        if (expected.isEmpty()) {
            return 0;
        }
        return (int)
                decisions.stream()
                        .map(TestEvents::withoutTimings)
                        .filter(decision -> !decision.equals(expected.get(decision.eventId())))
                        .count();
    }
}
