package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.nansen.gateway.ledger.Stocks.arrival;
import static org.nansen.gateway.ledger.Stocks.arrivals;
import static org.nansen.gateway.ledger.Stocks.rows;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nansen.gateway.record.FaultCode;

/** A system that hands over its whole stock: only what differs becomes records, and what is missing is a question. */
class SnapshotTest extends LedgerTest {

    private Stocks stocks;

    @BeforeEach
    void begin() {
        stocks = new Stocks(rig);
    }

    private Views.Counts counts() {
        return rig.counts("registry");
    }

    private long rowsOf(String table) {
        return rig.store.readers().read(sql -> sql.list("select count(*) from " + table, row -> row.getLong(1))
                .get(0));
    }

    private Map<Integer, String> with(Map<Integer, String> rows, int number, String content) {
        Map<Integer, String> changed = new TreeMap<>(rows);
        changed.put(number, content);
        return changed;
    }

    private Map<Integer, String> without(Map<Integer, String> rows, Integer... numbers) {
        Map<Integer, String> fewer = new TreeMap<>(rows);
        fewer.keySet().removeAll(List.of(numbers));
        return fewer;
    }

    @Test
    void makesRecordsOfDifferencesOnlyAndCountsTheRestAsDuplicates() {
        Map<Integer, String> stock = rows(1, 10, "A");
        assertThat(stocks.take(stock).accepted()).isEqualTo(10);

        Drop second = stocks.take(with(with(stock, 3, "B"), 11, "A"));

        assertThat(second.state()).isEqualTo(Drop.State.ACCEPTED);
        assertThat(second.received()).isEqualTo(11);
        assertThat(second.accepted()).as("one changed, one new").isEqualTo(2);
        assertThat(second.duplicate()).isEqualTo(9);
        assertThat(rowsOf("record")).isEqualTo(12);
        assertThat(counts().received()).isEqualTo(21);
        assertThat(counts().duplicate()).isEqualTo(9);
        assertThat(rig.drops.stock(second.receiptId())).hasValue(new Drops.Snapshot(10, 0, 0, 9, true));
    }

    @Test
    void asksAPersonAboutARowThatVanishedAndTellsNobody() {
        Map<Integer, String> stock = rows(1, 40, "A");
        stocks.take(stock);
        stocks.finishAll();
        String record = rig.views.recordsOf("registry", "n7").get(0).id();

        Drop second = stocks.take(without(stock, 7));

        assertThat(second.state()).isEqualTo(Drop.State.ACCEPTED);
        assertThat(rig.views.recordsOf("registry", "n7")).singleElement().satisfies(view -> {
            assertThat(view.id()).isEqualTo(record);
            assertThat(view.stage()).isEqualTo("review");
            assertThat(view.fault()).isEqualTo(FaultCode.NG_320_VANISHED);
        });
        assertThat(counts().stages()).containsEntry("review", 1L);
        assertThat(counts().withheld()).isEqualTo(39);
        assertThat(rig.take("disclosure")).as("nothing acts by itself").isEmpty();
        assertThat(rig.feeds.vanished())
                .hasEntrySatisfying("registry", set -> assertThat(set.records()).isEqualTo(1));
        assertThat(rig.feeds.vanished("registry", null, 10)).singleElement().satisfies(row -> {
            assertThat(row.recordId()).isEqualTo(record);
            assertThat(rig.feeds.vanished("registry", row.position(), 10)).isEmpty();
            assertThat(rig.feeds.sourceNumber(row.recordId())).hasValue("n7");
        });
        // Once is enough, however often it is missing.
        stocks.take(without(stock, 7));
        assertThat(counts().stages()).containsEntry("review", 1L);
    }

    @Test
    void endsTheQuestionWhenTheRowComesBack() {
        Map<Integer, String> stock = rows(1, 40, "A");
        stocks.take(stock);
        stocks.finishAll();
        stocks.take(without(stock, 7, 8));
        assertThat(counts().stages()).containsEntry("review", 2L);

        Drop back = stocks.take(with(stock, 8, "B"));

        assertThat(back.accepted())
                .as("what came back changed is news, what came back as it was is not")
                .isEqualTo(1);
        assertThat(rig.drops.stock(back.receiptId()))
                .hasValueSatisfying(view -> assertThat(view.returned()).isEqualTo(2));
        assertThat(counts().stages()).containsEntry("review", 0L).containsEntry("screening", 1L);
        assertThat(rig.feeds.vanished()).isEmpty();
    }

