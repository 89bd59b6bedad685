// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelBackend;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;
import dev.sluice.inference.ModelSpec;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Graphs that somebody hid something in: it hangs on the score, which does not need it. */
class GraphCheckTest {

    @TempDir Path directory;

    private ModelSpec spec;
    private Path file;

    @BeforeEach
    void write() throws Exception {
        spec = TinyModels.write(directory, TinyModels.Fault.NONE);
        file = directory.resolve(LoadedModel.FILE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ReadFile",
                "WriteFile",
                "MatchingFiles",
                "SaveV2",
                "RestoreV2",
                "TFRecordDataset",
                "PyFunc",
                "EagerPyFunc",
                "PyFuncStateless",
                "PrintV2",
                "Abort",
                "ImmutableConst",
                "DebugIdentity",
                "RemoteCall",
                "_Send",
                "RandomUniform",
                "Batch",
                "HashTableV2",
                "MlirPassthroughOp",
                "NoSuchOperation"
            })
    void refusesWhatDoesMoreThanCompute(String operation) throws Exception {
        edit(graph -> hide(graph, node(operation, "hidden")));

        assertRefused(operation, "'hidden'", file.toString());
    }

    @Test
    void refusesItBeforeTensorFlowSeesIt() throws Exception {
        edit(graph -> hide(graph, node("Abort", "hidden")));

        ModelLoadException refusal =
                catchThrowableOfType(
                        ModelLoadException.class, () -> new DjlModelBackendFactory().open(spec));

        assertThat(refusal.reason()).isEqualTo(Reason.GRAPH_REFUSED);
    }

    @Test
    void refusesItInAFunctionThatAFunctionCalls() throws Exception {
        edit(
                graph -> {
                    graph.getGraphDefBuilder()
                            .getLibraryBuilder()
                            .addFunction(function("outer", call("PartitionedCall", "inner")))
                            .addFunction(function("inner", node("ReadFile", "deep-inside")));
                    hide(graph, call("StatefulPartitionedCall", "outer"));
                });

        assertRefused("ReadFile", "'deep-inside'");
    }

    @Test
    void followsCallsThatAreNestedDeeperThanAnyStack() throws Exception {
        int calls = 20_000;
        edit(
                graph -> {
                    for (int i = 0; i < calls; i++) {
                        graph.getGraphDefBuilder()
                                .getLibraryBuilder()
                                .addFunction(
                                        function("f" + i, call("PartitionedCall", "f" + (i + 1))));
                    }
                    graph.getGraphDefBuilder()
                            .getLibraryBuilder()
                            .addFunction(function("f" + calls, node("ReadFile", "deep-inside")));
                    hide(graph, call("StatefulPartitionedCall", "f0"));
                });

        assertRefused("ReadFile", "'deep-inside'");
    }

    @Test
    void refusesItAmongTheBranchesOfACondition() throws Exception {
        edit(
                graph -> {
                    graph.getGraphDefBuilder()
                            .getLibraryBuilder()
                            .addFunction(function("branch", node("WriteFile", "write")));
                    AttrValue branches =
                            AttrValue.newBuilder()
                                    .setList(
                                            AttrValue.ListValue.newBuilder()
                                                    .addFunc(
                                                            NameAttrList.newBuilder()
                                                                    .setName("branch")))
                                    .build();
                    hide(
                            graph,
                            NodeDef.newBuilder()
                                    .setOp("StatelessCase")
                                    .setName("case")
                                    .putAttr("branches", branches)
                                    .build());
                });

        assertRefused("WriteFile");
    }

    @Test
    void refusesItWhereTheGraphIsInitialized() throws Exception {
        edit(
                graph -> {
                    graph.getGraphDefBuilder().addNode(node("WriteFile", "at-start"));
                    graph.putCollectionDef(
                            "saved_model_main_op",
                            CollectionDef.newBuilder()
                                    .setNodeList(
                                            CollectionDef.NodeList.newBuilder()
                                                    .addValue("at-start"))
                                    .build());
                });

        assertRefused("WriteFile", "'at-start'");
    }

