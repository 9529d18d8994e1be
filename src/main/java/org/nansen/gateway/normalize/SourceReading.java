package org.nansen.gateway.normalize;

import java.util.Iterator;

/**
 * Units of one drop, read and mapped one at a time in bounded memory. Not thread-safe. Never throws for bad input; an
 * {@link java.io.UncheckedIOException} means that the stream itself failed, so that the drop may be read again later.
 */
public interface SourceReading extends Iterator<SourceUnit>, AutoCloseable {

    /** Bytes taken from the stream so far. */
    long bytesRead();

    @Override
    void close();
}
