package org.nansen.gateway.ledger;

import java.util.List;

/**
 * A part of a drop, about 500 source units.
 *
 * @param after the chunk that it follows: it is taken only when the drop stands exactly there, so that two who read the
 *     same drop, or what looks the same, cannot mix their parts
 * @param position source units read from the drop's start up to this chunk's end
 * @param digest chained digest of the source content up to this chunk's end (hexadecimal)
 * @param arrivals records that passed
 * @param rejections what did not pass; each with {@code counted} is one received record
 * @param skipped source units that the mapping left out on purpose
 */
public record Chunk(
        Drops.Mark after,
        long position,
        String digest,
        List<Arrival> arrivals,
        List<Rejection> rejections,
        int skipped) {

    public Chunk {
        arrivals = List.copyOf(arrivals);
        rejections = List.copyOf(rejections);
    }

    /** The first chunk of a drop. */
    public Chunk(long position, String digest, List<Arrival> arrivals, List<Rejection> rejections, int skipped) {
        this(Drops.Mark.START, position, digest, arrivals, rejections, skipped);
    }
}
