// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.plumbing;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.event.ScoredEvent;
import dev.sluice.decisioning.gate.BudgetConfig;
import dev.sluice.decisioning.gate.BudgetUnit;
import dev.sluice.decisioning.gate.GateConfig;
import dev.sluice.fraud.CardLabel;
import dev.sluice.fraud.CardTransaction;
import dev.sluice.fraud.FraudUseCase;
import dev.sluice.inference.djl.RecordPredictor;
import dev.sluice.stream.CascadeConfig;
import dev.sluice.stream.CascadeSinks;
import dev.sluice.stream.CascadeSources;
import dev.sluice.stream.CascadeTopology;
import dev.sluice.stream.UseCase;
import dev.sluice.stream.deadletter.DeadLetters;
import dev.sluice.stream.decision.DecisionStage;
import dev.sluice.stream.firstpass.FirstPassStage;
import dev.sluice.stream.gate.GateStage;
import dev.sluice.stream.ingest.IngestStage;
import dev.sluice.stream.model.CascadeModels;

import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.util.concurrent.TimeUnit;

/**
 * Puts the job of a variant together: the stages of the product, as far as the variant has them.
 */
final class VariantJob {

    private static final int ASYNC_CAPACITY = 256;
    private static final long ASYNC_TIMEOUT_SECONDS = 60;

    /**
     * What the jobs of all variants are made of.
     *
     * @param models the models
     * @param scorers the first pass for one record a call
     */
    record Parts(CascadeModels models, RecordScorers scorers) {}

    private final CascadeModels models;
    private final RecordScorers scorers;
    private final CascadeConfig config;
    private final UseCase<CardTransaction, CardLabel> useCase = new FraudUseCase();

    VariantJob(Parts parts, CascadeConfig config) {
        this.models = parts.models();
        this.scorers = parts.scorers();
        this.config = config;
    }

    /** Adds the job to an environment. */
    void build(StreamExecutionEnvironment environment, Plan plan) {
        switch (plan.variant().model()) {
            case NONE -> passThrough(environment);
            case CONSTANT ->
                    cascade(
                            environment,
                            new CascadeModels(
                                    ConstantModel.inPlaceOf(models.firstPass()),
                                    ConstantModel.inPlaceOf(models.deep()),
                                    models.deepVersion(),
                                    models.policy()),
                            plan.escalatedShare());
            case BATCH -> cascade(environment, models, plan.escalatedShare());
            case RECORD -> perRecord(environment, plan.variant());
        }
    }

    /** The gate escalates an even share of the events, whatever they are: the same in each run. */
    static CascadeModels gated(CascadeModels models, double share) {
        return models.withPolicy(
                models.policy()
                        .withGate(
                                GateConfig.EVERYTHING.withBudget(
                                        new BudgetConfig(BudgetUnit.EVENTS, share, 0, 0))));
    }

    private void passThrough(StreamExecutionEnvironment environment) {
        SingleOutputStreamOperator<CardTransaction> events =
                IngestStage.events(config.kafka(), config.ingest(), useCase.events())
                        .append(environment);
        DecisionStage sinks = DecisionStage.of(config.kafka(), config.delivery());
        sinks.appendFast(
                events.map(new ConstantDecisions(models.policy().version(), models.deepVersion()))
                        .returns(Decision.class)
                        .name("Constant decisions")
                        .uid("constant-decisions"));
        sinks.appendDeadLetters(DeadLetters.of(events));
    }

    private void cascade(StreamExecutionEnvironment environment, CascadeModels used, double share) {
        CascadeTopology.build(
                CascadeSources.kafka(environment, useCase, config),
                useCase,
                gated(used, share),
                config,
                CascadeSinks.kafka(config));
    }

    /** The same without the first pass, in whose place the records are scored one by one. */
    private void perRecord(StreamExecutionEnvironment environment, Variant variant) {
        CascadeSources<CardTransaction, CardLabel> sources =
                CascadeSources.kafka(environment, useCase, config);
        SingleOutputStreamOperator<Flow<FeaturizedEvent>> features =
                useCase.features(
                        sources.events(), sources.labels(), sources.control(), config.features());
        CascadeModels gated = gated(models, 0);
        GateStage.Outputs outputs =
                GateStage.append(
                        scored(features, variant),
                        gated.policy(),
                        config.gateMode(),
                        models.deepVersion());
        CascadeSinks sinks = CascadeSinks.kafka(config);
        sinks.decisions(outputs.decisions());
        sinks.deadLetters(
                DeadLetters.of(sources.events())
                        .union(
                                DeadLetters.of(sources.labels()),
                                DeadLetters.of(sources.control()),
                                DeadLetters.of(features)));
    }

    private DataStream<Flow<ScoredEvent>> scored(
            SingleOutputStreamOperator<Flow<FeaturizedEvent>> features, Variant variant) {
        ScoreStamp stamp = new ScoreStamp(models.policy().firstPass(), models.deepVersion());
        SingleOutputStreamOperator<Flow<ScoredEvent>> scored =
                variant == Variant.ASYNC_PER_RECORD
                        ? AsyncDataStream.unorderedWait(
                                        features,
                                        new AsyncRecordFunction(scorers, stamp),
                                        ASYNC_TIMEOUT_SECONDS,
                                        TimeUnit.SECONDS,
                                        ASYNC_CAPACITY)
                                .returns(FirstPassStage.OUTPUT)
                        : features.map(
                                new PerRecordFunction(scorers, setup(variant), stamp),
                                FirstPassStage.OUTPUT);
        return scored.name("Record by record")
                .uid("record-by-record")
                .setParallelism(features.getParallelism());
    }

    private static RecordPredictor.Setup setup(Variant variant) {
        return variant == Variant.PER_RECORD
                ? RecordPredictor.Setup.DEFAULTS
                : RecordPredictor.Setup.TUNED;
    }
}
