// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli;

import dev.sluice.cli.console.Progress;
import dev.sluice.inference.Device;
import dev.sluice.inference.ModelLoadException;
import dev.sluice.inference.djl.Natives;
import dev.sluice.stream.model.CascadeModels;
import dev.sluice.stream.model.ModelOptions;
import dev.sluice.stream.model.ModelStore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The models of a demo: those that the user names, or those of a simulated past, made once. */
final class DemoModels {

    private DemoModels() {}

    /**
     * The folder that the user names, after a look into it.
     *
     * @throws ModelLoadException naming what is missing, altered, or made for something else
     */
    static Path given(UseCaseKit kit, Path folder) throws ModelLoadException {
        check(kit, folder);
        return folder.toAbsolutePath();
    }

    /** Models trained on a simulated past, from the cache if they fit this version of the code. */
    static Path trained(UseCaseKit kit, Progress progress) throws IOException, ModelLoadException {
        Path folder = Natives.cacheFolder().resolve("models").resolve(kit.name() + "-simulated");
        if (isUsable(kit, folder)) {
            return folder;
        }
        Files.createDirectories(folder.getParent());
        UseCaseKit.Lesson lesson = kit.lesson();
        kit.train(lesson.past(), lesson.request(), folder, progress);
        return folder;
    }

    private static boolean isUsable(UseCaseKit kit, Path folder) {
        if (!Files.exists(folder)) {
            return false;
        }
        try {
            check(kit, folder);
            return true;
        } catch (ModelLoadException e) {
            // of another version, or damaged: trained again
            return false;
        }
    }

    private static void check(UseCaseKit kit, Path folder) throws ModelLoadException {
        CascadeModels.of(
                ModelStore.at(folder.toString(), ModelOptions.ENGINE.defaultValue()),
                kit.useCase().inputs(),
                new CascadeModels.Devices(Device.Kind.CPU, Device.Kind.CPU));
    }
}
