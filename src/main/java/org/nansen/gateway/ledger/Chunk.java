package org.nansen.gateway.ledger;

import java.util.List;

/**
 * A part of a drop, about 500 source units.
 *
 * @param position source units read from the drop's start up to this chunk's end
 * @param digest chained digest of the source content up to this chunk's end (hexadecimal)
 * @param arrivals records that passed
 * @param rejections what did not pass; each with {@code counted} is one received record
 * @param skipped source units that the mapping left out on purpose
 */
public record Chunk(long position, String digest, List<Arrival> arrivals, List<Rejection> rejections, int skipped) {

    public Chunk {
        arrivals = List.copyOf(arrivals);
        rejections = List.copyOf(rejections);
    }
}
