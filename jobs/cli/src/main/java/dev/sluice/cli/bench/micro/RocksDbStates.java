// SPDX-License-Identifier: Apache-2.0
// Copyright the Sluice authors.
package dev.sluice.cli.bench.micro;

import dev.sluice.decisioning.window.WindowNode;
import dev.sluice.decisioning.window.WindowStore;
import dev.sluice.fraud.CustomerState;

import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.FileUtils;

import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes in a RocksDB, written with the serializers of Flink and without a log, as its backend does.
 */
final class RocksDbStates implements CustomerStates {

    private final TypeSerializer<CustomerState> stateSerializer = serializer(CustomerState.class);
    private final TypeSerializer<WindowNode> nodeSerializer = serializer(WindowNode.class);
    private final DataOutputSerializer out = new DataOutputSerializer(4_096);
    private final DataInputDeserializer in = new DataInputDeserializer();
    private final Path folder;
    private final Options options;
    private final WriteOptions writes;
    private final RocksDB database;
    private final Nodes nodes = new Nodes();

    private RocksDbStates(Path folder, Options options, WriteOptions writes, RocksDB database) {
        this.folder = folder;
        this.options = options;
        this.writes = writes;
        this.database = database;
    }

    static RocksDbStates open() throws IOException {
        RocksDB.loadLibrary();
        Path folder = Files.createTempDirectory("sluice-bench-rocksdb-");
        Options options = new Options().setCreateIfMissing(true);
        try {
            return new RocksDbStates(
                    folder,
                    options,
                    new WriteOptions().setDisableWAL(true),
                    RocksDB.open(options, folder.toString()));
        } catch (RocksDBException e) {
            throw new IOException("RocksDB does not open in " + folder, e);
        }
    }

    @Override
    public CustomerState get(int customer) throws IOException {
        CustomerState state = read(key(customer), stateSerializer);
        return state == null ? new CustomerState() : state;
    }

    @Override
    public void put(int customer, CustomerState state) throws IOException {
        write(key(customer), state, stateSerializer);
    }

    @Override
    public WindowStore nodes(int customer) {
        nodes.customer = customer;
        return nodes;
    }

    @Override
    public void close() {
        database.close();
        writes.close();
        options.close();
        FileUtils.deleteDirectoryQuietly(folder.toFile());
    }

    private <T> T read(byte[] key, TypeSerializer<T> serializer) throws IOException {
        try {
            byte[] bytes = database.get(key);
            if (bytes == null) {
                return null;
            }
            in.setBuffer(bytes);
            return serializer.deserialize(in);
        } catch (RocksDBException e) {
            throw new IOException("RocksDB does not read", e);
        }
    }

    private <T> void write(byte[] key, T value, TypeSerializer<T> serializer) throws IOException {
        out.clear();
        serializer.serialize(value, out);
        try {
            database.put(writes, key, out.getCopyOfBuffer());
        } catch (RocksDBException e) {
            throw new IOException("RocksDB does not write", e);
        }
    }

    private static byte[] key(int customer) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(customer).array();
    }

    private static <T> TypeSerializer<T> serializer(Class<T> type) {
        return TypeInformation.of(type).createSerializer(new SerializerConfigImpl());
    }

    private final class Nodes implements WindowStore {

        private int customer;

        @Override
        public WindowNode get(long number) {
            try {
                return read(key(number), nodeSerializer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void put(long number, WindowNode node) {
            try {
                write(key(number), node, nodeSerializer);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void remove(long number) {
            try {
                database.delete(writes, key(number));
            } catch (RocksDBException e) {
                throw new IllegalStateException("RocksDB does not delete", e);
            }
        }

        private byte[] key(long number) {
            return ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                    .putInt(customer)
                    .putLong(number)
                    .array();
        }
    }
}
