// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns boosted trees of a binary label: Chen and Guestrin, "XGBoost: A Scalable Tree Boosting
 * System", 2016. Trained by that library, served as operations of the model's graph.
 *
 * <p>One thread, so equal arguments give equal trees on any number of processors.
 *
 * @param trees number of trees
 * @param depth most questions from root to leaf
 * @param learningRate share of each tree that counts
 * @param rowShare share of the rows that each tree sees
 * @param featureShare share of the features that each tree sees
 */
record TreeBoosting(
        int trees, int depth, double learningRate, double rowShare, double featureShare) {

    private static final double L2 = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Learns from rows.
     *
     * @param rows row-major features, finite
     * @param labels 0 or 1 of each row
     * @param prior log-odds that the trees start from
     * @param seed seed of the shares
     */
    TreeEnsemble fit(float[] rows, float[] labels, double prior, long seed) {
        DMatrix data = null;
        Booster booster = null;
        try {
            data = new DMatrix(rows, labels.length, rows.length / labels.length, Float.NaN);
            data.setLabel(labels);
            booster = XGBoost.train(data, parameters(prior, seed), trees, Map.of(), null, null);
            List<TreeEnsemble.Node> roots = new ArrayList<>();
            for (String tree : booster.getModelDump((String) null, false, "json")) {
                roots.add(node(JSON.readTree(tree)));
            }
            return TreeEnsemble.of(depth, roots);
        } catch (XGBoostError | JsonProcessingException e) {
            throw new IllegalStateException(
                    "Trees cannot be boosted on " + labels.length + " rows: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "XGBoost's native library cannot be loaded: "
                            + rootOf(e)
                            + "; expected OpenMP on this machine (Debian: apt-get install"
                            + " libgomp1)",
                    e);
        } finally {
            if (booster != null) {
                booster.dispose();
            }
            if (data != null) {
                data.dispose();
            }
        }
    }

    private static String rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private Map<String, Object> parameters(double prior, long seed) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("objective", "binary:logistic");
        parameters.put("base_score", 1 / (1 + Math.exp(-prior)));
        parameters.put("tree_method", "hist");
        parameters.put("max_depth", depth);
        parameters.put("eta", learningRate);
        parameters.put("subsample", rowShare);
        parameters.put("colsample_bytree", featureShare);
        parameters.put("lambda", L2);
        parameters.put("nthread", 1);
        parameters.put("seed", (int) (seed & Integer.MAX_VALUE));
        parameters.put("verbosity", 0);
        return parameters;
    }

    private static TreeEnsemble.Node node(JsonNode node) {
        if (node.has("leaf")) {
            return new TreeEnsemble.Leaf((float) node.get("leaf").asDouble());
        }
        int left = node.get("yes").asInt();
        JsonNode first = node.get("children").get(0);
        JsonNode second = node.get("children").get(1);
        boolean inOrder = first.get("nodeid").asInt() == left;
        return new TreeEnsemble.Split(
                // features without names are called f0, f1, ...
                Integer.parseInt(node.get("split").asText().substring(1)),
                (float) node.get("split_condition").asDouble(),
                node(inOrder ? first : second),
                node(inOrder ? second : first));
    }
}