    @Test
    void endsTheQuestionWhenAPersonHasLookedAndDoesNotAskAgain() {
        Map<Integer, String> stock = rows(1, 40, "A");
        stocks.take(stock);
        stocks.finishAll();
        stocks.take(without(stock, 7));
        String record = rig.feeds.vanished("registry", null, 10).get(0).recordId();

        assertThat(rig.feeds.seen(List.of(record, "no-such-record"), "olga").join())
                .isEqualTo(1);
        assertThat(rig.feeds.seen(List.of(record), "olga").join()).isZero();
        assertThat(counts().withheld()).isEqualTo(40);
        stocks.take(without(stock, 7));
        assertThat(rig.feeds.vanished()).isEmpty();
        assertThat(rig.views.record(record).orElseThrow().timeline())
                .extracting(Views.TimelineEntry::what)
                .contains("row.vanished", "row.seen");
        // Back, and gone once more: that is news again.
        stocks.take(stock);
        stocks.take(without(stock, 7));
        assertThat(rig.feeds.vanished()).containsKey("registry");
    }

    @Test
    void holdsHalfAStockInsteadOfAskingAboutEverybody() {
        Map<Integer, String> stock = rows(1, 40, "A");
        stocks.take(stock);
        stocks.finishAll();

        Drop half = stocks.take(with(rows(1, 20, "A"), 5, "B"));

        assertThat(half.state()).isEqualTo(Drop.State.HELD);
        assertThat(half.code()).isEqualTo(FaultCode.NG_160_TOO_MANY_VANISHED);
        assertThat(half.accepted()).isZero();
        assertThat(half.duplicate()).isZero();
        assertThat(counts().stages()).containsEntry("held", 20L).containsEntry("review", 0L);
        assertThat(rig.feeds.drop(half.receiptId())).hasValueSatisfying(view -> {
            assertThat(view.stock()).isEqualTo(new Drops.Snapshot(40, 20, 0, 19, true));
            assertThat(view.events()).isEqualTo(Map.of("application", 1L));
        });
        // What is whole again is taken as if nothing had been.
        Drop whole = stocks.take(stock);
        assertThat(whole.state()).isEqualTo(Drop.State.ACCEPTED);
        assertThat(whole.duplicate()).isEqualTo(40);
    }

    @Test
    void isNotReleasedByCodeThatKnowsNoStocks() {
        Map<Integer, String> stock = rows(1, 40, "A");
        stocks.take(stock);
        Drop half = stocks.take(rows(1, 20, "B"));
        assertThat(half.state()).isEqualTo(Drop.State.HELD);

        // As a node of the version before stocks does it, during a rolling upgrade.
        assertThatThrownBy(() ->
                        rig.write("update intake_drop set state = 'releasing' where receipt_id = ?", half.receiptId()))
                .isInstanceOf(CompletionException.class);

        assertThat(rig.drops.releaseHeld(half.receiptId(), "olga").join()).isPresent();
    }

    @Test
    void leavesNoTraceOfARefusedStock() {
        Map<Integer, String> stock = rows(1, 40, "A");
        stocks.take(stock);
        stocks.finishAll();
        Drop strange = stocks.take(rows(1_000, 1_100, "A"));
        assertThat(strange.state()).isEqualTo(Drop.State.HELD);

        Drop refused = rig.drops.refuseHeld(strange.receiptId(), "olga").join().orElseThrow();

        assertThat(refused.state()).isEqualTo(Drop.State.REFUSED);
        assertThat(counts().abandoned()).isEqualTo(101);
        assertThat(counts().duplicate()).isZero();
        assertThat(rowsOf("payload")).isEqualTo(40);
        assertThat(stocks.take(stock).state()).as("its rows were never there").isEqualTo(Drop.State.ACCEPTED);
        assertThat(rowsOf("stock")).isEqualTo(40);
        assertThat(rig.feeds.vanished()).isEmpty();
    }

    @Test
    void takesAPersonsWordThatSoManyReallyVanished() {
        Map<Integer, String> stock = rows(1, 40, "A");
        stocks.take(stock);
        stocks.finishAll();
        Drop half = stocks.take(rows(1, 20, "A"));

        Drop released = rig.drops.releaseHeld(half.receiptId(), "olga").join().orElseThrow();

        assertThat(released.state()).isEqualTo(Drop.State.ACCEPTED);
        assertThat(released.duplicate()).isEqualTo(20);
        assertThat(rig.feeds.vanished())
                .hasEntrySatisfying("registry", set -> assertThat(set.records()).isEqualTo(20));
        assertThat(counts().stages()).containsEntry("review", 20L);
    }

