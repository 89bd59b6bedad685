// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.live;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the page shows, as its script reads it.
 *
 * @param job name of the job
 * @param state how the topics are followed
 * @param status that in words
 * @param asOf the time of the figures, ISO 8601
 * @param panels the figures
 * @param series decisions in each second of the last minute
 * @param seriesText the same in words
 * @param escalated how many decisions were escalated
 * @param decisions those that were escalated last, the latest first
 */
@JsonNaming(SnakeCaseStrategy.class)
record PageDocument(
        String job,
        String state,
        String status,
        String asOf,
        List<Panel> panels,
        long[] series,
        String seriesText,
        long escalated,
        List<ToldDecision> decisions) {

    static String status(FiguresView view) {
        String detail = view.detail().isEmpty() ? "" : " " + PlainText.of(view.detail(), 400);
        return switch (view.state()) {
            case STARTING -> "The job is starting.";
            case LIVE -> "Live." + detail;
            case TROUBLED -> "The topics cannot be read; trying again." + detail;
            case ENDED -> "Ended. These are the last figures.";
        };
    }

    static String seriesText(FiguresView view) {
        if (view.lastMinute().seconds() == 0) {
            return "No whole second has been counted yet.";
        }
        long[] counted =
                Arrays.copyOfRange(
                        view.series(),
                        view.series().length - view.lastMinute().seconds(),
                        view.series().length);
        return String.format(
                Locale.ROOT,
                "Decisions in each of the last %,d s: at least %,d, at most %,d, at last %,d.",
                counted.length,
                Arrays.stream(counted).min().orElse(0),
                Arrays.stream(counted).max().orElse(0),
                counted[counted.length - 1]);
    }
}
