// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.metric;

import java.util.List;
import java.util.Locale;

/**
 * Every metric that a stage registers, with what it means: the documentation is made of it, and a
 * test holds it against the code.
 */
public final class MetricCatalog {

    /** Kinds of metrics. */
    public enum Kind {
        /** Only grows, from the start of the task. */
        COUNTER,
        /** A number as it is now. */
        GAUGE,
        /** A text as it is now; reporters of numbers leave it out. */
        TEXT
    }

    /**
     * A metric.
     *
     * @param operator operator that registers it
     * @param name its name
     * @param kind its kind
     * @param label variable that it is told apart by, or empty
     * @param meaning what it says
     */
    public record Entry(String operator, String name, Kind kind, String label, String meaning) {}

    private static final List<Entry> ENTRIES =
            List.of(
                    new Entry(
                            "NAME-source",
                            "events",
                            Kind.COUNTER,
                            "",
                            "records of the topic that became events"),
                    new Entry(
                            "NAME-source",
                            "deadLetters",
                            Kind.COUNTER,
                            "reason",
                            "records of the topic that were refused"),
                    new Entry(
                            "NAME-source",
                            "registryRequests",
                            Kind.COUNTER,
                            "",
                            "requests to the schema registry that were answered"),
                    new Entry(
                            "NAME-source",
                            "registryFailures",
                            Kind.COUNTER,
                            "",
                            "requests that were not, and are repeated"),
                    new Entry(
                            "NAME-source",
                            "registryWaiting",
                            Kind.GAUGE,
                            "",
                            "1 while records wait for the schema registry"),
                    new Entry(
                            "keyed stages",
                            "duplicateEvents",
                            Kind.COUNTER,
                            "",
                            "repeated ids, neither counted nor decided again"),
                    new Entry(
                            "keyed stages",
                            "duplicateLabels",
                            Kind.COUNTER,
                            "",
                            "labels that say nothing new"),
                    new Entry(
                            "keyed stages",
                            "lateEvents",
                            Kind.COUNTER,
                            "",
                            "events behind the watermark, applied as they came; under features.order: event-time"),
                    new Entry(
                            "keyed stages",
                            "lateLabels",
                            Kind.COUNTER,
                            "",
                            "labels behind the watermark, likewise"),
                    new Entry(
                            "keyed stages",
                            "badFeatures",
                            Kind.COUNTER,
                            "",
                            "events with a feature that is no finite number: dead letters"),
                    new Entry(
                            "First pass",
                            "scoredRecords",
                            Kind.COUNTER,
                            "",
                            "events that were scored"),
                    new Entry("First pass", "firstPassBatches", Kind.COUNTER, "", "model calls"),
                    new Entry(
                            "First pass",
                            "firstPassBatchRows",
                            Kind.COUNTER,
                            "",
                            "rows of the model calls; over firstPassBatches, the size of a batch"),
                    new Entry(
                            "First pass",
                            "firstPassBatchWaitMicros",
                            Kind.COUNTER,
                            "",
                            "time that the oldest record of each batch waited for it"),
                    new Entry(
                            "First pass",
                            "firstPassInferenceMicros",
                            Kind.COUNTER,
                            "",
                            "time of the model calls"),
                    new Entry(
                            "First pass",
                            "firstPassDeadLetters",
                            Kind.COUNTER,
                            "",
                            "events of another width, or without a probability: dead letters"),
                    new Entry("First pass", "firstPassModel", Kind.TEXT, "", "the live version"),
                    new Entry(
                            "First pass",
                            "firstPassModelsLoaded",
                            Kind.GAUGE,
                            "",
                            "versions that are loaded, or being loaded"),
                    new Entry(
                            "First pass",
                            "trialRecords",
                            Kind.GAUGE,
                            "trial",
                            "records that the version on trial was asked about"),
                    new Entry(
                            "First pass",
                            "trialErrors",
                            Kind.GAUGE,
                            "trial",
                            "of these, those on which it failed"),
                    new Entry(
                            "First pass",
                            "trialBadOutputs",
                            Kind.GAUGE,
                            "trial",
                            "of these, those that it gave no probability for"),
                    new Entry(
                            "First pass",
                            "trialDisagreement",
                            Kind.GAUGE,
                            "trial",
                            "share of the compared records that it would decide otherwise than the live one"),
                    new Entry(
                            "First pass",
                            "trialMeanDifference",
                            Kind.GAUGE,
                            "trial",
                            "mean absolute difference of the two probabilities"),
                    new Entry(
                            "First pass",
                            "trialProbabilityRatio",
                            Kind.GAUGE,
                            "trial",
                            "its mean probability over that of the live one"),
                    new Entry(
                            "First pass",
                            "trialLatencyRatio",
                            Kind.GAUGE,
                            "trial",
                            "time of a row over that of the live one"),
                    new Entry(
                            "Gate",
                            "escalatedRecords",
                            Kind.COUNTER,
                            "reason",
                            "records that went to deep"),
                    new Entry(
                            "Gate",
                            "firstPassDecisions",
                            Kind.COUNTER,
                            "reason",
                            "records that the first pass decided"),
                    new Entry("Gate", "gateOpen", Kind.GAUGE, "", "0 while gate.mode is off"),
                    new Entry(
                            "Gate",
                            "gatePrice",
                            Kind.GAUGE,
                            "",
                            "price of compute that this subtask is tuned to"),
                    new Entry(
                            "Gate",
                            "gateChanceFrom",
                            Kind.GAUGE,
                            "",
                            "chance of another outcome from which on the promise asks for a look"),
                    new Entry(
                            "Gate",
                            "gatePromiseStanding",
                            Kind.GAUGE,
                            "",
                            "0 unknown, 1 kept, 2 broken"),
                    new Entry(
                            "Gate",
                            "gateBudgetFill",
                            Kind.GAUGE,
                            "",
                            "budget that is saved, 0 to 1"),
                    new Entry(
                            "Gate",
                            "gateBudgetFactor",
                            Kind.GAUGE,
                            "",
                            "share of the budget that may be spent, 0 to 1"),
                    new Entry(
                            "Gate",
                            "gateLookPasses",
                            Kind.GAUGE,
                            "",
                            "passes that a look is taken to cost"),
                    new Entry(
                            "Gate",
                            "gateLookDeviceMillis",
                            Kind.GAUGE,
                            "",
                            "milliseconds of the device that a look is taken to cost"),
                    new Entry(
                            "Deep",
                            "deepDecisions",
                            Kind.COUNTER,
                            "reason",
                            "records that deep decided, by why they were escalated"),
                    new Entry(
                            "Deep",
                            "fallbackDecisions",
                            Kind.COUNTER,
                            "reason",
                            "escalated records that the first pass decided, by why"),
                    new Entry(
                            "Deep",
                            "deepPasses",
                            Kind.COUNTER,
                            "",
                            "passes of the records that deep decided; over deepDecisions, passes a record"),
                    new Entry(
                            "Deep",
                            "deepStops",
                            Kind.COUNTER,
                            "reason",
                            "records that deep decided, by why their passes ended"),
                    new Entry("Deep", "deepBatches", Kind.COUNTER, "", "model calls"),
                    new Entry("Deep", "deepBatchRows", Kind.COUNTER, "", "rows of the model calls"),
                    new Entry(
                            "Deep",
                            "deepInferenceMicros",
                            Kind.COUNTER,
                            "",
                            "time of the model calls"),
                    new Entry(
                            "Deep",
                            "deepModelFailures",
                            Kind.COUNTER,
                            "",
                            "calls that failed, records with a bad output, models that could not be opened anew"),
                    new Entry(
                            "Deep",
                            "deepWorkersLost",
                            Kind.COUNTER,
                            "",
                            "workers that hung or died"),
                    new Entry(
                            "Deep",
                            "deepCircuitOpenings",
                            Kind.COUNTER,
                            "",
                            "times that the circuit opened"),
                    new Entry("Deep", "deepQueueLength", Kind.GAUGE, "", "records that wait"),
                    new Entry(
                            "Deep", "deepRecordsInFlight", Kind.GAUGE, "", "records in the engine"),
                    new Entry(
                            "Deep",
                            "deepWorkersHanging",
                            Kind.GAUGE,
                            "",
                            "threads that were given up and have not returned"),
                    new Entry(
                            "Deep",
                            "deepWorkersServing",
                            Kind.GAUGE,
                            "",
                            "1, or 0 while the live model is lost"),
                    new Entry("Deep", "deepModel", Kind.TEXT, "", "the live version"),
                    new Entry(
                            "Deep",
                            "deepModelsLoaded",
                            Kind.GAUGE,
                            "",
                            "versions that are loaded, being loaded, or waiting for their last record"),
                    new Entry(
                            "Deep",
                            "deepCircuitState",
                            Kind.GAUGE,
                            "",
                            "0 closed, 1 half open, 2 open"),
                    new Entry(
                            "Releases",
                            "modelReleases",
                            Kind.COUNTER,
                            "state",
                            "versions of models that were prepared, refused, put to work, taken back"),
                    new Entry(
                            "Controller",
                            "feedbackRecords",
                            Kind.COUNTER,
                            "",
                            "feedback that was heard"),
                    new Entry(
                            "Controller",
                            "missedAudits",
                            Kind.COUNTER,
                            "",
                            "audits that were drawn and never came about"),
                    new Entry(
                            "Controller",
                            "issuedTunings",
                            Kind.COUNTER,
                            "",
                            "tunings that were issued"),
                    new Entry(
                            "Controller",
                            "issuedPolicies",
                            Kind.COUNTER,
                            "",
                            "policies that were issued"),
                    new Entry(
                            "Controller",
                            "issuedPrice",
                            Kind.GAUGE,
                            "",
                            "price of the last tuning"),
                    new Entry(
                            "Controller",
                            "issuedChanceFrom",
                            Kind.GAUGE,
                            "",
                            "chance of the last tuning"),
                    new Entry(
                            "Controller",
                            "promiseStanding",
                            Kind.GAUGE,
                            "",
                            "0 unknown, 1 kept, 2 broken"),
                    new Entry(
                            "Controller",
                            "issuedBudgetFactor",
                            Kind.GAUGE,
                            "",
                            "budget factor of the last tuning"),
                    new Entry(
                            "Controller",
                            "lookPasses",
                            Kind.GAUGE,
                            "",
                            "measured passes of a look"),
                    new Entry(
                            "Controller",
                            "lookDeviceMillis",
                            Kind.GAUGE,
                            "",
                            "measured milliseconds of the device of a look"),
                    new Entry(
                            "label-join",
                            "joinedLabels",
                            Kind.COUNTER,
                            "",
                            "labels that met their decision"),
                    new Entry(
                            "label-join",
                            "correctedLabels",
                            Kind.COUNTER,
                            "",
                            "labels that replaced an earlier one"),
                    new Entry(
                            "label-join",
                            "missingLabels",
                            Kind.COUNTER,
                            "",
                            "decisions whose horizon passed without a label"),
                    new Entry(
                            "label-join",
                            "labelsOutOfRange",
                            Kind.COUNTER,
                            "",
                            "labels known too long before or after the event"),
                    new Entry(
                            "label-join",
                            "unmatchedLabels",
                            Kind.COUNTER,
                            "",
                            "labels without a decision in the sample"),
                    new Entry(
                            "label-join",
                            "duplicateFeedback",
                            Kind.COUNTER,
                            "",
                            "feedback that came again"),
                    new Entry(
                            "label-join",
                            "replacedFeedback",
                            Kind.COUNTER,
                            "",
                            "feedback that a higher revision replaced"),
                    new Entry(
                            "label-join",
                            "lateFeedback",
                            Kind.COUNTER,
                            "",
                            "feedback whose horizon had passed"),
                    new Entry(
                            "label-join",
                            "badFeedback",
                            Kind.COUNTER,
                            "",
                            "feedback that no figures can be made of"),
                    new Entry(
                            "quality",
                            "qualityRecords",
                            Kind.COUNTER,
                            "",
                            "figures of windows that were written"),
                    new Entry(
                            "quality",
                            "windowStart",
                            Kind.GAUGE,
                            "quality",
                            "start of the latest window, milliseconds since the epoch"),
                    new Entry("quality", "decisions", Kind.GAUGE, "quality", "decisions of it"),
                    new Entry(
                            "quality",
                            "precision",
                            Kind.GAUGE,
                            "quality",
                            "precision of what was flagged"),
                    new Entry(
                            "quality",
                            "recall",
                            Kind.GAUGE,
                            "quality",
                            "share of the bad events that were flagged or reviewed"),
                    new Entry(
                            "quality",
                            "caught",
                            Kind.GAUGE,
                            "quality",
                            "share of the bad money that was caught"),
                    new Entry(
                            "quality",
                            "calibrationError",
                            Kind.GAUGE,
                            "quality",
                            "expected calibration error of the decisions"),
                    new Entry(
                            "quality",
                            "brier",
                            Kind.GAUGE,
                            "quality",
                            "Brier score of the decisions"),
                    new Entry(
                            "quality", "predictedRate", Kind.GAUGE, "quality", "mean probability"),
                    new Entry(
                            "quality",
                            "observedRate",
                            Kind.GAUGE,
                            "quality",
                            "share of bad events"),
                    new Entry(
                            "quality",
                            "firstPassCalibrationError",
                            Kind.GAUGE,
                            "quality",
                            "expected calibration error of the first pass"),
                    new Entry(
                            "quality",
                            "settledShare",
                            Kind.GAUGE,
                            "quality",
                            "share of the decisions whose label is settled"),
                    new Entry(
                            "quality",
                            "escalatedShare",
                            Kind.GAUGE,
                            "quality",
                            "share of the decisions that were escalated"),
                    new Entry(
                            "quality",
                            "cost",
                            Kind.GAUGE,
                            "quality",
                            "money that the decisions cost"),
                    new Entry(
                            "quality",
                            "firstPassCost",
                            Kind.GAUGE,
                            "quality",
                            "money that those of the first pass alone would have cost"),
                    new Entry(
                            "quality",
                            "clearAllCost",
                            Kind.GAUGE,
                            "quality",
                            "money that clearing everything would have cost"),
                    new Entry(
                            "quality",
                            "savedByDeep",
                            Kind.GAUGE,
                            "quality",
                            "money that deep has saved"),
                    new Entry(
                            "quality",
                            "lostByDeep",
                            Kind.GAUGE,
                            "quality",
                            "money that deep has lost"),
                    new Entry(
                            "recalibration",
                            "calibrationChecks",
                            Kind.COUNTER,
                            "verdict",
                            "looks at the calibration of the first pass, by what was found"),
                    new Entry(
                            "recalibration",
                            "badPolicies",
                            Kind.COUNTER,
                            "",
                            "policies on the control topic that cannot be read"),
                    new Entry("alarms", "alarmRecords", Kind.COUNTER, "", "records about alarms"),
                    new Entry(
                            "alarms",
                            "openedAnomalies",
                            Kind.COUNTER,
                            "",
                            "episodes of unusual readings that were told"),
                    new Entry(
                            "alarms",
                            "openedAbsences",
                            Kind.COUNTER,
                            "",
                            "silences that were told"),
                    new Entry(
                            "alarms",
                            "closedAlarms",
                            Kind.COUNTER,
                            "",
                            "alarms that were closed; a revision of a closed one counts again"),
                    new Entry(
                            "alarms",
                            "suppressedAlarms",
                            Kind.COUNTER,
                            "",
                            "alarms that were told, then taken back for maintenance"));

    private MetricCatalog() {}

    /** All metrics, in the order of the dataflow. */
    public static List<Entry> entries() {
        return ENTRIES;
    }

    /** The table for the documentation; the same bytes for the same metrics. */
    public static String markdown() {
        StringBuilder table = new StringBuilder();
        table.append("| Operator | Metric | Kind | By | Meaning |\n|---|---|---|---|---|\n");
        for (Entry entry : ENTRIES) {
            table.append("| `").append(entry.operator()).append("` | `").append(entry.name());
            table.append("` | ").append(entry.kind().name().toLowerCase(Locale.ROOT));
            table.append(" | ").append(entry.label().isEmpty() ? "" : "`" + entry.label() + "`");
            table.append(" | ").append(entry.meaning()).append(" |\n");
        }
        return table.toString();
    }
}
