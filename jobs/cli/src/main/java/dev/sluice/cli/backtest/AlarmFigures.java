// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.backtest;

import dev.sluice.decisioning.event.Decision;
import dev.sluice.decisioning.event.DecisionSource;
import dev.sluice.decisioning.metric.FoundFaults;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.util.List;

/**
 * What the alarms under a policy find, and how often they are raised for nothing. What needs faults
 * that are known is NaN without any.
 *
 * @param policy name of the policy
 * @param entity what an entity is
 * @param alarms alarms raised
 * @param faults faults that began
 * @param found those of them that an alarm found
 * @param recall their share
 * @param falseAlarms alarms about no fault
 * @param entityDays days that entities were watched, all together
 * @param falseAlarmsPerEntityDay false alarms of a day of one entity
 * @param escalatedShare share of the events that deep decided
 * @param kinds the faults by kind
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AlarmFigures(
        String policy,
        String entity,
        int alarms,
        int faults,
        int found,
        double recall,
        double falseAlarms,
        double entityDays,
        double falseAlarmsPerEntityDay,
        double escalatedShare,
        List<Kind> kinds) {

    /**
     * The faults of one kind.
     *
     * @param kind what was wrong
     * @param faults faults that began
     * @param found those of them that an alarm found
     * @param recall their share
     * @param medianDelay usual gaps between events from the beginning of a fault to its alarm, the
     *     middle one; NaN if none is found
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Kind(String kind, int faults, int found, double recall, double medianDelay) {

        private static Kind of(FoundFaults.Kind kind) {
            return new Kind(
                    kind.kind(), kind.faults(), kind.found(), kind.recall(), kind.medianDelay());
        }
    }

    /** Copies the list. */
    public AlarmFigures {
        kinds = List.copyOf(kinds);
    }

    /**
     * The figures of decisions.
     *
     * @param policy name of the policy that made them
     * @param decisions decisions in order of event time
     */
    static AlarmFigures of(String policy, List<Decision> decisions, AlarmWatch watch) {
        FoundFaults found = FoundFaults.of(AlarmReplay.of(decisions, watch));
        double falseAlarms = watch.knowsFaults() ? found.falseAlarms() : Double.NaN;
        long deep = decisions.stream().filter(one -> one.source() == DecisionSource.DEEP).count();
        return new AlarmFigures(
                policy,
                watch.entity(),
                found.alarms(),
                found.faults(),
                found.found(),
                (double) found.found() / found.faults(),
                falseAlarms,
                found.days(),
                falseAlarms / found.days(),
                (double) deep / decisions.size(),
                found.kinds().stream().map(Kind::of).toList());
    }
}
