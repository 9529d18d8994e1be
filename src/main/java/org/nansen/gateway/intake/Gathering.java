package org.nansen.gateway.intake;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.nansen.gateway.ledger.Arrival;
import org.nansen.gateway.ledger.Chunk;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.Rejection;
import org.nansen.gateway.normalize.SourceUnit;
import org.nansen.gateway.record.AsylumRecord;

/**
 * Gathers the units of one drop into chunks and counts them. Each chunk's digest covers the source content from the
 * drop's start: SHA-256 over the digest before it and the chunk's units, each with its length in front. Where a chunk
 * ends depends on the content alone, so that a second reading gives the same chunks.
 */
final class Gathering {

    private static final int UNITS = 500;
    private static final int BYTES = 4 * 1024 * 1024;

    private final int unitsInChunk;
    private final long bytesInChunk;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();
    private int unnumbered;
    private Drops.Mark cut = Drops.Mark.START;
    private MessageDigest sha = sha256();
    private int inChunk;
    private long bytes;
    private int skipped;
    private long units;
    private long refused;

    private Gathering(int unitsInChunk, long bytesInChunk) {
        this.unitsInChunk = unitsInChunk;
        this.bytesInChunk = bytesInChunk;
    }

    /** Chunks of about 500 units. */
    static Gathering chunked() {
        return new Gathering(UNITS, BYTES);
    }

    /** One chunk, so that a bounded request is taken as a whole or not at all. */
    static Gathering whole() {
        return new Gathering(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    void add(SourceUnit unit) {
        if (unit instanceof SourceUnit.Mapped mapped) {
            count(mapped.content());
            for (AsylumRecord record : mapped.records()) {
                arrivals.add(new Arrival(record, mapped.line(), mapped.content(), mapped.mapping()));
            }
        } else if (unit instanceof SourceUnit.Refused bad) {
            count(bad.content());
            // It gives no record, and is there nevertheless.
            if (bad.number() == null) {
                unnumbered++;
            } else {
                numbers.add(bad.number());
            }
            refused++;
            boolean counted = true;
            for (SourceUnit.Problem problem : bad.problems()) {
                rejections.add(new Rejection(bad.line(), problem.field(), problem.code(), problem.hint(), counted));
                counted = false;
            }
        } else if (unit instanceof SourceUnit.Skipped left) {
            count(left.content());
            // What the mapping leaves out and has no number is no row of a stock: a total, a remark.
            if (left.number() != null) {
                numbers.add(left.number());
            }
            skipped++;
        } else if (unit instanceof SourceUnit.Broken broken) {
            units++;
            note(new Rejection(
                    broken.line(),
                    broken.problem().field(),
                    broken.problem().code(),
                    broken.problem().hint(),
                    false));
        }
    }

    /** Adds what is wrong with the drop as a whole. */
    void note(Rejection rejection) {
        rejections.add(rejection);
        inChunk++;
    }

    boolean full() {
        return inChunk >= unitsInChunk || bytes >= bytesInChunk;
    }

    /** Returns what was gathered since the last cut. */
    Chunk cut() {
        byte[] digest = sha.digest();
        Drops.Mark end = new Drops.Mark(Math.max(1, units), HexFormat.of().formatHex(digest));
        Chunk chunk = new Chunk(
                cut,
                end.position(),
                end.digest(),
                arrivals,
                rejections,
                skipped,
                new Chunk.Others(numbers, unnumbered));
        cut = end;
        sha = sha256();
        sha.update(digest);
        arrivals.clear();
        rejections.clear();
        numbers.clear();
        unnumbered = 0;
        inChunk = 0;
        bytes = 0;
        skipped = 0;
        return chunk;
    }

    /** Units read so far. */
    long units() {
        return units;
    }

    /** Units rejected so far. */
    long refused() {
        return refused;
    }

    static String digestOf(byte[] body) {
        return HexFormat.of().formatHex(sha256().digest(body));
    }

    private void count(byte[] content) {
        units++;
        inChunk++;
        bytes += content.length;
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
        sha.update(content);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
