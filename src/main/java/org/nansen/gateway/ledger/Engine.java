package org.nansen.gateway.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What differs between the databases that can hold a ledger. Everything else of the room is the same on all. */
interface Engine extends AutoCloseable {

    /** Whether nothing has ever been written here, so that a master key may be made. */
    boolean isNew() throws SQLException;

    /**
     * Looks for damage before anything else is done, for a few seconds at the most.
     *
     * @throws EngineRefused {@code NG-510} when there is any
     */
    void examine() throws SQLException;

    /**
     * Copies the ledger as of now into a new file, while others go on working; what they commit meanwhile is not in it.
     *
     * @throws EngineRefused {@code NG-513} where this is not the gateway's to do
     */
    void copyTo(Path file) throws SQLException;

    /** What the schema's scripts need. */
    Dialect dialect();

    /**
     * Opens the connection that writes, without auto-commit, once this process is the only one of its name. The connection
     * that was used before, if any, is over when this returns: what it had begun is either committed or gone.
     *
     * @throws EngineRefused {@code NG-503} when another process holds the place, {@code NG-506} when the server may lose what it
     *     acknowledges
     */
    Connection writing() throws SQLException;

    /** Opens a connection that cannot write. */
    Connection reading() throws SQLException;

    /**
     * Begins a batch: returns when no other node writes, until the batch ends.
     *
     * @param local this machine's time, in milliseconds since 1970
     * @return the time that counts, in milliseconds since 1970
     */
    long begin(Sql sql, long local) throws SQLException;

    /** Whether tidying up cannot wait until nobody waits for the writer. */
    boolean needsRest();

    /**
     * Nobody waits for the writer at the moment, or it cannot wait: the time to tidy up, if there is anything to tidy.
     *
     * @param writing the connection that writes, between two batches
     */
    void rest(Connection writing) throws SQLException;

    /** Whether no other process can have claimed anything, so that at a start all leases are void. */
    boolean isExclusive();

    /** Whether the database cannot write now, as opposed to a statement at fault. */
    boolean isOutage(SQLException failure);

    /** Whether what is stored cannot be read any more. */
    boolean isDamage(SQLException failure);

    /** Whether the same batch may well succeed if it is simply run again. */
    boolean isClash(SQLException failure);

    /** Whether a connection that failed is worth nothing any more. */
    boolean isRemote();

    /** A name of the failure that holds no value. */
    String name(SQLException failure);

    /** Lets go of whatever keeps others out; after all connections are closed. */
    @Override
    void close() throws IOException;

    /**
     * How the schema's scripts are run.
     *
     * @param bytes the type of a byte column
     * @param clustered what makes a table lie in the order of its key
     * @param alone a question that keeps the other nodes' batches waiting until the end of the transaction; empty where
     *     there are none
     */
    record Dialect(DataSource source, String bytes, String clustered, String alone) {}
}
