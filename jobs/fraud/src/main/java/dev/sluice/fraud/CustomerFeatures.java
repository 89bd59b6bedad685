// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.fraud;

import dev.sluice.decisioning.event.ContextRows;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.decisioning.window.AmountProfile;
import dev.sluice.decisioning.window.AmountWindows;
import dev.sluice.decisioning.window.History;
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

    private static final int AMOUNT = 0;
    private static final int WEEKEND = 4;
    private static final int WEEKEND_FEATURE = 1;
    private static final int NIGHT_FEATURE = 2;

    private static final HistoryShape SHAPE = FraudFeatures.HISTORY;
    private static final HistoryShape MEMORY = FraudFeatures.MEMORY;

    private transient AmountWindows windows;
    private transient WindowValues values;
    private transient AmountProfile profile;
    private transient float[] row;
    private transient ValueState<CustomerState> states;
    private transient CustomerState found;
    private transient StateWindowStore store;

    @Override
    public void open(RuntimeContext context) {
        windows = newWindows();
        values = new WindowValues(FraudFeatures.WINDOWS);
        profile = new AmountProfile(MEMORY.rows(), FraudFeatures.unusualWidthsMs());
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
        return Math.max(newWindows().reachMs(), MEMORY.retentionMs());
    }

    @Override
    public boolean isRemembered() throws Exception {
        found = states.value();
        return found != null;
    }

    @Override
    public FeaturizedEvent apply(EnrichedTransaction event, long horizonMs) throws Exception {
        CustomerState state = current();
        CardTransaction transaction = event.transaction();
        long time = transaction.eventTimeMs();
        String id = transaction.transactionId();
        long amount = transaction.amountMinor();
        windows.add(state.windows, store, time, id, amount, horizonMs, values);
        float[] features = new float[FraudFeatures.INPUTS.features().size()];
        int at = handbook(features, transaction, event.terminal());
        History history = state.history;
        int end = history.end(time, id);
        // without a previous row the gap is the longest that a context can show
        long previous = history.previousMs(SHAPE, time, id, horizonMs);
        long gap = previous == Long.MIN_VALUE ? SHAPE.retentionMs() : time - previous;
        int first = history.first(MEMORY, end, time, horizonMs);
        profile(history, first, end, time, features[AMOUNT]);
        at = spending(features, at, features[AMOUNT], gap);
        habits(features, at, history, first, end);
        fillRow(transaction, event.terminal()[TERMINAL_RISK_7D], gap);
        ContextRows past = history.add(MEMORY, SHAPE, time, id, row, horizonMs);
        states.update(state);
        return new FeaturizedEvent(id, transaction.customerId(), time, amount, features, past);
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
                        state.history.trim(MEMORY, horizonMs));
        if (newest == Long.MIN_VALUE) {
            states.clear();
        } else {
            states.update(state);
        }
        return newest;
    }

    private CustomerState current() throws Exception {
        CustomerState state = found == null ? states.value() : found;
        found = null;
        return state == null ? new CustomerState() : state;
    }

    /** The fifteen of the handbook, and what came from the terminal at the end. */
    private int handbook(float[] features, CardTransaction transaction, float[] terminal) {
        long time = transaction.eventTimeMs();
        int at = 0;
        features[at++] = (float) (transaction.amountMinor() / MINOR_PER_MAJOR);
        features[at++] = Calendar.isWeekend(time) ? 1 : 0;
        features[at++] = Calendar.isNight(time) ? 1 : 0;
        for (int i = 0; i < FraudFeatures.WINDOWS; i++) {
            int count = values.count(i);
            features[at++] = count;
            features[at++] = (float) (values.sum(i) / MINOR_PER_MAJOR / count);
        }
        int windows = 2 * FraudFeatures.WINDOWS;
        System.arraycopy(terminal, 0, features, at, windows);
        int rest = terminal.length - windows;
        System.arraycopy(terminal, windows, features, features.length - rest, rest);
        return at + windows;
    }

    private void profile(History history, int first, int end, long time, float amount) {
        profile.clear();
        for (int i = end - 1; i >= first; i--) {
            profile.add(time - history.times[i], history.value(SHAPE, i, AMOUNT));
        }
        profile.settle(amount);
    }

    private int spending(float[] features, int from, float amount, long gap) {
        int at = from;
        features[at++] = profile.ratio(amount);
        features[at++] = profile.toMedian(amount);
        features[at++] = profile.deviation(amount);
        features[at++] = profile.usual();
        features[at++] = profile.rows();
        for (int i = 0; i < FraudFeatures.UNUSUAL_WINDOWS; i++) {
            features[at++] = profile.unusual(i);
        }
        features[at++] =
                FraudFeatures.days(
                        Math.min(profile.lastUnusualMs(), FraudFeatures.LONGEST_UNUSUAL_MS));
        features[at++] = FraudFeatures.days(profile.firstUnusualMs());
        features[at++] = profile.highest();
        features[at++] = (float) Calendar.hours(gap);
        return at;
    }

    /** Night and weekend, less the share of the customer's earlier transactions that were such. */
    private static void habits(float[] features, int at, History history, int first, int end) {
        int nights = 0;
        float weekends = 0;
        for (int i = first; i < end; i++) {
            nights += Calendar.isNight(history.times[i]) ? 1 : 0;
            weekends += history.value(SHAPE, i, WEEKEND);
        }
        int seen = Math.max(1, end - first);
        features[at] = features[NIGHT_FEATURE] - (float) nights / seen;
        features[at + 1] = features[WEEKEND_FEATURE] - weekends / seen;
    }

    private void fillRow(CardTransaction transaction, float terminalRisk, long gap) {
        long time = transaction.eventTimeMs();
        double angle = Calendar.angle(time);
        row[AMOUNT] = (float) (transaction.amountMinor() / MINOR_PER_MAJOR);
        row[1] = (float) Calendar.hours(gap);
        // StrictMath: the same bits on every machine, as training and serving must agree
        row[2] = (float) StrictMath.sin(angle);
        row[3] = (float) StrictMath.cos(angle);
        row[WEEKEND] = Calendar.isWeekend(time) ? 1 : 0;
        row[5] = terminalRisk;
    }

    private static AmountWindows newWindows() {
        return new AmountWindows(FraudFeatures.widthsMs());
    }
}
