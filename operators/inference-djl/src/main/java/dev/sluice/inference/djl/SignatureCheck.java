// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.inference.ModelSpec;
import dev.sluice.inference.SignatureSpec;
import dev.sluice.inference.TensorSpec;

import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds the signatures of a graph against those of its manifest. */
final class SignatureCheck {

    private SignatureCheck() {}

    /**
     * Refuses a graph whose signatures are not those of the manifest; it may have more.
     *
     * @throws ModelLoadException naming both sides
     */
    static void check(ModelSpec spec, Map<String, SignatureDef> graph) throws ModelLoadException {
        for (Map.Entry<String, SignatureSpec> entry :
                new TreeMap<>(spec.manifest().signatures()).entrySet()) {
            String name = entry.getKey();
            SignatureDef found = graph.get(name);
            if (found == null) {
                throw mismatch(
                        spec,
                        "has the signatures " + new TreeSet<>(graph.keySet()),
                        "names '" + name + "'");
            }
            compare(spec, name + " inputs", found.getInputsMap(), entry.getValue().inputs());
            compare(spec, name + " outputs", found.getOutputsMap(), entry.getValue().outputs());
        }
    }

    private static void compare(
            ModelSpec spec, String what, Map<String, TensorInfo> found, List<TensorSpec> expected)
            throws ModelLoadException {
        Map<String, String> left = new TreeMap<>();
        found.forEach((name, info) -> left.put(name, describe(info)));
        Map<String, String> right = new TreeMap<>();
        expected.forEach(tensor -> right.put(tensor.name(), describe(tensor)));
        if (!left.equals(right)) {
            throw mismatch(spec, "has " + what + " " + left, "says " + right);
        }
    }

    private static String describe(TensorInfo info) {
        String type = info.getDtype() == DataType.DT_FLOAT ? "float" : info.getDtype().name();
        if (info.getTensorShape().getUnknownRank()) {
            return type + "[?]";
        }
        List<String> sizes = new ArrayList<>();
        for (TensorShapeProto.Dim dim : info.getTensorShape().getDimList()) {
            sizes.add(dim.getSize() < 0 ? "N" : String.valueOf(dim.getSize()));
        }
        return type + sizes;
    }

    private static String describe(TensorSpec tensor) {
        List<String> sizes = new ArrayList<>(List.of("N"));
        tensor.rowShape().forEach(size -> sizes.add(String.valueOf(size)));
        return "float" + sizes;
    }

    private static ModelLoadException mismatch(ModelSpec spec, String found, String expected) {
        return new ModelLoadException(
                Reason.SIGNATURE_MISMATCH,
                "The graph in "
                        + spec.directory()
                        + " "
                        + found
                        + "; its manifest (version "
                        + spec.manifest().version()
                        + ") "
                        + expected
                        + ". Export graph and manifest together.");
    }
}
