package org.nansen.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nansen.gateway.record.AsylumRecord;
import org.nansen.gateway.record.FaultCode;

class ReconciliationTest {

    @TempDir
    Path folder;

    private LedgerRig rig;

    /** A ledger with a record in every state, and a second incarnation that knows of the first. */
    @BeforeEach
    void open() {
        rig = new LedgerRig(folder);
        AsylumRecord first = TestRecords.application("1");
        rig.accept("registry", first, TestRecords.application("2"), TestRecords.application("3"));
        rig.accept("registry", TestRecords.application("1"));
        rig.accept("registry", TestRecords.decision("registry", "4", "p1", "2", TestRecords.THEN));
        rig.accept("registry", TestRecords.decision("registry", "4", "p1", "1", TestRecords.THEN));
        NewDrop held = LedgerRig.drop("courts");
        rig.drops
                .append(
                        held,
                        new Chunk(
                                3,
                                "digest",
                                LedgerRig.chunk(1, TestRecords.application("courts", "9", "p9", "c9", "SYR"))
                                        .arrivals(),
                                List.of(Rejection.ofRecord(2, "person", FaultCode.NG_101_REQUIRED)),
                                1),
                        Ending.hold(FaultCode.NG_119_REJECT_LIMIT))
                .join();
        List<Claim> screening = inOrder(rig.take("screening"));
        rig.complete(screening.get(0), "disclosure");
        rig.complete(screening.get(1), "disclosure");
        List<Claim> deciding = inOrder(rig.take("disclosure"));
        for (Claim claim : deciding.subList(0, 2)) {
            rig.decide(claim, TestLetters.to("secretariat"));
        }
        rig.complete(rig.take("mail").get(0), "closed");
        rig.close();
        rig = new LedgerRig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** A database returns what was taken in any order; decisions about one person are kept in theirs. */
    private static List<Claim> inOrder(List<Claim> claims) {
        return claims.stream().sorted(Comparator.comparing(Claim::id)).toList();
    }

    @Test
    void findsNothingWhereNothingIsWrong() {
        List<Reconciliation.Finding> findings = new ArrayList<>();
        Reconciliation.Report report = new SqlReconciliation(rig.store.readers(), rig.store.seals(), true)
                .run(new Reconciliation.Scope(true, Set.of("mail")), findings::add);
        assertThat(findings).isEmpty();
        assertThat(report.whole()).isTrue();
        assertThat(report.findings()).isZero();
        assertThat(report.rows().get(Reconciliation.Part.RECORDS)).isEqualTo(7);
        assertThat(report.rows().get(Reconciliation.Part.DROPS)).isEqualTo(5);
        assertThat(report.rows().get(Reconciliation.Part.LETTERS)).isEqualTo(2);
        // Six payloads (a duplicate has none) and two letters.
        assertThat(report.opened()).isEqualTo(8);
    }

    @Test
    void stopsWhenToldTo() {
        Reconciliation.Report report = new SqlReconciliation(rig.store.readers(), rig.store.seals(), true)
                .run(new Reconciliation.Scope(true, null), new Reconciliation.Watcher() {
                    @Override
                    public void found(Reconciliation.Finding finding) {
                        throw new AssertionError(finding);
                    }

                    @Override
                    public boolean goesOn() {
                        return false;
                    }
                });
        assertThat(report.whole()).isFalse();
        assertThat(report.rows()).isEmpty();
    }

    @Test
    void saysThatAnOpenLetterHasNoWayToGo() {
        List<Reconciliation.Finding> findings = new ArrayList<>();
        new SqlReconciliation(rig.store.readers(), rig.store.seals(), false)
                .run(new Reconciliation.Scope(false, Set.of("reply.registry")), findings::add);
        assertThat(findings)
                .singleElement()
                .extracting(Reconciliation.Finding::words)
                .asString()
                .contains("is open for mail, but nothing hands over");
    }

    static Stream<Arguments> damage() {
        String aRecord = "(select min(id) from record where stage = 'delivered')";
        return Stream.of(
                Arguments.of("update record set stage = 'withheld' where id = " + aRecord, "STAGE", "say delivered"),
                Arguments.of("delete from task where queue = 'screening'", "STAGE", "stands as screening"),
                Arguments.of("update letter set state = 'delivered' where open = 1", "LETTER", "counts as open"),
                Arguments.of("delete from record where id = " + aRecord, "ORPHAN", "belongs to a record that is not"),
                Arguments.of(
                        "insert into task (record_id, person_id, queue, system, state, due_at, attempts, lane,"
                                + " lease_until, fence, received_at) values ('ffffffff-0000', 'p', 'screening', 'registry',"
                                + " 'ready', 0, 0, '', 0, 0, 0)",
                        "ORPHAN",
                        "a task for screening belongs to no record"),
                Arguments.of(
                        "update letter set record_id = null where open = 1", "ORPHAN", "neither a record nor a drop"),
                Arguments.of("delete from intake_drop where system = 'courts'", "ORPHAN", "belongs to no drop"),
                Arguments.of(
                        "update intake_drop set accepted = accepted + 1 where accepted = 3",
                        "DROP",
                        "accepted records: the drop counts 4, the rows are 3"),
                Arguments.of(
                        "update intake_drop set unchanged = 1 where accepted = 3",
                        "DROP",
                        "received records: the drop counts 3, the rows are 4"),
                Arguments.of(
                        "update record set history = 1 where sequence = 3",
                        "IDENTITY",
                        "the counter of history says 0, the rows are 1"),
                Arguments.of("delete from rejection", "DROP", "lines that were wrong: the drop counts 1"),
                Arguments.of("delete from chunk", "DROP", "units read"),
                Arguments.of(
                        "update counter set value = value - 1 where name = 'delivered'",
                        "IDENTITY",
                        "the counter of delivered says 0, the rows are 1"),
                Arguments.of(
                        "update counter set value = value + 1 where name = 'received' and system = 'courts'",
                        "IDENTITY",
                        "its parts add up to 3"),
                Arguments.of("update record set previous = null where sequence = 2", "SEQUENCE", "after no other"),
                Arguments.of("update record set sequence = 5 where sequence = 3", "SEQUENCE", "is number 5"),
                Arguments.of("update person set newest = null where sequence = 3", "SEQUENCE", "but no newest one"),
                Arguments.of("update person set sequence = 4 where sequence = 3", "SEQUENCE", "number 3"),
                // Both links hold for the copy as well; only the sum tells.
                Arguments.of(
                        "update record set sequence = 1, person_id = (select person_id from record where sequence = 3)"
                                + " where stage = 'duplicate'",
                        "SEQUENCE",
                        "some number stands twice"),
                Arguments.of("delete from payload where record_id = " + aRecord, "SEAL", "has no payload"),
                Arguments.of(
                        "update payload set sealed = (select sealed from payload order by record_id limit 1)"
                                + " where record_id <> (select min(record_id) from payload)",
                        "SEAL",
                        "cannot be opened"),
                Arguments.of("update person set sealed_key = null", "SEAL", "person is gone"),
                Arguments.of("update letter set sealed = null where open = 1", "SEAL", "has no content"),
                Arguments.of("update entry set detail = 'x' where number = 3", "CHAIN", "breaks at entry 3"),
                Arguments.of("delete from entry where number = 2", "CHAIN", "breaks at entry 3"),
                Arguments.of(
                        "delete from entry where number = (select max(number) from entry)", "CHAIN", "lost its entry"),
                Arguments.of(
                        "delete from incarnation where id = (select min(id) from incarnation)",
                        "CHAIN",
                        "an incarnation that is not there"),
                Arguments.of(
                        "delete from entry where incarnation = (select max(id) from incarnation)",
                        "CHAIN",
                        "has no entries"),
                Arguments.of(
                        "update incarnation set heads = '' where heads <> ''", "CHAIN", "what it knew when it began"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("damage")
    void findsWhatIsWrong(String damage, String kind, String words) {
        int changed =
                rig.store.writer().submit(batch -> batch.sql().update(damage)).join();
        assertThat(changed).isPositive();
        assertThat(rig.reconcile()).anySatisfy(finding -> {
            assertThat(finding.kind().name()).isEqualTo(kind);
            assertThat(finding.words()).contains(words);
            assertThat(finding.subject()).isNotEmpty();
        });
    }
}
