// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.cli.explain.Words;
import dev.sluice.cli.kafka.TopicFollower;
import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.config.SluiceConfig;
import dev.sluice.stream.kafka.KafkaConfig;
import dev.sluice.stream.model.ModelOptions;
import dev.sluice.stream.model.ModelStore;
import dev.sluice.stream.registry.InputFormats;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of live figures of one job. Served from the moment it is opened; a job is followed when
 * its topics are there. Not thread-safe.
 */
public final class LivePage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final UiAddress address;
    private final LiveFigures figures;
    private final LiveServer server;
    private final Clock clock;
    private final List<TopicFollower> followers = new ArrayList<>();

    /** Which decisions are counted. */
    public enum From {
        /** All that the topics have. */
        BEGINNING,
        /** Those that come from now on. */
        NOW
    }

    private LivePage(UiAddress address, LiveFigures figures, LiveServer server, Clock clock) {
        this.address = address;
        this.figures = figures;
        this.server = server;
        this.clock = clock;
    }

    /**
     * Serves a page.
     *
     * @param job name of the job
     * @param words words of its use case
     * @param identifiers how ids are shown
     * @throws IOException if the address cannot be listened at
     */
    public static LivePage open(UiAddress address, String job, Words words, Identifiers identifiers)
            throws IOException {
        Clock clock = Clock.systemUTC();
        LiveFigures figures = new LiveFigures(job);
        PageSource source = new PageSource(figures, words, identifiers, clock);
        return new LivePage(address, figures, LiveServer.open(address, source::json), clock);
    }

    /** Where a browser finds it. */
    public String url() {
        return "http://" + new UiAddress(address.host(), server.port()) + "/";
    }

    /** Counts what is on the topics of a job, with a consumer of its own, until it is closed. */
    public void follow(SluiceConfig config, From from) {
        CascadeConfig stages = CascadeConfig.read(config);
        KafkaConfig kafka = stages.kafka();
        InputFormats formats =
                InputFormats.of(
                        stages.registry(),
                        List.of(
                                kafka.decisionsTopic(),
                                kafka.qualityTopic(),
                                kafka.controlTopic()));
        figures.initial(stages.gateMode(), budget(config, stages));
        followers.add(
                TopicFollower.follow(
                        kafka,
                        LiveTopics.backlogs(kafka, from),
                        new LiveTopics(kafka, formats, stages.gateOverrides(), figures, clock)));
    }

    /** Reads what is on the topics by now, and no more; the page stays. */
    public void end() throws InterruptedException {
        for (TopicFollower follower : followers) {
            follower.untilNow(PATIENCE);
        }
        stopFollowing();
    }

    @Override
    public void close() {
        stopFollowing();
        server.close();
    }

    private void stopFollowing() {
        followers.forEach(TopicFollower::close);
        followers.clear();
        figures.end(clock.millis());
    }

    private static Optional<BudgetConfig> budget(SluiceConfig config, CascadeConfig stages) {
        Optional<String> models = config.own().getOptional(ModelOptions.DIR);
        if (models.isEmpty()) {
            return Optional.empty();
        }
        try {
            ModelStore store = ModelStore.at(models.get(), config.own().get(ModelOptions.ENGINE));
            return Optional.of(stages.gateOverrides().apply(store.policy()).gate().budget());
        } catch (ModelLoadException | IllegalArgumentException e) {
            LOG.info("The live page knows no budget: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
