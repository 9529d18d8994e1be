package org.nansen.gateway.normalize;

import java.util.Iterator;

/** Units of one drop, read and mapped one at a time in bounded memory. Not thread-safe; never throws for bad input. */
public interface SourceReading extends Iterator<SourceUnit>, AutoCloseable {

    /** Bytes taken from the stream so far. */
    long bytesRead();

    @Override
    void close();
}
