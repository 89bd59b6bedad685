// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.isolation;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.event.Flow;
import dev.sluice.decisioning.gate.GateMode;
import dev.sluice.stream.deep.DeepStage;
import dev.sluice.stream.firstpass.FirstPassStage;
import dev.sluice.stream.gate.GateStage;
import dev.sluice.stream.model.CascadeModels;
import dev.sluice.stream.model.ModelProvider;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import java.io.Serializable;

/**
 * The cascade without Kafka: the stages of the product between a generator and sinks that count.
 *
 * <p>Generator, first pass, gate and the sink of its decisions are one task; deep has its own.
 */
final class IsolationJob {

    private static final TypeInformation<Flow<FeaturizedEvent>> EVENTS =
            TypeInformation.of(new TypeHint<>() {});

    private IsolationJob() {}

    /** Notes one element in the ledger. */
    private interface Note<T> extends Serializable {
        void take(RunLedger ledger, T element);
    }

    static void build(
            StreamExecutionEnvironment env,
            CascadeModels models,
            ModelProvider deepModel,
            IsolationConfig config,
            InProcess<RunLedger> ledger) {
        DataStream<Flow<FeaturizedEvent>> events =
                env.fromSequence(0, ledger.get().events() - 1)
                        .name("Numbers")
                        .uid("numbers")
                        .map(new Generator(ledger), EVENTS)
                        .name("Events")
                        .uid("events")
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<Flow<FeaturizedEvent>>forMonotonousTimestamps()
                                        .withTimestampAssigner(
                                                (flow, before) -> flow.event().eventTimeMs()))
                        .name("Watermarks")
                        .uid("watermarks");
        GateStage.Outputs gated =
                GateStage.append(
                        FirstPassStage.append(
                                events, models.firstPass(), models.policy(), config.firstPass()),
                        models.policy(),
                        GateMode.ON,
                        models.deepVersion());
        DataStream<Decision> deep =
                DeepStage.append(
                        noted(
                                gated.escalations(),
                                gated.escalations().getType(),
                                "escalated",
                                ledger,
                                (run, flow) ->
                                        run.escalated(flow.event().scored().event().eventTimeMs())),
                        deepModel,
                        models.policy(),
                        config.deep(),
                        1);
        end(gated.decisions(), "first-pass-decisions", ledger, RunLedger::firstPass);
        end(deep, "deep-decisions", ledger, RunLedger::deep);
    }

    private static void end(
            DataStream<Decision> decisions,
            String uid,
            InProcess<RunLedger> ledger,
            Note<Decision> note) {
        noted(decisions, decisions.getType(), uid, ledger, note)
                .sinkTo(new DiscardingSink<>())
                .name(uid + "-sink")
                .uid(uid + "-sink");
    }

    private static <T> DataStream<T> noted(
            DataStream<T> stream,
            TypeInformation<T> type,
            String uid,
            InProcess<RunLedger> ledger,
            Note<T> note) {
        return stream.map(new Noting<>(ledger, note), type).name(uid).uid(uid);
    }

    /** Events of the ledger by their numbers, from the moment on that the run starts. */
    private static final class Generator extends RichMapFunction<Long, Flow<FeaturizedEvent>> {

        private static final long serialVersionUID = 1L;

        private final InProcess<RunLedger> reference;
        private transient RunLedger ledger;

        Generator(InProcess<RunLedger> reference) {
            this.reference = reference;
        }

        @Override
        public void open(OpenContext context) {
            ledger = reference.get();
        }

        @Override
        public Flow<FeaturizedEvent> map(Long number) throws Exception {
            ledger.awaitStart();
            return Flow.event(ledger.event(number));
        }
    }

    /** Hands everything on, and notes it. */
    private static final class Noting<T> extends RichMapFunction<T, T> {

        private static final long serialVersionUID = 1L;

        private final InProcess<RunLedger> reference;
        private final Note<T> note;
        private transient RunLedger ledger;

        Noting(InProcess<RunLedger> reference, Note<T> note) {
            this.reference = reference;
            this.note = note;
        }

        @Override
        public void open(OpenContext context) {
            ledger = reference.get();
        }

        @Override
        public T map(T element) {
            note.take(ledger, element);
            return element;
        }
    }
}
