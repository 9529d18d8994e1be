package org.nansen.gateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;

/** A few connections that only read, each with its prepared statements kept; one that breaks is opened anew. */
final class Readers implements AutoCloseable {

    private final Opening opening;
    private final boolean mayBreak;
    private final List<Place> all = new ArrayList<>();
    private final BlockingQueue<Place> free;
    private final ThreadLocal<@Nullable Place> mine = new ThreadLocal<>();

    private Readers(Opening opening, boolean mayBreak, int count) {
        this.opening = opening;
        this.mayBreak = mayBreak;
        this.free = new ArrayBlockingQueue<>(count);
    }

    /**
     * @param mayBreak whether a connection that failed is worth nothing any more
     */
    static Readers open(Opening opening, boolean mayBreak, int count) throws SQLException {
        Readers readers = new Readers(opening, mayBreak, count);
        for (int i = 0; i < count; i++) {
            Place place = new Place(new Sql(opening.open()));
            readers.all.add(place);
            readers.free.add(place);
        }
        return readers;
    }

    /**
     * Runs the question on a free connection; {@code Unavailable NG-501} when the ledger cannot be read. A question within
     * a question (a key that is fetched while rows are opened, say) runs on the same connection: were it to take another,
     * as many questions as there are connections could wait for each other for ever.
     */
    <T> T read(Question<T> question) {
        Place held = mine.get();
        try {
            if (held != null) {
                return question.ask(sql(held));
            }
            Place place = free.take();
            mine.set(place);
            try {
                return ask(question, place);
            } finally {
                mine.remove();
                free.add(place);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Unavailable.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "ledger");
        } catch (SQLException failed) {
            throw Unavailable.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "ledger", failed);
        }
    }

    /** A connection may have broken while it lay unused: then the question is asked once more on a new one. */
    private <T> T ask(Question<T> question, Place place) throws SQLException {
        try {
            return question.ask(sql(place));
        } catch (SQLException failed) {
            if (!mayBreak) {
                throw failed;
            }
            place.drop();
            try {
                return question.ask(sql(place));
            } catch (SQLException again) {
                place.drop();
                throw again;
            }
        }
    }

    private Sql sql(Place place) throws SQLException {
        Sql open = place.sql;
        if (open == null) {
            open = new Sql(opening.open());
            place.sql = open;
        }
        return open;
    }

    @Override
    public void close() throws SQLException {
        for (Place place : all) {
            Sql open = place.sql;
            if (open != null) {
                open.close();
            }
        }
    }

    /** Where a connection is, or is to be. */
    private static final class Place {

        private volatile @Nullable Sql sql;

        Place(Sql sql) {
            this.sql = sql;
        }

        void drop() {
            Sql broken = sql;
            sql = null;
            if (broken != null) {
                try {
                    broken.close();
                } catch (SQLException gone) {
                    // It is of no use anyway.
                }
            }
        }
    }

    /** How a connection is opened. */
    interface Opening {
        Connection open() throws SQLException;
    }

    /** A question to the ledger; asked again when a connection breaks, so it must not do anything else. */
    interface Question<T> {
        T ask(Sql sql) throws SQLException;
    }
}
