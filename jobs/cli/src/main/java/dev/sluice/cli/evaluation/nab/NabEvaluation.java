// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import dev.sluice.decisioning.alarm.AnomalyLikelihood;
import dev.sluice.decisioning.alarm.EpisodeConfig;
import dev.sluice.decisioning.metric.NabScorer;

import java.io.IOException;
import java.util.List;
import java.util.function.DoubleConsumer;

/** Runs detectors over the corpus and scores them. */
public final class NabEvaluation {

    private final NabCorpus corpus;
    private final NabScorer scorer;

    /** An evaluation on a corpus. */
    public NabEvaluation(NabCorpus corpus) {
        this.corpus = corpus;
        this.scorer = new NabScorer(corpus.files().stream().map(NabFile::labels).toList());
    }

    /**
     * The row of a detector.
     *
     * @param progress told the share of the readings that are done
     * @throws IOException if the detector fails
     */
    public NabRow row(NabDetector detector, DoubleConsumer progress) throws IOException {
        List<NabFile> files = corpus.files();
        double[][] scores = new double[files.size()][];
        double readings = corpus.readings();
        long escalated = 0;
        long done = 0;
        for (int i = 0; i < scores.length; i++) {
            NabFile file = files.get(i);
            // copies, so that a detector cannot change what the next one sees
            NabDetector.Scores found =
                    detector.score(file.timesMs().clone(), file.values().clone());
            scores[i] = found.scores();
            escalated += found.escalated();
            done += file.values().length;
            progress.accept(done / readings);
        }
        return new NabRow(
                detector.name(),
                scorer.best(corpus.standard(), scores).score(),
                scorer.best(corpus.lowFp(), scores).score(),
                scorer.best(corpus.lowFn(), scores).score(),
                escalated / readings);
    }

    /**
     * The row of a tier of a cascade: its alarms, at the best threshold.
     *
     * @param likelihood how unusual a probability is for a series
     * @param episodes when an episode ends; when it begins is what is swept over
     */
    public NabRow row(
            CorpusCascade.Tier tier, AnomalyLikelihood likelihood, EpisodeConfig episodes) {
        AlarmSweep sweep =
                new AlarmSweep(corpus.files(), scorer, likelihood, episodes, tier.probabilities());
        double[] best = sweep.best(List.of(corpus.standard(), corpus.lowFp(), corpus.lowFn()));
        return new NabRow(
                tier.name(), best[0], best[1], best[2], (double) tier.deep() / corpus.readings());
    }
}