    @Test
    void doesNotTakeARejectedRowForAVanishedOne() {
        Map<Integer, String> stock = rows(1, 40, "A");
        stocks.take(stock);
        stocks.finishAll();

        Drop numbered = stocks.take(
                stocks.head(),
                arrivals(without(stock, 7), null),
                new Chunk.Others(List.of("n7"), 0),
                List.of(Rejection.ofRecord(7, "person/birthDate", FaultCode.NG_103_BIRTH_DATE)));
        assertThat(numbered.rejected()).isEqualTo(1);
        assertThat(rig.feeds.vanished()).isEmpty();

        // Which row that was nobody knows, so it may be any.
        Drop unreadable = stocks.take(
                stocks.head(),
                arrivals(without(stock, 7, 8), null),
                new Chunk.Others(List.of(), 1),
                List.of(Rejection.ofRecord(7, null, FaultCode.NG_116_CSV)));
        assertThat(unreadable.state()).isEqualTo(Drop.State.ACCEPTED);
        assertThat(rig.feeds.vanished()).isEmpty();
        assertThat(rig.drops.stock(unreadable.receiptId()))
                .hasValueSatisfying(view -> assertThat(view.decides()).isFalse());
    }

    @Test
    void saysNothingOfWhatVanishedWhenTheStockWasNotReadToItsEnd() {
        Map<Integer, String> stock = rows(1, 40, "A");
        stocks.take(stock);
        stocks.finishAll();
        NewDrop cut = stocks.head();
        Drops.Mark mark = stocks.begin(cut, arrivals(rows(1, 10, "A"), null));
        Drop held = stocks.finish(cut, mark, List.of(), Ending.hold(FaultCode.NG_120_CHANGED));
        assertThat(held.state()).isEqualTo(Drop.State.HELD);

        Drop released = rig.drops.releaseHeld(held.receiptId(), "olga").join().orElseThrow();

        assertThat(released.state()).isEqualTo(Drop.State.ACCEPTED);
        assertThat(rig.feeds.vanished()).isEmpty();
    }

