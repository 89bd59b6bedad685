// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.window.AmountWindows;
import dev.sluice.decisioning.window.HistoryShape;
import dev.sluice.decisioning.window.WindowValues;
import dev.sluice.stream.feature.EntityFeatures;
import dev.sluice.stream.feature.StateWindowStore;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** What the customer spent lately, and the last transactions as a context. */
final class CustomerFeatures implements EntityFeatures<EnrichedTransaction, FeaturizedEvent> {

    private static final long serialVersionUID = 1L;

    private static final double MINOR_PER_MAJOR = 100.0;

    /** Place of the risk over seven days among the features of the terminal. */
    private static final int TERMINAL_RISK_7D = 3;

    private static final HistoryShape SHAPE = FraudFeatures.HISTORY;

    private transient AmountWindows windows;
    private transient WindowValues values;
    private transient float[] row;
    private transient ValueState<CustomerState> states;
    private transient StateWindowStore store;

    @Override
    public void open(RuntimeContext context) {
        windows = newWindows();
        values = new WindowValues(FraudFeatures.WINDOWS);
        row = new float[SHAPE.channels()];
        states =
                context.getState(
                        new ValueStateDescriptor<>(
                                "customer", TypeInformation.of(CustomerState.class)));
        store = new StateWindowStore(context, "customer-windows");
    }

    @Override
    public TypeInformation<FeaturizedEvent> outputType() {
        return TypeInformation.of(FeaturizedEvent.class);
    }

    @Override
    public String entityKey(EnrichedTransaction event) {
        return event.transaction().customerId();
    }

    @Override
    public String eventId(EnrichedTransaction event) {
        return event.transaction().transactionId();
    }

    @Override
    public long eventTimeMs(EnrichedTransaction event) {
        return event.transaction().eventTimeMs();
    }

    @Override
    public long reachMs() {
        return Math.max(newWindows().reachMs(), SHAPE.retentionMs());
    }

    @Override
    public FeaturizedEvent apply(EnrichedTransaction event, long horizonMs) throws Exception {
        CustomerState state = states.value();
        if (state == null) {
            state = new CustomerState();
        }
        CardTransaction transaction = event.transaction();
        long time = transaction.eventTimeMs();
        String id = transaction.transactionId();
        long amount = transaction.amountMinor();
        windows.add(state.windows, store, time, id, amount, horizonMs, values);
        long previous = state.history.previousMs(SHAPE, time, id, horizonMs);
        fillRow(transaction, event.terminal()[TERMINAL_RISK_7D], previous);
        float[] context = state.history.add(SHAPE, time, id, row, horizonMs);
        states.update(state);
        return new FeaturizedEvent(
                id,
                transaction.customerId(),
                time,
                amount,
                features(transaction, event.terminal()),
                context);
    }

    @Override
    public long trim(long horizonMs) throws Exception {
        CustomerState state = states.value();
        if (state == null) {
            return Long.MIN_VALUE;
        }
        long newest =
                Math.max(
                        windows.trim(state.windows, store, horizonMs),
                        state.history.trim(SHAPE, horizonMs));
        if (newest == Long.MIN_VALUE) {
            states.clear();
        } else {
            states.update(state);
        }
        return newest;
    }

    private float[] features(CardTransaction transaction, float[] terminal) {
        long time = transaction.eventTimeMs();
        float[] features = new float[FraudFeatures.INPUTS.features().size()];
        int at = 0;
        features[at++] = (float) (transaction.amountMinor() / MINOR_PER_MAJOR);
        features[at++] = Calendar.isWeekend(time) ? 1 : 0;
        features[at++] = Calendar.isNight(time) ? 1 : 0;
        for (int i = 0; i < FraudFeatures.WINDOWS; i++) {
            int count = values.count(i);
            features[at++] = count;
            features[at++] = (float) (values.sum(i) / MINOR_PER_MAJOR / count);
        }
        System.arraycopy(terminal, 0, features, at, terminal.length);
        return features;
    }

    private void fillRow(CardTransaction transaction, float terminalRisk, long previousMs) {
        long time = transaction.eventTimeMs();
        // without a previous row the gap is the longest that can be seen
        long gap = previousMs == Long.MIN_VALUE ? SHAPE.retentionMs() : time - previousMs;
        double angle = Calendar.angle(time);
        // StrictMath: the same bits on every machine, as training and serving must agree
        row[0] = (float) StrictMath.log1p(transaction.amountMinor() / MINOR_PER_MAJOR);
        row[1] = (float) StrictMath.log1p(Calendar.hours(gap));
        row[2] = (float) StrictMath.sin(angle);
        row[3] = (float) StrictMath.cos(angle);
        row[4] = Calendar.isWeekend(time) ? 1 : 0;
        row[5] = terminalRisk;
    }

    private static AmountWindows newWindows() {
        return new AmountWindows(FraudFeatures.widthsMs());
    }
}
