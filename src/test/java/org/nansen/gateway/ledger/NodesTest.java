package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.Defect;

/** Several nodes on one ledger. */
class NodesTest {

    @TempDir
    Path folder;

    @BeforeEach
    void shared() {
        LedgerEngine.onlyWhereShared();
    }

    @Test
    void agreeOnEveryPersonWhenTheyMeetOnTheSameOnes() {
        try (LedgerRig one = node("one");
                LedgerRig two = node("two")) {
            List<CompletableFuture<Drop>> drops = new ArrayList<>();
            for (int drop = 0; drop < 40; drop++) {
                LedgerRig rig = drop % 2 == 0 ? one : two;
                AsylumRecord[] records = new AsylumRecord[25];
                for (int i = 0; i < records.length; i++) {
                    // Both nodes bring every person, one forwards, the other backwards.
                    int person = drop % 2 == 0 ? i : records.length - 1 - i;
                    records[i] = TestRecords.application(
                            "registry", "n" + drop + "-" + i, "p" + person, "c" + person, "SYR");
                }
                drops.add(CompletableFuture.supplyAsync(() -> rig.drops.append(
                                LedgerRig.drop("registry"), LedgerRig.chunk(records.length, records), Ending.release()))
                        .thenCompose(f -> f));
            }
            drops.forEach(drop -> assertThat(drop.join().accepted()).isEqualTo(25));
            one.proveIdentity();
            two.proveIdentity();
            assertThat(two.counts("registry").received()).isEqualTo(1_000);
            List<Long> sequences =
                    one.store.readers().read(sql -> sql.list("select sequence from person", row -> row.getLong(1)));
            assertThat(sequences).hasSize(25).containsOnly(40L);
            // Every record opens on either node, whoever made its person's key.
            Set<String> taken = new HashSet<>();
            for (LedgerRig rig : List.of(one, two)) {
                List<Claim> claims = rig.claims.take("screening", 500).join();
                assertThat(claims).hasSize(500);
                claims.forEach(claim -> {
                    assertThat(taken.add(claim.id())).isTrue();
                    assertThat(((RecordClaim) claim).record().person()).isNotNull();
                });
            }
        }
    }

    @Test
    void giveBackOnStartWhatTheirPredecessorHeldAndNothingElse() {
        try (LedgerRig two = node("two")) {
            try (LedgerRig one = node("one")) {
                one.accept(
                        "registry",
                        TestRecords.application("registry", "1", "p1", "c1", "SYR"),
                        TestRecords.application("registry", "2", "p2", "c2", "SYR"));
                assertThat(one.claims.take("screening", 1).join()).hasSize(1);
                assertThat(two.claims.take("screening", 1).join()).hasSize(1);
                assertThat(two.take("screening")).isEmpty();
            }
            try (LedgerRig one = node("one")) {
                assertThat(one.take("screening")).hasSize(1);
                assertThat(one.take("screening")).isEmpty();
            }
        }
    }

    @Test
    void letNoOtherHaveTheirName() {
        try (LedgerRig one = node("one")) {
            assertThat(one.take("screening")).isEmpty();
            assertThatThrownBy(() -> node("one")).isInstanceOf(Defect.class).hasMessageContaining("NG-503");
        }
    }

    @Test
    void voidTheResultOfANodeThatComesBackAfterItsLease() {
        try (LedgerRig one = new LedgerRig(folder, Clock.systemUTC(), "one", Duration.ofMillis(1));
                LedgerRig two = new LedgerRig(folder, Clock.systemUTC(), "two", Duration.ofMinutes(10))) {
            one.accept("registry", TestRecords.application("registry", "1", "p1", "c1", "SYR"));
            Claim late = one.take("screening").get(0);
            Claim now = Awaitility.await()
                    .until(() -> two.take("screening"), claims -> !claims.isEmpty())
                    .get(0);
            assertThat(late.holds()).isFalse();
            assertThat(now.holds()).isTrue();
            one.results.complete(late, null, "disclosure").join();
            assertThat(two.take("disclosure")).isEmpty();
            two.results.complete(now, null, "disclosure").join();
            assertThat(one.take("disclosure")).hasSize(1);
        }
    }

