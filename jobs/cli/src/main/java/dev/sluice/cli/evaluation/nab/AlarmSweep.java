// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.evaluation.nab;

import dev.sluice.decisioning.alarm.Alarm;
import dev.sluice.decisioning.alarm.AlarmRule;
import dev.sluice.decisioning.alarm.AnomalyLikelihood;
import dev.sluice.decisioning.alarm.EpisodeConfig;
import dev.sluice.decisioning.alarm.Episodes;
import dev.sluice.decisioning.alarm.MaintenanceWindows;
import dev.sluice.decisioning.alarm.ScoreProfile;
import dev.sluice.decisioning.alarm.ScoredReading;
import dev.sluice.decisioning.metric.NabProfile;
import dev.sluice.decisioning.metric.NabScorer;

import java.util.ArrayList;
import java.util.List;

/**
 * The alarms that a tier raises, at the threshold that suits a profile best.
 *
 * <p>Probabilities become likelihoods by each series' own past, and those become alarms by the rule
 * of the job: one an episode, where it begins. The threshold is that at which an episode opens: one
 * for all series, the one choice that the protocol leaves to the labels.
 */
final class AlarmSweep {

    /** Thresholds by their log-odds. */
    private static final double LOWEST = -9;

    private static final double HIGHEST = 9;
    private static final double STEP = 0.125;

    private final List<NabFile> files;
    private final NabScorer scorer;
    private final EpisodeConfig episodes;
    private final double[][] likelihoods;

    AlarmSweep(
            List<NabFile> files,
            NabScorer scorer,
            AnomalyLikelihood likelihood,
            EpisodeConfig episodes,
            double[][] probabilities) {
        this.files = files;
        this.scorer = scorer;
        this.episodes = episodes;
        this.likelihoods = new double[probabilities.length][];
        for (int i = 0; i < probabilities.length; i++) {
            likelihoods[i] = likelihoods(likelihood, probabilities[i]);
        }
    }

    /** Score of each profile at its best threshold. */
    double[] best(List<NabProfile> profiles) {
        double[] best = new double[profiles.size()];
        for (double odds = LOWEST; odds <= HIGHEST; odds += STEP) {
            double[][] openings = openings(1 / (1 + StrictMath.exp(-odds)));
            for (int i = 0; i < best.length; i++) {
                best[i] = Math.max(best[i], scorer.at(profiles.get(i), openings, 1));
            }
        }
        return best;
    }

    /** 1 where an episode begins, 0 elsewhere. */
    private double[][] openings(double openAt) {
        AlarmRule rule =
                new AlarmRule(
                        new EpisodeConfig(
                                openAt, openAt, episodes.quietReadings(), episodes.quietTime()));
        double[][] openings = new double[likelihoods.length][];
        for (int i = 0; i < openings.length; i++) {
            openings[i] = openings(rule, files.get(i).timesMs(), likelihoods[i]);
        }
        return openings;
    }

    private static double[] openings(AlarmRule rule, long[] timesMs, double[] likelihoods) {
        double[] openings = new double[likelihoods.length];
        Episodes episodes = new Episodes();
        MaintenanceWindows none = new MaintenanceWindows();
        for (int row = 0; row < openings.length; row++) {
            if (Double.isNaN(likelihoods[row])) {
                continue;
            }
            ScoredReading reading = new ScoredReading("", 0, "", timesMs[row], 0);
            List<Alarm> alarms =
                    new ArrayList<>(rule.reading(episodes, reading, likelihoods[row], none));
            boolean opens =
                    alarms.stream()
                            .anyMatch(
                                    alarm ->
                                            alarm.status() == Alarm.Status.OPEN
                                                    && alarm.revision() == 0);
            openings[row] = opens ? 1 : 0;
        }
        return openings;
    }

    private static double[] likelihoods(AnomalyLikelihood likelihood, double[] probabilities) {
        double[] likelihoods = new double[probabilities.length];
        ScoreProfile profile = new ScoreProfile();
        for (int row = 0; row < likelihoods.length; row++) {
            double probability = probabilities[row];
            if (Double.isNaN(probability)) {
                likelihoods[row] = Double.NaN;
                continue;
            }
            likelihoods[row] = likelihood.of(profile, probability);
            likelihood.learn(profile, probability);
        }
        return likelihoods;
    }
}
