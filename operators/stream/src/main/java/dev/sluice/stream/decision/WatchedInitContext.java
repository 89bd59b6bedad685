// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.stream.decision;

import dev.sluice.stream.kafka.KafkaAccess;

import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.flink.util.function.ThrowingRunnable;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * What a writer is made with, but that the cluster's refusals are told from other failures in what
 * the writer does later, too: a record that is refused after {@code write} fails the task from its
 * mailbox.
 */
final class WatchedInitContext implements WriterInitContext {

    private final WriterInitContext context;
    private final KafkaAccess access;

    WatchedInitContext(WriterInitContext context, KafkaAccess access) {
        this.context = context;
        this.access = access;
    }

    @Override
    public MailboxExecutor getMailboxExecutor() {
        return new WatchedMailbox(context.getMailboxExecutor(), access);
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        return context.getUserCodeClassLoader();
    }

    @Override
    public ProcessingTimeService getProcessingTimeService() {
        return context.getProcessingTimeService();
    }

    @Override
    public SinkWriterMetricGroup metricGroup() {
        return context.metricGroup();
    }

    @Override
    public InitializationContext asSerializationSchemaInitializationContext() {
        return context.asSerializationSchemaInitializationContext();
    }

    @Override
    public boolean isObjectReuseEnabled() {
        return context.isObjectReuseEnabled();
    }

    @Override
    public <I> TypeSerializer<I> createInputSerializer() {
        return context.createInputSerializer();
    }

    @Override
    public <M> Optional<Consumer<M>> metadataConsumer() {
        return context.metadataConsumer();
    }

    @Override
    public OptionalLong getRestoredCheckpointId() {
        return context.getRestoredCheckpointId();
    }

    @Override
    public JobInfo getJobInfo() {
        return context.getJobInfo();
    }

    @Override
    public TaskInfo getTaskInfo() {
        return context.getTaskInfo();
    }

    private record WatchedMailbox(MailboxExecutor mailbox, KafkaAccess access)
            implements MailboxExecutor {

        @Override
        public void execute(
                MailOptions options,
                ThrowingRunnable<? extends Exception> command,
                String format,
                Object... arguments) {
            mailbox.execute(options, () -> watched(command), format, arguments);
        }

        private void watched(ThrowingRunnable<? extends Exception> command) throws Exception {
            try {
                command.run();
            } catch (Exception e) {
                access.throwIfRefused(e);
                throw e;
            }
        }

        @Override
        public void yield() throws InterruptedException, FlinkRuntimeException {
            mailbox.yield();
        }

        @Override
        public boolean tryYield() throws FlinkRuntimeException {
            return mailbox.tryYield();
        }

        @Override
        public boolean shouldInterrupt() {
            return mailbox.shouldInterrupt();
        }
    }
}
