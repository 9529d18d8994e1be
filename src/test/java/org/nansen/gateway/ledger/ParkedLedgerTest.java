package org.nansen.gateway.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.ledger.Recovery.Job;

/** Each test has a ledger of its own to park units in; everything in it agrees when the test is over. */
abstract class ParkedLedgerTest {

    @TempDir
    Path folder;

    ParkedLedger ledger;
    Recovery recovery;

    @BeforeEach
    void open() {
        ledger = new ParkedLedger(folder);
        recovery = ledger.recovery();
    }

    @AfterEach
    void close() {
        ledger.prove();
        ledger.close();
    }

    /** Stops the ledger and starts it again. */
    void restart() {
        ledger.close();
        open();
    }

    Job now(Job job) {
        return recovery.job(job.id()).orElseThrow();
    }
}
