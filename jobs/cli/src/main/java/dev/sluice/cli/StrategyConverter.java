// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.decisioning.deep.StrategyKind;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Strategies as configuration files name them: monte-carlo, refine, best-of-n, steps. */
final class StrategyConverter implements ITypeConverter<StrategyKind> {

    @Override
    public StrategyKind convert(String value) {
        try {
            return StrategyKind.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
