// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** Models and policies as files: reading, checking, writing, opening. */
package dev.sluice.stream.model;
