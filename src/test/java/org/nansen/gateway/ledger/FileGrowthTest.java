package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.AsylumRecord;

/** The ledger in a file: how large its parts become, and that they become small again. */
class FileGrowthTest extends LedgerTest {

    private static final long MEGABYTE = 1 << 20;

    @Override
    @BeforeEach
    void open() {
        // A server keeps its own house.
        LedgerEngine.onlyOnSqlite();
        super.open();
    }

    private long file() {
        return folder.resolve("data/ledger.db").toFile().length();
    }

    private long log() {
        return folder.resolve("data/ledger.db-wal").toFile().length();
    }

    /** Writes so many megabytes over the same few rows, a commit each. */
    private void write(int megabytes) {
        for (int i = 0; i < megabytes; i++) {
            String row = "blown-up-" + i % 4;
            // Pages that stay as they are would not be written.
            String value = String.valueOf((char) ('a' + i % 26)).repeat((int) MEGABYTE);
            rig.write(
                    "insert into meta (name, value) values (?, ?)"
                            + " on conflict (name) do update set value = excluded.value",
                    row,
                    value);
        }
    }

    private Integer ask() {
        return rig.store.readers().read(sql -> sql.list("select value from meta", row -> row.getString(1))
                .size());
    }

    @Test
    void emptiesALogThatALongReaderKept() {
        long whileReading = new Slices(rig.store.readers(), new Unwatched(), false).asOfNow(sql -> {
            sql.exists("select 1 from meta");
            write(100);
            return log();
        });
        assertThat(whileReading).isGreaterThan(90 * MEGABYTE);
        await().atMost(Duration.ofSeconds(30)).until(() -> log() < MEGABYTE);
        assertThat(file()).isLessThan(20 * MEGABYTE);
    }

    @Test
    void keepsTheLogShortInAFloodWhileOthersRead() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            Future<Long> reading = readers.submit(() -> {
                long longest = 0;
                while (!over.get()) {
                    ask();
                    longest = Math.max(longest, log());
                }
                return longest;
            });
            Future<?> other = readers.submit(() -> {
                while (!over.get()) {
                    ask();
                }
            });
            write(600);
            over.set(true);
            other.get();
            assertThat(reading.get()).isLessThan(300 * MEGABYTE);
        } finally {
            readers.shutdownNow();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> log() <= 64 * MEGABYTE);
    }

    @Test
    void fillsThePagesOfWhatWasRemovedBeforeItTakesNewOnes() {
        long first = grownBy("a");
        rig.store
                .writer()
                .submit(batch -> batch.sql().update("update record set received_at = 0")
                        + batch.sql().update("update expiry set at = 0"))
                .join();
        remove();
        assertThat(pages("freelist_count") * pages("page_size")).isGreaterThan(first / 2);
        // Entries and what duplicates are judged by stay, and go on to grow.
        assertThat(grownBy("b")).isLessThan(first / 2);
    }

    private long pages(String pragma) {
        Long value = rig.store.readers().read(sql -> sql.first("pragma " + pragma, row -> row.getLong(1)));
        return value == null ? 0 : value;
    }

    private long grownBy(String name) {
        long before = pages("page_count");
        AsylumRecord[] records = IntStream.range(0, 2_000)
                .mapToObj(i -> TestRecords.application("registry", name + i, name + i, name + i, "SYR"))
                .toArray(AsylumRecord[]::new);
        NewDrop drop = LedgerRig.drop("registry");
        rig.drops
                .append(drop, LedgerRig.chunk(records.length, records), Ending.release())
                .join();
        while (!rig.take("screening").stream()
                .map(claim -> rig.results.complete(claim, null, "closed"))
                .toList()
                .isEmpty()) {
            // Taken to their end, a hundred at a time.
        }
        return (pages("page_count") - before) * pages("page_size");
    }

    private void remove() {
        Retention kept = new Retention(Retention.From.RECEIVED, Duration.ofDays(1), null);
        try (RetentionSweep sweep = new RetentionSweep(
                rig.store.writer(), () -> () -> Map.of("registry", kept), 1_000_000, Duration.ZERO, System::nanoTime)) {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        sweep.look().join();
                        return rig.store.readers().read(sql -> !sql.exists("select 1 from record"));
                    });
        }
    }

    private static final class Unwatched implements Reconciliation.Watcher {

        @Override
        public void found(Reconciliation.Finding finding) {
            throw new AssertionError(finding);
        }
    }
}
