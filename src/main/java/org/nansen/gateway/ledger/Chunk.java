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
 * @param others what is known of the units that gave no record
 */
public record Chunk(
        Drops.Mark after,
        long position,
        String digest,
        List<Arrival> arrivals,
        List<Rejection> rejections,
        int skipped,
        Others others) {

    public Chunk {
        arrivals = List.copyOf(arrivals);
        rejections = List.copyOf(rejections);
    }

    public Chunk(
            Drops.Mark after,
            long position,
            String digest,
            List<Arrival> arrivals,
            List<Rejection> rejections,
            int skipped) {
        this(after, position, digest, arrivals, rejections, skipped, Others.NONE);
    }

    /** The first chunk of a drop. */
    public Chunk(long position, String digest, List<Arrival> arrivals, List<Rejection> rejections, int skipped) {
        this(Drops.Mark.START, position, digest, arrivals, rejections, skipped);
    }

    /**
     * Units that were rejected or left out: they are part of a whole stock nevertheless, so what is known under their
     * numbers has not vanished.
     *
     * @param numbers the source's own record numbers of those where it can be read
     * @param unnumbered of how many it cannot
     */
    public record Others(List<String> numbers, int unnumbered) {

        public static final Others NONE = new Others(List.of(), 0);

        public Others {
            numbers = List.copyOf(numbers);
        }

        @Override
        public String toString() {
            return "Others[numbers=" + numbers.size() + ", unnumbered=" + unnumbered + "]";
        }
    }
}
