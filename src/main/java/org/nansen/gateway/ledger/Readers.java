package org.nansen.gateway.ledger;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;

/** A few connections that only read, each with its prepared statements kept. */
final class Readers implements AutoCloseable {

    private final List<Sql> all;
    private final BlockingQueue<Sql> free;
    private final ThreadLocal<@Nullable Sql> mine = new ThreadLocal<>();

    Readers(List<Sql> connections) {
        this.all = List.copyOf(connections);
        this.free = new ArrayBlockingQueue<>(connections.size(), false, connections);
    }

    /**
     * Runs the question on a free connection; {@code Unavailable NG-501} when the ledger cannot be read. A question within
     * a question (a key that is fetched while rows are opened, say) runs on the same connection: were it to take another,
     * as many questions as there are connections could wait for each other for ever.
     */
    <T> T read(Question<T> question) {
        Sql held = mine.get();
        if (held != null) {
            return ask(question, held);
        }
        Sql sql;
        try {
            sql = free.take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Unavailable.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "ledger");
        }
        mine.set(sql);
        try {
            return ask(question, sql);
        } finally {
            mine.remove();
            free.add(sql);
        }
    }

    private static <T> T ask(Question<T> question, Sql sql) {
        try {
            return question.ask(sql);
        } catch (SQLException failed) {
            throw Unavailable.of(FaultCode.NG_501_LEDGER_UNAVAILABLE, "ledger", failed);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Sql sql : all) {
            sql.close();
        }
    }

    /** A question to the ledger. */
    interface Question<T> {
        T ask(Sql sql) throws SQLException;
    }
}
