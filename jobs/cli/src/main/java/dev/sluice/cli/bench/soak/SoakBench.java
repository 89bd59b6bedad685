// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.soak;

import dev.sluice.cli.bench.MachineFacts;
import dev.sluice.cli.bench.memory.Watch;
import dev.sluice.cli.bench.plumbing.HeldModels;
import dev.sluice.cli.bench.plumbing.Plan;
import dev.sluice.cli.bench.plumbing.Soak;
import dev.sluice.cli.bench.plumbing.SoakFigures;
import dev.sluice.cli.bench.plumbing.Variant;
import dev.sluice.cli.bench.plumbing.Workbench;
import dev.sluice.cli.bench.throughput.ThroughputBench;
import dev.sluice.cli.console.Progress;

/** Lets the cascade run under a steady load, and looks at the memory of its process. */
public final class SoakBench {

    /** Looks that count. */
    private static final int SAMPLES = 20;

    /** As long as so many looks stand for: state fills, code is compiled, buffers are made. */
    private static final int WARM_UPS = 5;

    private static final double SECONDS_A_UNIT = 600;

    private final SoakRequest request;
    private final Progress progress;

    /** A bench that shows its progress. */
    public SoakBench(SoakRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    /**
     * Runs once.
     *
     * @throws Exception if the job fails; whatever was started is then stopped
     */
    public SoakResult run() throws Exception {
        int events = Math.toIntExact(Math.round(request.minutes() * 60 * request.perSecond()));
        int looks = SAMPLES + WARM_UPS;
        Watch watch = new Watch("10 minutes", SECONDS_A_UNIT);
        Soak soak =
                new Soak(
                        request.perSecond(),
                        looks,
                        (number, seconds) -> {
                            progress.bar("soak", (double) number / looks);
                            if (number >= WARM_UPS) {
                                watch.look(seconds);
                            }
                        });
        try (HeldModels held = HeldModels.open(request.models());
                Workbench workbench =
                        Workbench.start(request.models(), request.scorers(), request.scratch())) {
            SoakFigures figures =
                    workbench.soak(
                            new Plan(
                                    Variant.CASCADE,
                                    SteadyStream.of(
                                            events, (int) ((long) events * WARM_UPS / looks)),
                                    events,
                                    1,
                                    ThroughputBench.ESCALATED_SHARE,
                                    request.backend()),
                            soak);
            return SoakResult.of(
                    request, figures, watch, MachineFacts.of(held.firstPass().device()));
        }
    }
}
