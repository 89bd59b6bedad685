// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/**
 * The SPI that models are served behind.
 *
 * <p>A model is a folder: graph files and a {@link dev.sluice.inference.Manifest} that names its
 * inputs, signatures and hashes. A {@link dev.sluice.inference.ModelBackendFactory}, found through
 * {@link java.util.ServiceLoader}, opens it as a {@link dev.sluice.inference.ModelBackend}. The JDK
 * is all that this module needs.
 */
package dev.sluice.inference;
