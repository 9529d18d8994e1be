package org.nansen.gateway.operations;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.nansen.gateway.ledger.Journal;
import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.security.Login;
import org.nansen.gateway.security.Role;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What became of a record. Officers see results and deliveries, and their reading is an entry that is durable before they
 * get the answer; operators see how the machine does with it. Who has both roles reads as an officer.
 */
@RestController
class RecordsApi {

    static final String READ = "record.read";

    private final Views views;
    private final Journal journal;
    private final Clock clock;

    RecordsApi(Views views, Journal journal, Clock clock) {
        this.views = views;
        this.journal = journal;
        this.clock = clock;
    }

    @GetMapping("/api/v1/records/{id}")
    RecordAnswer record(@PathVariable("id") String id, @AuthenticationPrincipal Login reader) {
        Views.RecordView view = views.record(id).orElseThrow(Refusal::notFound);
        return answers(List.of(view), reader).get(0);
    }

    /** By the source's own record number, newest first: a source record may have come in several versions. */
    @GetMapping("/api/v1/records")
    Records records(
            @RequestParam("system") String system,
            @RequestParam("recordId") String recordId,
            @AuthenticationPrincipal Login reader) {
        return new Records(answers(views.recordsOf(system, recordId), reader));
    }

    private List<RecordAnswer> answers(List<Views.RecordView> found, Login reader) {
        Instant now = clock.instant();
        if (!reader.is(Role.OFFICER)) {
            return found.stream()
                    .map(view -> RecordAnswer.forOperator(view, now))
                    .toList();
        }
        CompletableFuture.allOf(found.stream()
                        .map(view -> journal.note(READ, view.id(), reader.getUsername()))
                        .toArray(CompletableFuture[]::new))
                .join();
        return found.stream().map(view -> RecordAnswer.forOfficer(view, now)).toList();
    }

    record Records(List<RecordAnswer> records) {}
}
