// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import dev.sluice.decisioning.quality.Quality;

import java.util.List;

/**
 * What has been counted, at a time.
 *
 * @param job name of the job
 * @param state how the topics are followed
 * @param detail what is to be said about that, or the empty string
 * @param asOfMs the time, milliseconds since the epoch
 * @param activeMs from the first decision to the last
 * @param totals sums since the page follows
 * @param lastSeconds the last ten seconds
 * @param lastMinute the last minute
 * @param series decisions in each second of the last minute
 * @param gate what the control topic asks of the gate
 * @param price price of compute in the last decision; NaN if there is none
 * @param policy policy of the last decision; the empty string if there is none
 * @param quality latest windows of the figures of quality, none to two: final, provisional
 * @param deadLetters records of the topic of dead letters
 * @param unreadable records that are not what their topic is for
 * @param behind records that the page has yet to read
 * @param escalated decisions that were escalated last, the latest first
 */
record FiguresView(
        String job,
        LiveState state,
        String detail,
        long asOfMs,
        long activeMs,
        Totals.View totals,
        Seconds.Window lastSeconds,
        Seconds.Window lastMinute,
        long[] series,
        GateStanding.View gate,
        double price,
        String policy,
        List<Quality> quality,
        long deadLetters,
        long unreadable,
        long behind,
        List<Escalated> escalated) {}
