package org.nansen.gateway.operations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Backup;
import org.nansen.gateway.ledger.Backups;
import org.nansen.gateway.ledger.Reconciliation;
import org.nansen.gateway.ledger.Restorations;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;

/** What backup, restore and reconciliation say, as a test wants it. */
class SafetyDouble implements Reconciliation, Backups, Restorations {

    static final Instant THEN = Instant.parse("2026-11-24T03:00:00Z");
    static final Backup BACKUP =
            new Backup("2026-11-24T030000Z", THEN, "1.0", "6", "proof", List.of("i:1:h"), 42, 4_096, "ab");

    final List<Finding> findings = new ArrayList<>();
    final List<Restoration> restorations = new ArrayList<>();
    final List<HeldSet> held = new ArrayList<>();
    final List<String> said = new ArrayList<>();
    volatile boolean full;
    volatile @Nullable Scope scope;

    void clear() {
        List.of(findings, restorations, held, said).forEach(List::clear);
        full = false;
    }

    @Override
    public Report run(Scope how, Watcher watcher) {
        scope = how;
        findings.forEach(watcher::found);
        watcher.looked(Part.RECORDS, 7);
        return new Report(Map.of(Part.RECORDS, 7L), 5, findings.size(), true);
    }

    @Override
    public Backup take() {
        if (full) {
            throw Defect.of(FaultCode.NG_513_BACKUP, "backup has room for 1 bytes");
        }
        return BACKUP;
    }

    @Override
    public List<Restoration> all() {
        return restorations;
    }

    @Override
    public List<HeldSet> held() {
        return held;
    }

    @Override
    public List<HeldLetter> letters(@Nullable String system, @Nullable String destination, String after, int limit) {
        return List.of(new HeldLetter("01a20afe-5e51-703f-911c-c6430b0498d3", "r1", "registry", "secretariat", THEN));
    }

    @Override
    public CompletableFuture<Long> settle(Which which, Word word, String by) {
        said.add(word + " " + which.system() + " " + which.destination() + " " + which.ids() + " " + by);
        return CompletableFuture.completedFuture(3L);
    }

    @Override
    public CompletableFuture<Boolean> end(String by) {
        return CompletableFuture.completedFuture(!restorations.isEmpty());
    }
}
