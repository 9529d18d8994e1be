package org.nansen.gateway.intake;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Chunk;
import org.nansen.gateway.ledger.Drop;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.Ending;
import org.nansen.gateway.ledger.NewDrop;
import org.nansen.gateway.ledger.Rejection;
import org.nansen.gateway.normalize.SourceReading;
import org.nansen.gateway.normalize.SourceUnit;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;

/** Turns what came through a door into a durable drop: chunk by chunk, resumable, and released only as a whole. */
final class Acceptance {

    /** Nothing to keep for an operator: the sender has to send again. */
    private static final Set<FaultCode> REFUSED =
            EnumSet.of(FaultCode.NG_110_EMPTY, FaultCode.NG_111_HEADER_ONLY, FaultCode.NG_143_NO_RECORD);

    private final Drops drops;
    private final ChunkSink sink;
    private final Executor threads;

    Acceptance(Drops drops, ChunkSink sink, Executor threads) {
        this.drops = drops;
        this.sink = sink;
        this.threads = threads;
    }

    /**
     * Takes a drop in chunks. Where the ledger has a part of it already, reads from the start, compares, and goes on
     * after the last commit.
     *
     * @throws OtherContent when what was committed before is not what is read now; the drop is refused then
     */
    Drop take(NewDrop head, SourceReading reading, Incoming incoming, RejectLimit limit) {
        return take(head, reading, incoming, limit, () -> {});
    }

    /**
     * As {@link #take(NewDrop, SourceReading, Incoming, RejectLimit)}, for drops of any size.
     *
     * @param mayGoOn asked before each chunk is read and before it is written; when it throws, what is durable stays and
     *     the rest is read another time
     */
    Drop take(NewDrop head, SourceReading reading, Incoming incoming, RejectLimit limit, Runnable mayGoOn) {
        Optional<Drop> known = drops.find(head.receiptId());
        if (known.isPresent() && known.get().state().ended()) {
            return known.get();
        }
        List<Drops.Mark> marks = known.isPresent() ? drops.marks(head.receiptId()) : List.of();
        Drops.Mark durable = last(marks);

        Committer committer = new Committer(sink, threads);
        try {
            Gathering gathering = Gathering.chunked();
            Ending ending = Ending.more();
            while (ending.kind() == Ending.Kind.MORE) {
                mayGoOn.run();
                ending = fill(gathering, reading, incoming, limit);
                Chunk chunk = gathering.cut();
                if (chunk.position() > durable.position()) {
                    if (chunk.after().position() < durable.position()) {
                        throw otherContent(head, durable);
                    }
                    mayGoOn.run();
                    committer.submit(new Offer(head, chunk, ending));
                } else if (!marks.contains(new Drops.Mark(chunk.position(), chunk.digest()))) {
                    throw otherContent(head, durable);
                }
            }
            Drop drop = committer.await();
            return drop == null ? refuse(head, durable) : drop;
        } finally {
            // The stream is closed by our caller next: nothing of this drop may still be on its way then.
            committer.settle();
        }
    }

    /**
     * Takes a request as a whole, in one commit.
     *
     * @return the drop, or what made the request unreadable; nothing was accepted then
     */
    Outcome takeWhole(NewDrop head, SourceReading reading, RejectLimit limit) {
        Gathering gathering = Gathering.whole();
        while (reading.hasNext()) {
            SourceUnit unit = reading.next();
            SourceUnit.Broken broken = unreadable(unit);
            if (broken != null) {
                return new Outcome(null, broken);
            }
            gathering.add(unit);
        }
        if (gathering.units() == 0) {
            return new Outcome(null, new SourceUnit.Broken(0, SourceUnit.Problem.of(null, FaultCode.NG_110_EMPTY)));
        }
        return new Outcome(sink.offer(new Offer(head, gathering.cut(), limit.judge(gathering))), null);
    }

    /** In a request, a line that is no JSON breaks the whole, as it does in an array: the caller can simply send it again. */
    private static SourceUnit.@Nullable Broken unreadable(SourceUnit unit) {
        if (unit instanceof SourceUnit.Refused refused) {
            return refused.problems().stream()
                    .filter(problem -> problem.code() == FaultCode.NG_115_JSON)
                    .findFirst()
                    .map(problem -> new SourceUnit.Broken(refused.line(), problem))
                    .orElse(null);
        }
        return unit instanceof SourceUnit.Broken broken ? broken : null;
    }

    /** Writes a drop of which nothing can be read. */
    Drop refuse(NewDrop head, FaultCode why) {
        return end(head, Drops.Mark.START, why, Ending.refuse(why));
    }

    /** Ends a drop whose file went away in the middle: what was read of it waits for an operator. */
    Drop gone(NewDrop head) {
        FaultCode why = FaultCode.NG_120_CHANGED;
        return end(head, last(drops.marks(head.receiptId())), why, Ending.hold(why));
    }

    private Drop refuse(NewDrop head, Drops.Mark durable) {
        FaultCode why = FaultCode.NG_120_CHANGED;
        return end(head, durable, why, Ending.refuse(why));
    }

    private Drop end(NewDrop head, Drops.Mark durable, FaultCode why, Ending ending) {
        List<Rejection> reason = List.of(Rejection.ofDrop(0, null, why));
        Chunk nothing = new Chunk(durable, durable.position() + 1, "", List.of(), reason, 0);
        return sink.offer(new Offer(head, nothing, ending));
    }

    private OtherContent otherContent(NewDrop head, Drops.Mark durable) {
        refuse(head, durable);
        return new OtherContent();
    }

    private static Drops.Mark last(List<Drops.Mark> marks) {
        return marks.isEmpty() ? Drops.Mark.START : marks.get(marks.size() - 1);
    }

    private static Ending fill(Gathering gathering, SourceReading reading, Incoming incoming, RejectLimit limit) {
        @Nullable FaultCode broken = null;
        while (broken == null && !gathering.full() && more(reading, incoming)) {
            SourceUnit unit = reading.next();
            if (unit instanceof SourceUnit.Broken end) {
                sourceHeld(incoming);
                broken = end.problem().code();
            }
            gathering.add(unit);
        }
        if (broken == null && more(reading, incoming)) {
            return Ending.more();
        }
        boolean asListed = incoming.asListed();
        sourceHeld(incoming);
        if (!asListed) {
            gathering.note(Rejection.ofDrop(0, null, FaultCode.NG_120_CHANGED));
            return Ending.hold(FaultCode.NG_120_CHANGED);
        }
        if (broken != null) {
            return REFUSED.contains(broken) ? Ending.refuse(broken) : Ending.hold(broken);
        }
        if (gathering.units() == 0) {
            gathering.note(Rejection.ofDrop(0, null, FaultCode.NG_110_EMPTY));
            return Ending.refuse(FaultCode.NG_110_EMPTY);
        }
        return limit.judge(gathering);
    }

    private static boolean more(SourceReading reading, Incoming incoming) {
        boolean more = reading.hasNext();
        sourceHeld(incoming);
        return more;
    }

    /** What a broken line to the source looks like to a parser must not be taken for the sender's mistake. */
    private static void sourceHeld(Incoming incoming) {
        if (incoming.failed()) {
            throw Unavailable.of(FaultCode.NG_128_DOOR_UNREACHABLE, "intake");
        }
    }

    /** What became of a request: a drop, or the reason why it could not be read. */
    record Outcome(@Nullable Drop drop, SourceUnit.@Nullable Broken broken) {}

    /** A drop that was half accepted turned out to be something else on the second reading. */
    static final class OtherContent extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OtherContent() {
            super("the content is not what was read before", null, false, false);
        }
    }
}
