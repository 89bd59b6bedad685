// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.inference.djl;

import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.ModelLoadException.Reason;

import com.sun.jna.Function;

/** The environment of the process, also as the native libraries in it see it. */
final class NativeEnvironment implements GpuBinding.Environment {

    private static final int KEEP = 0;

    @Override
    public String get(String name) {
        return System.getenv(name);
    }

    /** Sets a variable that the native libraries read, unless it is set; Java does not see it. */
    @Override
    public void set(String name, String value) throws ModelLoadException {
        try {
            int failed =
                    Function.getFunction("c", "setenv").invokeInt(new Object[] {name, value, KEEP});
            if (failed != 0) {
                throw new ModelLoadException(
                        Reason.DEVICE_UNAVAILABLE, cannot(name, value, "refused"));
            }
        } catch (LinkageError e) {
            throw new ModelLoadException(
                    Reason.DEVICE_UNAVAILABLE, cannot(name, value, e.toString()), e);
        }
    }

    private static String cannot(String name, String value, String why) {
        return "The environment of this process cannot be changed ("
                + why
                + "). Set "
                + name
                + "="
                + value
                + " for the TaskManager.";
    }
}