    @Test
    void doNotWaitForANodeThatStopsInTheMiddleOfABatch() {
        try (LedgerRig one = node("one");
                LedgerRig two = node("two")) {
            CompletableFuture<Void> pause = new CompletableFuture<>();
            CompletableFuture<Void> inBatch = new CompletableFuture<>();
            CompletableFuture<Integer> paused = one.store.writer().submit(batch -> {
                batch.count("registry", "received", 1);
                inBatch.complete(null);
                pause.join();
                return batch.sql().update("insert into meta (name, value) values ('paused', 'x')");
            });
            inBatch.join();
            two.accept("border", TestRecords.application("border", "1", "p1", "c1", "SYR"));
            pause.complete(null);
            // Its session is over; the batch is run again on a new one.
            assertThat(paused.join()).isEqualTo(1);
            assertThat(two.counts("registry").received()).isEqualTo(1);
        }
    }

    @Test
    void seeEachOtherAndWhoStopped() {
        try (LedgerRig one = node("one")) {
            try (LedgerRig two = node("two");
                    SqlNodes nodes = nodes(one, "one")) {
                nodes(two, "two").close();
                assertThat(nodes.all())
                        .extracting(Nodes.Node::name, Nodes.Node::lives, Nodes.Node::here)
                        .containsExactly(tuple("one", true, true), tuple("two", false, false));
                assertThat(nodes.all().get(1).stopped()).isNotNull();
            }
        }
    }

    @Test
    void refuseTheEmbeddedBrokerWhereAnotherNodeLives() {
        try (LedgerRig one = node("one");
                LedgerRig two = node("two")) {
            SqlNodes first = nodes(one, "one");
            SqlNodes second = nodes(two, "two");
            first.declare(false);
            assertThatThrownBy(() -> second.declare(true))
                    .isInstanceOf(Defect.class)
                    .hasMessageContaining("NG-606");
            second.close();
            first.declare(true);
            SqlNodes again = nodes(two, "two");
            assertThatThrownBy(() -> again.declare(false))
                    .isInstanceOf(Defect.class)
                    .hasMessageContaining("NG-606");
            first.close();
            again.declare(true);
        }
    }

    @Test
    void goOnWithAReleaseWhoseNodeDied() {
        try (LedgerRig one = node("one");
                LedgerRig two = node("two")) {
            int count = ArrivedRecords.SLICE + 10;
            AsylumRecord[] records = new AsylumRecord[count];
            for (int i = 0; i < count; i++) {
                records[i] = TestRecords.application("registry", "r" + i, "p" + i, "c" + i, "SYR");
            }
            NewDrop drop = LedgerRig.drop("registry");
            one.drops
                    .append(drop, LedgerRig.chunk(count, records), Ending.more())
                    .join();
            // What a node leaves behind that dies right after the commit of the first slice.
            one.store
                    .writer()
                    .submit(batch -> {
                        batch.sql()
                                .update(
                                        "update intake_drop set state = 'releasing' where receipt_id = ?",
                                        drop.receiptId());
                        new Release().slice(batch, drop.receiptId());
                        return null;
                    })
                    .join();
            try (Releases watch = new Releases(two.drops)) {
                watch.look();
                assertThat(two.drops.find(drop.receiptId()).orElseThrow().state())
                        .as("it may be that somebody is at it")
                        .isEqualTo(Drop.State.RELEASING);
                watch.look();
                Awaitility.await()
                        .until(() ->
                                two.drops.find(drop.receiptId()).orElseThrow().state() == Drop.State.ACCEPTED);
            }
            assertThat(two.drops.find(drop.receiptId()).orElseThrow().accepted())
                    .isEqualTo(count);
            one.proveIdentity();
        }
    }

