// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.deep;

import dev.sluice.decisioning.deep.DeepSignatures;
import dev.sluice.decisioning.deep.PassMask;
import dev.sluice.decisioning.deep.StepInputs;
import dev.sluice.decisioning.event.Escalation;
import dev.sluice.decisioning.event.FeaturizedEvent;
import dev.sluice.inference.ModelBackend;

import java.util.Arrays;
import java.util.List;

/**
 * The model without an engine: loops that fill inputs and call it, and keep no account of anything.
 *
 * <p>Not thread-safe.
 */
final class RawModel {

    private final ModelBackend model;
    private final List<Escalation> escalations;
    private final StepInputs encode;
    private final StepInputs pass;
    private final PassMask mask;
    private final float[][] states;
    private final int maxRows;

    RawModel(DeepWorkload workload, int maxRows) {
        this.model = workload.model();
        this.escalations = workload.escalations();
        this.maxRows = maxRows;
        this.encode = new StepInputs(model.manifest().signature(DeepSignatures.ENCODE), maxRows);
        this.pass = new StepInputs(model.manifest().signature(DeepSignatures.PASS), maxRows);
        this.mask = PassMask.of(model.manifest(), DeepSignatures.PASS);
        this.states = new float[escalations.size()][];
        int width =
                model.manifest()
                        .signature(DeepSignatures.ENCODE)
                        .output(DeepSignatures.STATE)
                        .width();
        for (int from = 0; from < states.length; from += maxRows) {
            int rows = Math.min(maxRows, states.length - from);
            float[] all = encode(from, rows);
            for (int row = 0; row < rows; row++) {
                states[from + row] = Arrays.copyOfRange(all, row * width, (row + 1) * width);
            }
        }
    }

    /** Makes calls of the same shapes as an engine did, masks included. */
    void replay(List<RecordedCalls.Call> calls) {
        int encoded = 0;
        int passed = 0;
        for (RecordedCalls.Call call : calls) {
            if (call.signature().equals(DeepSignatures.ENCODE)) {
                encode(encoded, call.rows());
                encoded += call.rows();
            } else {
                fillPass(passed, call.rows());
                model.run(DeepSignatures.PASS, call.rows(), pass.arrays());
                passed += call.rows();
            }
        }
    }

    /** Takes passes over all records, full batches, trunk and head anew for each pass. */
    void wholeNetwork(int passes) {
        for (int from = 0; from < states.length; from += maxRows) {
            int rows = Math.min(maxRows, states.length - from);
            for (int i = 0; i < passes; i++) {
                encode(from, rows);
                passOver(from, rows, i);
            }
        }
    }

    /** Takes passes over all records, full batches, the trunk once. */
    void sharedTrunk(int passes) {
        for (int from = 0; from < states.length; from += maxRows) {
            int rows = Math.min(maxRows, states.length - from);
            encode(from, rows);
            for (int i = 0; i < passes; i++) {
                passOver(from, rows, i);
            }
        }
    }

    private float[] encode(int from, int rows) {
        for (int row = 0; row < rows; row++) {
            FeaturizedEvent event =
                    escalations.get((from + row) % escalations.size()).scored().event();
            encode.copy(DeepSignatures.FEATURES, row, event.features());
            if (encode.arrays().containsKey(DeepSignatures.CONTEXT)) {
                encode.copy(DeepSignatures.CONTEXT, row, event.context());
            }
        }
        return model.run(DeepSignatures.ENCODE, rows, encode.arrays()).get(DeepSignatures.STATE);
    }

    private void passOver(int from, int rows, int number) {
        float[] masks = pass.array(DeepSignatures.MASK);
        for (int row = 0; row < rows; row++) {
            pass.copy(DeepSignatures.STATE, row, states[from + row]);
            mask.write(escalations.get(from + row).seed(), number, masks, row);
        }
        model.run(DeepSignatures.PASS, rows, pass.arrays());
    }

    private void fillPass(int from, int rows) {
        float[] masks = pass.array(DeepSignatures.MASK);
        for (int row = 0; row < rows; row++) {
            int number = from + row;
            int record = number % states.length;
            pass.copy(DeepSignatures.STATE, row, states[record]);
            mask.write(escalations.get(record).seed(), number / states.length, masks, row);
        }
    }
}
