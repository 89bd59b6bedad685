// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.doctor;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is written into the folder of the checkpoints can be read again. */
final class CheckpointCheck implements Check {

    private static final String KEY = CheckpointingOptions.CHECKPOINTS_DIRECTORY.key();

    private final Configuration cluster;

    CheckpointCheck(Configuration cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "checkpoints";
    }

    @Override
    public List<Finding> run() {
        Optional<String> folder = cluster.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
        if (folder.isEmpty()) {
            return List.of(
                    Finding.warn(
                            name(),
                            KEY + " is not set: windows are lost with the process",
                            "Set flink." + KEY + " to a folder that all processes reach."));
        }
        try {
            probe(new Path(folder.get()));
            return List.of(Finding.ok(name(), folder.get() + " can be written and read"));
        } catch (UnsupportedFileSystemSchemeException e) {
            return List.of(
                    Finding.warn(
                            name(),
                            folder.get() + ": this command knows no such file system",
                            "Put Flink's plugin for it into plugins/ of the cluster (the images"
                                    + " have S3's), and look at the first checkpoint of the job."));
        } catch (IOException | IllegalArgumentException e) {
            return List.of(
                    Finding.fail(
                            name(),
                            folder.get() + " cannot be written: " + e,
                            "Create the folder and let the user of JobManager and TaskManagers"
                                    + " write there (images: 9999), or set flink."
                                    + KEY
                                    + " to another."));
        }
    }

    private static void probe(Path folder) throws IOException {
        FileSystem files = folder.getFileSystem();
        boolean made = !files.exists(folder);
        if (!files.mkdirs(folder)) {
            throw new IOException("the folder cannot be made");
        }
        Path probe = new Path(folder, "sluice-doctor-" + UUID.randomUUID());
        try {
            try (FSDataOutputStream out = files.create(probe, WriteMode.NO_OVERWRITE)) {
                out.write(1);
            }
            if (files.getFileStatus(probe).getLen() != 1) {
                throw new IOException("what was written is not there");
            }
        } finally {
            files.delete(probe, false);
            if (made) {
                files.delete(folder, false);
            }
        }
    }
}
