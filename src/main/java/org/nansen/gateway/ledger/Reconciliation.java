package org.nansen.gateway.ledger;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the ledger against itself, row by row: is every record in exactly the stage that its work and letters say, do the
 * counters of the identity agree with the rows, is any person's sequence broken, do drops and receipts add up, does every
 * chain of entries verify, can what is sealed be opened? It changes nothing.
 *
 * <p>It reads in slices, each of one moment and short, so that it can run beside a gateway at work, and in memory that
 * does not grow with the ledger. Only the sums over all rows are read in one statement, which nobody waits for.
 */
public interface Reconciliation {

    /**
     * Looks at everything once.
     *
     * @return what was looked at; {@code Unavailable NG-501} when the ledger cannot be read
     */
    Report run(Scope scope, Watcher watcher);

    /**
     * How thoroughly to look.
     *
     * @param everySeal whether everything sealed is opened, rather than a sample of about a thousand
     * @param ways channels that an open letter can leave by ({@code mail}, {@code reply.<system>}), or null when unknown
     */
    record Scope(boolean everySeal, @Nullable Set<String> ways) {}

    /** Is told while it runs, on the running thread. */
    interface Watcher {

        void found(Finding finding);

        /** After each slice: rows of the part that were looked at so far. */
        default void looked(Part part, long rows) {}

        /** Whether to go on; asked before each slice. What is not looked at then is missing in the report. */
        default boolean goesOn() {
            return true;
        }
    }

    /** The parts of the ledger, in the order in which they are looked at. */
    enum Part {
        RECORDS,
        LETTERS,
        PEOPLE,
        DROPS,
        ENTRIES,
        COUNTERS
    }

    /** What kind of disagreement it is. */
    enum Kind {
        /** The parts of the identity do not add up, or a counter is not the number of rows. */
        IDENTITY,
        /** A record's stage is not what its work and letters say. */
        STAGE,
        /** A task, letter or record that belongs to nothing. */
        ORPHAN,
        /** An open letter that nothing will ever hand over, or one whose state contradicts itself. */
        LETTER,
        /** A drop's counts are not those of its rows. */
        DROP,
        /** A gap, a double or a broken link in a person's sequence of records. */
        SEQUENCE,
        /** Something sealed is missing, or cannot be opened. */
        SEAL,
        /** An entry was altered, is missing, or a chain lost its end. */
        CHAIN
    }

    /**
     * A disagreement.
     *
     * @param subject id of the row, or the system's name; never anything of a person
     * @param words what is wrong, for people
     */
    record Finding(Kind kind, String subject, String words) {}

    /**
     * What was looked at.
     *
     * @param rows rows of each part
     * @param opened sealed payloads and letters that were opened
     * @param findings number of findings
     * @param whole false when the watcher stopped it
     */
    record Report(Map<Part, Long> rows, long opened, long findings, boolean whole) {}
}
