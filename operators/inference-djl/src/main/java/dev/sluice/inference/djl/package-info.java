/**
 * DJL and TensorFlow behind the inference SPI: the one room that knows them.
 *
 * <p>{@link dev.sluice.inference.djl.Natives} puts the native libraries where they can be loaded by
 * path, {@link dev.sluice.inference.djl.TensorFlowEngine} starts the engine once a process, and
 * {@link dev.sluice.inference.djl.DjlModelBackendFactory} opens models, all handles of one model on
 * one loaded bundle. Belongs on the class path of the cluster, not into a job's jar: TensorFlow
 * aborts a process that loads it twice.
 */
package dev.sluice.inference.djl;
