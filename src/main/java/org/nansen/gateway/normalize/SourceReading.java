package org.nansen.gateway.normalize;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Units of one drop, read and mapped one at a time in bounded memory. Not thread-safe. Never throws for bad input; an
 * {@link java.io.UncheckedIOException} means that the stream itself failed, so that the drop may be read again later.
 */
public interface SourceReading extends Iterator<SourceUnit>, AutoCloseable {

    /** Bytes taken from the stream so far. */
    long bytesRead();

    /**
     * Returns where in its line a field of the unit given last stands, or without a field, where that unit is at fault:
     * the number of the cell, or of the character where there are no cells; 0 where the reader does not know. Of a unit after
     * which nothing can be read it is the character at which the text breaks off.
     */
    default int columnOf(@Nullable String field) {
        return 0;
    }

    /**
     * Returns the line for a person who looks for the fault in an editor: that of the unit, but where a text breaks off
     * whose units are not counted in lines, the line of the text.
     */
    default long lineOf(SourceUnit unit) {
        return unit.line();
    }

    @Override
    void close();
}
