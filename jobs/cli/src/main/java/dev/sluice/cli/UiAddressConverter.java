// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.live.UiAddress;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a page is served: a port, or a host and a port. */
final class UiAddressConverter implements ITypeConverter<UiAddress> {

    @Override
    public UiAddress convert(String value) {
        try {
            return UiAddress.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
