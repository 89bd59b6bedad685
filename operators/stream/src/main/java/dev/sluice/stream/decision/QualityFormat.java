// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.decisioning.event.Outcome;
import dev.sluice.decisioning.quality.Quality;
import dev.sluice.schema.AvroWireFormat;
import dev.sluice.schema.OutcomeCounts;
import dev.sluice.schema.QualityBin;
import dev.sluice.schema.QualityScores;
import dev.sluice.schema.WireFormat;
import dev.sluice.schema.WireFormatException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures of windows as they are on the topic: {@code dev.sluice.schema.Quality}, Avro single
 * objects; what is no number is null there.
 *
 * <p>Not thread-safe.
 */
public final class QualityFormat implements WireFormat<Quality> {

    private final WireFormat<dev.sluice.schema.Quality> records;

    /** Avro single objects. */
    public QualityFormat() {
        this(AvroWireFormat.of(dev.sluice.schema.Quality.class));
    }

    /** Records in another format. */
    public QualityFormat(WireFormat<dev.sluice.schema.Quality> records) {
        this.records = records;
    }

    @Override
    public byte[] encode(Quality quality) {
        Quality.Rates rates = quality.rates();
        Quality.Money money = quality.money();
        return records.encode(
                dev.sluice.schema.Quality.newBuilder()
                        .setWindowStart(Instant.ofEpochMilli(quality.windowStartMs()))
                        .setWindowEnd(Instant.ofEpochMilli(quality.windowEndMs()))
                        .setState(quality.state().name())
                        .setAsOf(Instant.ofEpochMilli(quality.asOfMs()))
                        .setRecords(quality.records())
                        .setDecisions(quality.decisions())
                        .setEffective(quality.effective())
                        .setOutcomes(outcomes(quality))
                        .setFlagged(orNull(rates.flagged()))
                        .setReviewed(orNull(rates.reviewed()))
                        .setEscalated(orNull(rates.escalated()))
                        .setDeep(orNull(rates.deep()))
                        .setChanged(orNull(rates.changed()))
                        .setSettled(orNull(rates.settled()))
                        .setDecided(scores(quality.decided()))
                        .setFirstPass(scores(quality.firstPass()))
                        .setCalibration(bins(quality))
                        .setCost(money.cost())
                        .setCostMissed(money.missed())
                        .setCostFalseBlocks(money.falseBlocks())
                        .setCostReviews(money.reviews())
                        .setCostExpected(money.expected())
                        .setCostFirstPass(money.firstPass())
                        .setCostClearAll(money.clearAll())
                        .setSavedByDeep(money.savedByDeep())
                        .setLostByDeep(money.lostByDeep())
                        .setPasses(quality.effort().passes())
                        .setDeviceMicros(quality.effort().deviceMicros())
                        .build());
    }

    @Override
    public Quality decode(byte[] bytes) throws WireFormatException {
        dev.sluice.schema.Quality record = records.decode(bytes);
        List<Quality.OutcomeCounts> outcomes = new ArrayList<>();
        for (OutcomeCounts counts : record.getOutcomes()) {
            outcomes.add(
                    new Quality.OutcomeCounts(
                            DecisionFormat.constant(Outcome.class, counts.getOutcome()),
                            counts.getBad(),
                            counts.getGood(),
                            counts.getMissing(),
                            counts.getPending()));
        }
        List<Quality.CalibrationBin> bins = new ArrayList<>();
        for (QualityBin bin : record.getCalibration()) {
            bins.add(
                    new Quality.CalibrationBin(
                            bin.getUpTo(),
                            bin.getCount(),
                            orNaN(bin.getPredicted()),
                            orNaN(bin.getObserved())));
        }
        return new Quality(
                record.getWindowStart().toEpochMilli(),
                record.getWindowEnd().toEpochMilli(),
                DecisionFormat.constant(Quality.State.class, record.getState()),
                record.getAsOf().toEpochMilli(),
                record.getRecords(),
                record.getDecisions(),
                record.getEffective(),
                outcomes,
                new Quality.Rates(
                        orNaN(record.getFlagged()),
                        orNaN(record.getReviewed()),
                        orNaN(record.getEscalated()),
                        orNaN(record.getDeep()),
                        orNaN(record.getChanged()),
                        orNaN(record.getSettled())),
                scores(record.getDecided()),
                scores(record.getFirstPass()),
                bins,
                new Quality.Money(
                        record.getCost(),
                        record.getCostMissed(),
                        record.getCostFalseBlocks(),
                        record.getCostReviews(),
                        record.getCostExpected(),
                        record.getCostFirstPass(),
                        record.getCostClearAll(),
                        record.getSavedByDeep(),
                        record.getLostByDeep()),
                new Quality.Effort(record.getPasses(), record.getDeviceMicros()));
    }

    private static List<OutcomeCounts> outcomes(Quality quality) {
        return quality.outcomes().stream()
                .map(
                        counts ->
                                new OutcomeCounts(
                                        counts.outcome().name(),
                                        counts.bad(),
                                        counts.good(),
                                        counts.missing(),
                                        counts.pending()))
                .toList();
    }

    private static List<QualityBin> bins(Quality quality) {
        return quality.calibration().stream()
                .map(
                        bin ->
                                new QualityBin(
                                        bin.upTo(),
                                        bin.count(),
                                        orNull(bin.predicted()),
                                        orNull(bin.observed())))
                .toList();
    }

    private static QualityScores scores(Quality.Scores scores) {
        return new QualityScores(
                orNull(scores.precision()),
                orNull(scores.recall()),
                orNull(scores.caught()),
                orNull(scores.predicted()),
                orNull(scores.observed()),
                orNull(scores.ece()),
                orNull(scores.brier()));
    }

    private static Quality.Scores scores(QualityScores scores) {
        return new Quality.Scores(
                orNaN(scores.getPrecision()),
                orNaN(scores.getRecall()),
                orNaN(scores.getCaught()),
                orNaN(scores.getPredicted()),
                orNaN(scores.getObserved()),
                orNaN(scores.getEce()),
                orNaN(scores.getBrier()));
    }

    private static Double orNull(double share) {
        return Double.isNaN(share) ? null : share;
    }

    private static double orNaN(Double share) {
        return share == null ? Double.NaN : share;
    }
}