    @Test
    void takesARowThatStandsTwiceOnceAndRejectsOneThatContradictsIt() {
        List<Arrival> twice = List.of(
                arrival(1, 1, "A", null), arrival(2, 2, "A", null), arrival(3, 1, "A", null), arrival(4, 2, "B", null));

        for (int night = 1; night <= 2; night++) {
            Drop drop = stocks.take(stocks.head(), twice, Chunk.Others.NONE, List.of());
            assertThat(drop.received()).isEqualTo(4);
            assertThat(drop.accepted()).isEqualTo(night == 1 ? 2 : 0);
            assertThat(drop.duplicate()).isEqualTo(night == 1 ? 1 : 3);
            assertThat(drop.rejected()).isEqualTo(1);
            assertThat(rig.views.receiptRejections(drop.receiptId(), 0, 10))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.rejection().line()).isEqualTo(4);
                        assertThat(line.rejection().code()).isEqualTo(FaultCode.NG_162_ROW_TWICE);
                    });
        }
    }

    @Test
    void knowsARowAgainThatStoodInAnEarlierPartOfTheStock() {
        for (int night = 1; night <= 2; night++) {
            NewDrop head = stocks.head();
            Drops.Mark mark = stocks.begin(head, arrivals(rows(1, 2, "A"), null));
            stocks.finish(head, mark, List.of(arrival(3, 1, "A", null), arrival(4, 2, "B", null)), Ending.release());
            await().until(() -> rig.drops.find(head.receiptId()).orElseThrow().state() == Drop.State.ACCEPTED);
            Drop drop = rig.drops.find(head.receiptId()).orElseThrow();
            assertThat(drop.accepted()).isEqualTo(night == 1 ? 2 : 0);
            assertThat(drop.duplicate()).isEqualTo(night == 1 ? 1 : 3);
            assertThat(drop.rejected()).isEqualTo(1);
        }
    }

    /** A profile may change while a file is half read: what was begun is read on as it was begun. */
    @Test
    void readsOnWhatWasBegunBeforeTheFeedWasChanged() {
        stocks.take(rows(1, 20, "A"));
        stocks.finishAll();
        Stocks changes = new Stocks(rig, Feed.CHANGES);
        NewDrop begun = changes.head();
        Drops.Mark mark = changes.begin(begun, arrivals(rows(1, 5, "A"), null));
        NewDrop now = new NewDrop(begun.receiptId(), "registry", "file", null, null, null, null, Stocks.SNAPSHOT);
        stocks.finish(now, mark, arrivals(rows(6, 10, "B"), null), Ending.release());
        await().until(() -> rig.drops.find(begun.receiptId()).orElseThrow().state() == Drop.State.ACCEPTED);
        assertThat(rig.drops.find(begun.receiptId()).orElseThrow()).satisfies(drop -> {
            assertThat(drop.accepted()).isEqualTo(5);
            assertThat(drop.duplicate()).isEqualTo(5);
        });
        assertThat(rig.feeds.vanished()).isEmpty();

        NewDrop whole = stocks.head();
        Drops.Mark half = stocks.begin(whole, arrivals(rows(1, 5, "A"), null));
        NewDrop later = new NewDrop(whole.receiptId(), "registry", "file", null, null, null, null, Feed.CHANGES);
        changes.finish(later, half, arrivals(rows(6, 10, "B"), null), Ending.release());
        await().until(() -> rig.drops.find(whole.receiptId()).orElseThrow().state() == Drop.State.ACCEPTED);
        assertThat(rig.drops.find(whole.receiptId()).orElseThrow().duplicate()).isEqualTo(10);
        assertThat(rig.feeds.vanished()).as("it is not known to be whole").isEmpty();
    }

    @Test
    void ordersSeveralVersionsOfARowInOneStockAsEver() {
        List<Arrival> versions = List.of(arrival(1, 1, "B", "2"), arrival(2, 1, "A", "1"), arrival(3, 1, "C", "3"));
        Drop drop = stocks.take(stocks.head(), versions, Chunk.Others.NONE, List.of());
        assertThat(drop.accepted()).isEqualTo(3);
        assertThat(counts().stages()).containsEntry("review", 1L).containsEntry("screening", 2L);
        assertThat(stocks.take(stocks.head(), versions, Chunk.Others.NONE, List.of())
                        .duplicate())
                .isEqualTo(3);
    }

    @Test
    void holdsAStockWhoseNewestVersionIsOlderThanTheLastOnes() {
        stocks.take(stocks.head(), arrivals(rows(1, 3, "A"), "2026-03-02"), Chunk.Others.NONE, List.of());
        Drop older = stocks.take(stocks.head(), arrivals(rows(1, 4, "A"), "2026-03-01"), Chunk.Others.NONE, List.of());
        assertThat(older.state()).isEqualTo(Drop.State.HELD);
        assertThat(older.code()).isEqualTo(FaultCode.NG_161_OLDER_SNAPSHOT);
        assertThat(rig.drops.releaseHeld(older.receiptId(), "olga").join())
                .hasValueSatisfying(drop -> assertThat(drop.accepted()).isEqualTo(4));
        // Older versions of what is known wait for a person; the row that is new is new.
        assertThat(counts().stages()).containsEntry("review", 3L);
    }

    @Test
    void holdsAStockWhoseFilesNameSortsBeforeTheLastOnes() {
        Stocks named = new Stocks(rig, new Feed(new Feed.Snapshot(Feed.Limit.USUAL, true), null));
        named.take(named.head("stock-20260302.csv"), rows(1, 3, "A"));
        Drop older = named.take(named.head("stock-20260301.csv"), rows(1, 3, "Z"));
        assertThat(older.state()).isEqualTo(Drop.State.HELD);
        assertThat(older.code()).isEqualTo(FaultCode.NG_161_OLDER_SNAPSHOT);
        assertThat(named.take(named.head("stock-20260302.csv"), rows(1, 3, "A")).state())
                .isEqualTo(Drop.State.ACCEPTED);
        assertThat(named.take(named.head("stock-20260303.csv"), rows(1, 3, "B")).accepted())
                .isEqualTo(3);
    }

    @Test
    void letsNothingOfAnOvertakenStockActWhenItComesToItsEndLater() {
        NewDrop slow = stocks.head();
        Drops.Mark mark = stocks.begin(slow, arrivals(rows(1, 2, "old"), null));
        stocks.take(rows(1, 5, "new"));
        stocks.finishAll();

        Drop overtaken = stocks.finish(slow, mark, arrivals(rows(3, 3, "old"), null), Ending.release());
        assertThat(overtaken.state()).isEqualTo(Drop.State.HELD);
        assertThat(overtaken.code()).isEqualTo(FaultCode.NG_161_OLDER_SNAPSHOT);

        Drop released =
                rig.drops.releaseHeld(overtaken.receiptId(), "olga").join().orElseThrow();
        assertThat(released.state()).isEqualTo(Drop.State.ACCEPTED);
        assertThat(counts().stages()).containsEntry("review", 3L).containsEntry("screening", 0L);
        assertThat(rig.feeds.vanished()).isEmpty();
        assertThat(stocks.take(rows(1, 5, "new")).duplicate()).isEqualTo(5);
    }

    @Test
    void comparesWithWhatTheStockBeforeItLeavesWhateverWasKnownWhenItCame() {
        stocks.take(rows(1, 3, "A"));
        stocks.finishAll();
        NewDrop first = stocks.head();
        Drops.Mark ofFirst = stocks.begin(first, arrivals(rows(1, 2, "B"), null));
        // Read while the first is not through: back to what is known by then, but not by the time of its turn.
        NewDrop second = stocks.head();
        Drops.Mark ofSecond = stocks.begin(second, arrivals(rows(1, 2, "A"), null));
        stocks.finish(first, ofFirst, arrivals(rows(3, 3, "A"), null), Ending.release());
        stocks.finish(second, ofSecond, arrivals(rows(3, 3, "A"), null), Ending.release());
        await().until(() -> rig.drops.find(second.receiptId()).orElseThrow().state() == Drop.State.ACCEPTED);
        assertThat(rig.drops.find(first.receiptId()).orElseThrow().accepted()).isEqualTo(2);
        assertThat(rig.drops.find(second.receiptId()).orElseThrow().accepted())
                .as("B, and back to A")
                .isEqualTo(2);
    }

    @Test
    void letsAHeldStockWaitForTheOneThatIsBeingRead() {
        stocks.take(rows(1, 40, "A"));
        stocks.finishAll();
        Drop half = stocks.take(rows(1, 20, "B"));
        assertThat(half.state()).isEqualTo(Drop.State.HELD);
        NewDrop next = stocks.head();
        Drops.Mark mark = stocks.begin(next, arrivals(rows(1, 20, "A"), null));

        assertThat(rig.drops.releaseHeld(half.receiptId(), "olga").join())
                .hasValueSatisfying(drop -> assertThat(drop.state()).isEqualTo(Drop.State.RELEASING));
        assertThat(rowsOf("intake_drop where state = 'releasing'"))
                .as("a node of an older version goes on with whatever is releasing, by its own rules")
                .isZero();
        Drop whole = stocks.finish(next, mark, arrivals(rows(21, 40, "A"), null), Ending.release());

        await().until(() -> rig.drops.find(next.receiptId()).orElseThrow().state() == Drop.State.ACCEPTED);
        assertThat(whole.receiptId()).isEqualTo(next.receiptId());
        await().until(() -> rig.drops.find(half.receiptId()).orElseThrow().state() == Drop.State.ACCEPTED);
        assertThat(counts().stages())
                .as("what was overtaken does not act")
                .containsEntry("review", 20L)
                .containsEntry("screening", 0L);
    }

    @Test
    void goesOnByItselfAfterACrashInTheMiddle() {
        Map<Integer, String> stock = rows(1, 60, "A");
        stocks.take(stock);
        stocks.finishAll();
        NewDrop head = stocks.head();
        Drops.Mark mark = stocks.begin(head, arrivals(with(rows(1, 30, "A"), 2, "B"), null));
        restart();
        stocks = new Stocks(rig);
        // The same part is read again, and counts once.
        assertThat(stocks.begin(head, arrivals(with(rows(1, 30, "A"), 2, "B"), null)))
                .isEqualTo(mark);
        stocks.finish(head, mark, arrivals(rows(31, 58, "A"), null), Ending.more());
        // The whole is durable and released; the process dies before it is judged.
        rig.write("update dump set complete = 1 where receipt_id = ?", head.receiptId());
        rig.write("update intake_drop set state = 'sorting' where receipt_id = ?", head.receiptId());
        restart();
        await().until(() -> rig.drops.find(head.receiptId()).orElseThrow().state() == Drop.State.ACCEPTED);
        assertThat(rig.drops.find(head.receiptId()).orElseThrow()).satisfies(drop -> {
            assertThat(drop.accepted()).isEqualTo(1);
            assertThat(drop.duplicate()).isEqualTo(57);
        });
        assertThat(rig.feeds.vanished())
                .hasEntrySatisfying("registry", set -> assertThat(set.records()).isEqualTo(2));
    }

    @Test
    void goesOnWhereItWasInEveryPhase() {
        Map<Integer, String> stock = rows(1, 60, "A");
        stocks.take(stock);
        stocks.finishAll();
        for (String phase : List.of("records", "sweep")) {
            NewDrop head = stocks.head();
            Map<Integer, String> changed = without(with(stock, 1, phase), phase.equals("records") ? 50 : 51);
            Drops.Mark mark = stocks.begin(head, arrivals(changed, null));
            assertThat(mark.position()).isEqualTo(59);
            rig.write("update dump set complete = 1, phase = 'judge' where receipt_id = ?", head.receiptId());
            rig.write("update intake_drop set state = 'sorting' where receipt_id = ?", head.receiptId());
            step(head, phase);
            restart();
            stocks = new Stocks(rig);
            await().until(() -> rig.drops.find(head.receiptId()).orElseThrow().state() == Drop.State.ACCEPTED);
            assertThat(rig.drops.find(head.receiptId()).orElseThrow().accepted())
                    .isEqualTo(1);
            assertThat(rig.feeds.vanished()).hasEntrySatisfying("registry", set -> assertThat(set.records())
                    .isEqualTo(1));
            assertThat(rig.drops.stock(head.receiptId()))
                    .hasValueSatisfying(view -> assertThat(view.vanished()).isEqualTo(1));
        }
    }

    /** One step of the release after the other, until the phase is reached. */
    private void step(NewDrop head, String phase) {
        Release release = new Release();
        await().until(() -> rig.store
                .writer()
                .submit(batch -> {
                    Dump dump = Dump.find(batch.sql(), head.receiptId());
                    if (dump.phase().stored().equals(phase)) {
                        return true;
                    }
                    release.slice(batch, head.receiptId());
                    return false;
                })
                .join());
    }

    @Test
    void knowsWhatASystemHandedOverBeforeItSentWholeStocks() {
        Stocks changes = new Stocks(rig, Feed.CHANGES);
        changes.take(rows(1, 10, "A"));
        changes.finishAll();
        Drop first = stocks.take(with(rows(1, 10, "A"), 2, "B"));
        assertThat(first.duplicate()).isEqualTo(9);
        assertThat(first.accepted()).isEqualTo(1);
        stocks.take(without(with(rows(1, 10, "A"), 2, "B"), 9));
        assertThat(rig.feeds.vanished())
                .hasEntrySatisfying("registry", set -> assertThat(set.records()).isEqualTo(1));
    }

    @Test
    void movesTheFilesOfDropsWhoseFateWasDecidedLater() {
        stocks.take(rows(1, 40, "A"));
        Drop half = stocks.take(stocks.head("half.csv"), rows(1, 20, "A"));
        assertThat(rig.feeds.moves("registry")).containsExactly(new Feeds.Move(half.receiptId(), "half.csv", "failed"));
        rig.drops.releaseHeld(half.receiptId(), "olga").join();
        Feeds.Move back = new Feeds.Move(half.receiptId(), "half.csv", "done");
        assertThat(rig.feeds.moves("registry")).containsExactly(back);
        rig.feeds.moved(back).join();
        assertThat(rig.feeds.moves("registry")).isEmpty();
    }

    @Test
    void countsInSlicesHoweverLargeTheStockIs() {
        Map<Integer, String> stock = rows(1, 23_000, "A");
        stocks.take(stock);
        Drop second = stocks.take(without(with(stock, 22_999, "B"), 3, 12_345, 23_000));
        assertThat(second.state()).isEqualTo(Drop.State.ACCEPTED);
        assertThat(second.accepted()).isEqualTo(1);
        assertThat(second.duplicate()).isEqualTo(22_996);
        assertThat(rig.drops.stock(second.receiptId())).hasValue(new Drops.Snapshot(23_000, 3, 0, 22_996, true));
    }
}