    @Test
    void goOnTogetherWithAStockWhoseNodeDied() {
        try (LedgerRig one = node("one");
                LedgerRig two = node("two")) {
            Stocks stocks = new Stocks(one);
            stocks.take(Stocks.rows(1, 1_500, "A"));
            stocks.finishAll();
            NewDrop head = stocks.head();
            Map<Integer, String> next = Stocks.rows(3, 1_500, "A");
            next.putAll(Stocks.rows(100, 120, "B"));
            stocks.begin(head, Stocks.arrivals(next, null));
            // What a node leaves behind that dies right after it has counted what would vanish.
            one.store
                    .writer()
                    .submit(batch -> {
                        batch.sql()
                                .update(
                                        "update intake_drop set state = 'sorting' where receipt_id = ?",
                                        head.receiptId());
                        batch.sql().update("update dump set complete = 1 where receipt_id = ?", head.receiptId());
                        return new Release().slice(batch, head.receiptId());
                    })
                    .join();
            // Both at once: whoever is back, and whoever took over.
            try (Releases watch = new Releases(two.drops)) {
                watch.look();
                watch.look();
                one.drops.takeOver(head.receiptId());
                Awaitility.await()
                        .until(() ->
                                two.drops.find(head.receiptId()).orElseThrow().state() == Drop.State.ACCEPTED);
            }
            assertThat(two.drops.find(head.receiptId()).orElseThrow()).satisfies(drop -> {
                assertThat(drop.accepted()).isEqualTo(21);
                assertThat(drop.duplicate()).isEqualTo(1_498 - 21);
            });
            assertThat(two.feeds.vanished()).hasEntrySatisfying("registry", set -> assertThat(set.records())
                    .isEqualTo(2));
            two.proveIdentity();
        }
    }

    /** What one node reads is compared with what is known at the moment of its commit, also when another knows more. */
    @Test
    void takeStocksOfOneSystemOneAfterTheOther() {
        try (LedgerRig one = node("one");
                LedgerRig two = node("two")) {
            Stocks ofOne = new Stocks(one);
            Stocks ofTwo = new Stocks(two);
            ofOne.take(Stocks.rows(1, 200, "A"));
            ofOne.finishAll();
            List<CompletableFuture<Drop>> taken = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Stocks stocks = i % 2 == 0 ? ofOne : ofTwo;
                Map<Integer, String> rows = Stocks.rows(1, 200, "A");
                rows.putAll(Stocks.rows(1, 20, "round " + i));
                taken.add(CompletableFuture.supplyAsync(() -> stocks.take(rows)));
            }
            List<String> receipts =
                    taken.stream().map(drop -> drop.join().receiptId()).toList();
            Awaitility.await().until(() -> receipts.stream()
                    .map(receipt -> one.drops.find(receipt).orElseThrow().state())
                    .noneMatch(Drop.State.RELEASING::equals));
            one.proveIdentity();
            assertThat(one.feeds.vanished()).isEmpty();
            Map<Integer, String> last = Stocks.rows(1, 200, "A");
            last.putAll(Stocks.rows(1, 20, "the end"));
            assertThat(ofTwo.take(last).accepted()).isEqualTo(20);
            assertThat(ofOne.take(last).duplicate()).isEqualTo(200);
        }
    }

    @Test
    void keepALetterThatIsInHandWhenItsDestinationIsStoppedAtAnotherNode() {
        try (LedgerRig one = node("one");
                LedgerRig two = node("two")) {
            Claim letter = one.takeToMail();
            assertThat(one.holds.isHeldElsewhere(letter.id())).isFalse();
            two.holds.hold("secretariat", "alice", "wrong certificate").join();
            assertThat(one.holds.isHeldElsewhere(letter.id())).isTrue();
        }
    }

    private static SqlNodes nodes(LedgerRig rig, String name) {
        return SqlNodes.join(rig.store.readers(), rig.store.writer(), name);
    }

    private LedgerRig node(String name) {
        return new LedgerRig(folder, Clock.systemUTC(), name, Duration.ofMinutes(10));
    }
}
