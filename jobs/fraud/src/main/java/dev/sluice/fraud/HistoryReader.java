// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

import java.io.IOException;

/** Reads the parts of a history into a bounded stream, and their frauds into labels beside it. */
final class HistoryReader extends ProcessFunction<Long, CardTransaction> {

    static final OutputTag<CardLabel> LABELS =
            new OutputTag<>("labels", TypeInformation.of(CardLabel.class));

    private static final long serialVersionUID = 1L;

    private final TransactionSource source;
    private final long fromMs;
    private final long toMs;

    private HistoryReader(TransactionSource source, long fromMs, long toMs) {
        this.source = source;
        this.fromMs = fromMs;
        this.toMs = toMs;
    }

    /** Transactions of [fromMs, toMs), without Flink timestamps: the stages read their own. */
    static SingleOutputStreamOperator<CardTransaction> append(
            StreamExecutionEnvironment env, TransactionSource source, long fromMs, long toMs) {
        return env.fromSequence(0, source.parts() - 1L)
                .name("parts")
                .uid("parts")
                .process(
                        new HistoryReader(source, fromMs, toMs),
                        TypeInformation.of(CardTransaction.class))
                .name("history")
                .uid("history");
    }

    @Override
    public void processElement(Long part, Context context, Collector<CardTransaction> out)
            throws IOException {
        source.read(
                part.intValue(),
                labelled -> {
                    long time = labelled.transaction().eventTimeMs();
                    if (time < fromMs || time >= toMs) {
                        return;
                    }
                    out.collect(labelled.transaction());
                    // no label means legitimate, so frauds are all that features need
                    if (labelled.fraud()) {
                        context.output(LABELS, labelled.label(LabelledTransaction.LABEL_DELAY));
                    }
                });
    }
}