    @Test
    void readsVariablesOfItsOwnAndWritesNoneWhenTheyAreRestored() throws Exception {
        edit(
                graph -> {
                    graph.getGraphDefBuilder().addNode(node("RestoreV2", "restore"));
                    graph.setSaverDef(SaverDef.newBuilder().setRestoreOpName("restore"));
                });
        assertThatCode(() -> GraphCheck.check(file)).doesNotThrowAnyException();

        edit(
                graph ->
                        graph.getGraphDefBuilder()
                                .addNode(node("SaveV2", "save"))
                                .addNode(
                                        node("RestoreV2", "restore-and-save").toBuilder()
                                                .addInput("^save"))
                                .build());
        edit(graph -> graph.getSaverDefBuilder().setRestoreOpName("restore-and-save"));
        assertRefused("SaveV2");
    }

    @Test
    void letsBeWhatNeverRuns() throws Exception {
        edit(graph -> graph.getGraphDefBuilder().addNode(node("NoOp", "unused")));
        try (ModelBackend model = new DjlModelBackendFactory().open(spec)) {
            assertThat(model.manifest()).isEqualTo(spec.manifest());
        }
        edit(graph -> graph.getGraphDefBuilder().addNode(node("SaveV2", "save")));

        assertThatCode(() -> GraphCheck.check(file)).doesNotThrowAnyException();
    }

    @Test
    void refusesTextWhereAnOperationTakesAnything() throws Exception {
        edit(
                graph ->
                        hide(
                                graph,
                                NodeDef.newBuilder()
                                        .setOp("Identity")
                                        .setName("text")
                                        .putAttr(
                                                "T",
                                                AttrValue.newBuilder()
                                                        .setType(DataType.DT_STRING)
                                                        .build())
                                        .build()));

        assertRefused("Identity", "handles text");
    }

    @Test
    void refusesAFileThatIsCutOffAndOneThatIsNoModel() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertRefused(file.toString(), "is no SavedModel");

        Files.write(file, new byte[0]);
        assertRefused(file.toString(), "holds no graph");

        Files.writeString(file, "PK\u0003\u0004 not a graph at all");
        assertRefused(file.toString(), "is no SavedModel");
    }

    private void assertRefused(String... parts) {
        ModelLoadException refusal =
                catchThrowableOfType(ModelLoadException.class, () -> GraphCheck.check(file));

        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.GRAPH_REFUSED);
        assertThat(refusal).hasMessageContainingAll(parts);
    }

    private void edit(Consumer<MetaGraphDef.Builder> change) throws IOException {
        SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
        change.accept(model.getMetaGraphsBuilder(0));
        Files.write(file, model.build().toByteArray());
    }

    /** Lets the node that gives the score wait for another one. */
    private static void hide(MetaGraphDef.Builder graph, NodeDef hidden) {
        String score =
                graph.getSignatureDefOrThrow(TinyModels.SCORE)
                        .getOutputsOrThrow("score")
                        .getName()
                        .split(":")[0];
        graph.getGraphDefBuilder().addNode(hidden);
        for (NodeDef.Builder node : graph.getGraphDefBuilder().getNodeBuilderList()) {
            if (node.getName().equals(score)) {
                node.addInput("^" + hidden.getName());
            }
        }
    }

    private static NodeDef node(String operation, String name) {
        return NodeDef.newBuilder().setOp(operation).setName(name).build();
    }

    private static NodeDef call(String operation, String function) {
        return NodeDef.newBuilder()
                .setOp(operation)
                .setName("call-" + function)
                .putAttr(
                        "f",
                        AttrValue.newBuilder()
                                .setFunc(NameAttrList.newBuilder().setName(function))
                                .build())
                .putAttr("config", AttrValue.newBuilder().setS(ByteString.EMPTY).build())
                .build();
    }

    private static FunctionDef function(String name, NodeDef body) {
        return FunctionDef.newBuilder()
                .setSignature(OpDef.newBuilder().setName(name))
                .addNodeDef(body)
                .build();
    }
}
