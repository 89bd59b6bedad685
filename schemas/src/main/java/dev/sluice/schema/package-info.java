/**
 * The records on the topics, and how they are turned into bytes and back.
 *
 * <p>{@code src/main/avro} holds the schemas as they are written today; the classes of this package
 * that are named after them are generated. {@link dev.sluice.schema.WireFormat} is the door: who
 * reads or writes a topic uses nothing else. Changing a schema: see {@link
 * dev.sluice.schema.SchemaHistory}.
 */
package dev.sluice.schema;
