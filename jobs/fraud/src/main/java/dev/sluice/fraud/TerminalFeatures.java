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

    private static final long[] WIDTHS = FraudFeatures.terminalWidthsMs();

    private transient RiskWindows windows;
    private transient WindowValues values;
    private transient KnownFrauds known;
    private transient ValueState<TerminalState> states;
    private transient TerminalState found;
    private transient StateWindowStore store;

    @Override
    public void open(RuntimeContext context) {
        windows = newWindows();
        values = new WindowValues(WIDTHS.length);
        known = new KnownFrauds();
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
    public boolean isRemembered() throws Exception {
        found = states.value();
        return found != null;
    }

    @Override
    public EnrichedTransaction apply(CardTransaction event, long horizonMs) throws Exception {
        TerminalState state = current();
        long time = event.eventTimeMs();
        windows.addEvent(state.windows, state.late, store, time, horizonMs);
        windows.read(state.windows, state.late, store, time, horizonMs, values);
        states.update(state);
        long lastClean = windows.lastNegativeMs(state.windows, state.late, store, time, horizonMs);
        known.read(state.frauds, time, horizonMs, lastClean);
        float[] features = new float[FraudFeatures.TERMINAL_FEATURES];
        int at = 0;
        for (int i = 0; i < FraudFeatures.WINDOWS; i++) {
            features[at++] = values.count(i);
            features[at++] = risk(values.count(i), values.sum(i));
        }
        for (int i = FraudFeatures.WINDOWS; i < WIDTHS.length; i++) {
            features[at++] = values.sum(i);
        }
        at = known.write(features, at);
        features[at] =
                windows.positives(state.windows, state.late, store, lastClean, time, horizonMs);
        features[at + 1] = known.smallAfterClean();
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
        state.frauds.add(
                label.eventTimeMs(), label.availableAtMs(), label.amountMinor(), floor(horizonMs));
        states.update(state);
    }

    @Override
    public long trim(long horizonMs) throws Exception {
        TerminalState state = states.value();
        if (state == null) {
            return Long.MIN_VALUE;
        }
        state.frauds.trim(floor(horizonMs));
        long newest =
                Math.max(
                        windows.trim(state.windows, state.late, store, horizonMs),
                        state.frauds.newestMs());
        if (newest == Long.MIN_VALUE) {
            states.clear();
        } else {
            states.update(state);
        }
        return newest;
    }

    /** Labels of events up to here are out of the reach of every event that may come. */
    private long floor(long horizonMs) {
        long reach = reachMs();
        return horizonMs < Long.MIN_VALUE + reach ? Long.MIN_VALUE : horizonMs - reach;
    }

    private TerminalState current() throws Exception {
        TerminalState state = found == null ? states.value() : found;
        found = null;
        return state == null ? new TerminalState() : state;
    }

    /** A fraud whose transaction never arrived must not make a share larger than one. */
    private static float risk(int transactions, long frauds) {
        return transactions == 0 ? 0f : (float) Math.min(frauds, transactions) / transactions;
    }

    private static RiskWindows newWindows() {
        return new RiskWindows(FraudFeatures.TERMINAL_DELAY_MS, WIDTHS);
    }
}
