package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This version on a schema that a later one has migrated, as in a rolling upgrade and on the way back from one. */
class RollingUpgradeTest {

    @TempDir
    Path folder;

    @Test
    void startsAndWorksOnALaterSchema() {
        try (LedgerRig rig = node("one")) {
            work(rig, "before");
        }
        try (LedgerRig rig = node("one")) {
            migrate(rig);
        }
        try (LedgerRig rig = node("one")) {
            work(rig, "after");
            rig.proveIdentity();
            assertThat(rig.counts("registry").received()).isEqualTo(2);
        }
    }

    @Test
    void goesOnWhileALaterVersionMigratesUnderIt() {
        LedgerEngine.onlyWhereShared();
        try (LedgerRig old = node("old")) {
            AtomicBoolean ends = new AtomicBoolean();
            List<Drop> drops = new ArrayList<>();
            CompletableFuture<Void> busy = CompletableFuture.runAsync(() -> {
                for (int i = 0; !ends.get(); i++) {
                    drops.add(work(old, "busy-" + i));
                }
            });
            migrate(old);
            int whenMigrated = drops.size();
            org.awaitility.Awaitility.await().until(() -> busy.isDone() || drops.size() > whenMigrated + 5);
            ends.set(true);
            busy.join();
            try (LedgerRig later = node("later")) {
                work(later, "both");
                assertThat(later.counts("registry").received()).isEqualTo(drops.size() + 1);
            }
            old.proveIdentity();
        }
    }

    /** All the way of a record: accepted, claimed, completed. */
    private static Drop work(LedgerRig rig, String number) {
        Drop drop = rig.accept(
                "registry", TestRecords.application("registry", number, "p-" + number, "c-" + number, "SYR"));
        assertThat(drop.state()).isEqualTo(Drop.State.ACCEPTED);
        rig.take("screening")
                .forEach(
                        claim -> rig.results.complete(claim, null, "disclosure").join());
        rig.take("disclosure")
                .forEach(claim -> rig.results.complete(claim, null, "closed").join());
        return drop;
    }

    private static void migrate(LedgerRig rig) {
        Engine.Dialect dialect = rig.store.engine().dialect();
        Schema.run(Schema.scripts(dialect, "latest", Schema.SCRIPTS, "classpath:db/future"));
    }

    private LedgerRig node(String name) {
        return new LedgerRig(folder, Clock.systemUTC(), name, Duration.ofMinutes(10));
    }
}
