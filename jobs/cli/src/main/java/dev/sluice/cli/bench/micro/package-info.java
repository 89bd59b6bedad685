// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
/** Single steps of the fast path by themselves, under JMH. */
package dev.sluice.cli.bench.micro;
