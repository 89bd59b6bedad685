// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.window.RiskWindows;
import dev.sluice.decisioning.window.WindowValues;
import dev.sluice.stream.feature.LabelledEntityFeatures;
import dev.sluice.stream.feature.StateWindowStore;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** How busy and how risky the terminal was, a week ago and before. */
final class TerminalFeatures
        implements LabelledEntityFeatures<CardTransaction, CardLabel, EnrichedTransaction> {

    private static final long serialVersionUID = 1L;

    private transient RiskWindows windows;
    private transient WindowValues values;
    private transient ValueState<TerminalState> states;
    private transient StateWindowStore store;

    @Override
    public void open(RuntimeContext context) {
        windows = newWindows();
        values = new WindowValues(FraudFeatures.WINDOWS);
        states =
                context.getState(
                        new ValueStateDescriptor<>(
                                "terminal", TypeInformation.of(TerminalState.class)));
        store = new StateWindowStore(context, "terminal-windows");
    }

    @Override
    public TypeInformation<EnrichedTransaction> outputType() {
        return TypeInformation.of(EnrichedTransaction.class);
    }

    @Override
    public String entityKey(CardTransaction event) {
        return event.terminalId();
    }

    @Override
    public String eventId(CardTransaction event) {
        return event.transactionId();
    }

    @Override
    public long eventTimeMs(CardTransaction event) {
        return event.eventTimeMs();
    }

    @Override
    public String labelEntityKey(CardLabel label) {
        return label.terminalId();
    }

    @Override
    public String labelledEventId(CardLabel label) {
        return label.transactionId();
    }

    @Override
    public long labelledTimeMs(CardLabel label) {
        return label.eventTimeMs();
    }

    @Override
    public long availableAtMs(CardLabel label) {
        return label.availableAtMs();
    }

    @Override
    public boolean isPositive(CardLabel label) {
        return label.fraud();
    }

    @Override
    public long reachMs() {
        // asked for before open, too
        return newWindows().reachMs();
    }

    @Override
    public EnrichedTransaction apply(CardTransaction event, long horizonMs) throws Exception {
        TerminalState state = current();
        long time = event.eventTimeMs();
        windows.addEvent(state.windows, state.late, store, time, horizonMs);
        windows.read(state.windows, state.late, store, time, horizonMs, values);
        states.update(state);
        float[] features = new float[2 * FraudFeatures.WINDOWS];
        for (int i = 0; i < FraudFeatures.WINDOWS; i++) {
            features[2 * i] = values.count(i);
            features[2 * i + 1] = risk(values.count(i), values.sum(i));
        }
        return new EnrichedTransaction(event, features);
    }

    @Override
    public void label(CardLabel label, long horizonMs) throws Exception {
        if (!label.fraud()) {
            return;
        }
        TerminalState state = current();
        windows.addLabel(
                state.windows,
                state.late,
                store,
                label.eventTimeMs(),
                label.availableAtMs(),
                horizonMs);
        states.update(state);
    }

    @Override
    public long trim(long horizonMs) throws Exception {
        TerminalState state = states.value();
        if (state == null) {
            return Long.MIN_VALUE;
        }
        long newest = windows.trim(state.windows, state.late, store, horizonMs);
        if (newest == Long.MIN_VALUE) {
            states.clear();
        } else {
            states.update(state);
        }
        return newest;
    }

    private TerminalState current() throws Exception {
        TerminalState state = states.value();
        return state == null ? new TerminalState() : state;
    }

    /** A fraud whose transaction never arrived must not make a share larger than one. */
    private static float risk(int transactions, long frauds) {
        return transactions == 0 ? 0f : (float) Math.min(frauds, transactions) / transactions;
    }

    private static RiskWindows newWindows() {
        return new RiskWindows(FraudFeatures.TERMINAL_DELAY_MS, FraudFeatures.widthsMs());
    }
}
