package org.nansen.gateway.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Backup;
import org.nansen.gateway.ledger.Backups;
import org.nansen.gateway.ledger.Journal;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.security.Login;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes backups of the ledger while it is at work. Where they go is a setting: a login never chooses a path. */
@RestController
class BackupsApi {

    private final Backups backups;
    private final Journal journal;
    private final Errand<Backup> errand;

    BackupsApi(Backups backups, Journal journal, Clock clock) {
        this.backups = backups;
        this.journal = journal;
        this.errand = new Errand<>("backup", clock);
    }

    @PostMapping("/api/v1/backups")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Answer begin(@AuthenticationPrincipal Login operator) {
        String by = operator.getUsername();
        errand.begin(by, () -> {
            Backup backup = backups.take();
            journal.note("backup", backup.id(), by).join();
            return backup;
        });
        return last();
    }

    @GetMapping("/api/v1/backups")
    Answer last() {
        Errand.Run<Backup> run = errand.last();
        if (run == null) {
            throw Refusal.notFound();
        }
        return Answer.of(run);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            String state,
            String by,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Backup backup,
            @Nullable String code,
            @Nullable String hint,
            @Nullable String detail) {

        static Answer of(Errand.Run<Backup> run) {
            Fault fault = run.fault();
            return new Answer(
                    run.state(),
                    run.by(),
                    run.startedAt(),
                    run.endedAt(),
                    run.result(),
                    fault == null ? null : fault.code().code(),
                    fault == null ? null : fault.code().hint(),
                    fault == null ? null : fault.getMessage());
        }
    }
}
