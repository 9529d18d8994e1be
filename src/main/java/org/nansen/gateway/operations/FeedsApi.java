package org.nansen.gateway.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Drops;
import org.nansen.gateway.ledger.Feeds;
import org.nansen.gateway.ledger.Journal;
import org.nansen.gateway.security.Login;
import org.nansen.gateway.security.Role;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What systems' feeds leave for people: a held drop to look into, records whose rows are no more in a whole stock, and what
 * systems in shadow mode would have asked and sent. An officer's look is an entry that is durable before the answer.
 */
@RestController
class FeedsApi {

    static final String DROP_READ = "drop.read";

    private static final int MOST_IDS = 10_000;
    private static final int MOST_DAYS = 366;

    private final ObjectProvider<Feeds> feeds;
    private final Journal journal;
    private final Clock clock;

    FeedsApi(ObjectProvider<Feeds> feeds, Journal journal, Clock clock) {
        this.feeds = feeds;
        this.journal = journal;
        this.clock = clock;
    }

    /** What was wrong is shown by code and field, what was right by event; the person's data is nobody's here. */
    @GetMapping("/api/v1/drops/{receiptId}")
    LookedInto drop(@PathVariable("receiptId") String receiptId, @AuthenticationPrincipal Login officer) {
        Feeds.DropView view = feeds.getObject().drop(receiptId).orElseThrow(Refusal::notFound);
        journal.note(DROP_READ, receiptId, officer.getUsername()).join();
        return LookedInto.of(view);
    }

    @GetMapping("/api/v1/vanished")
    VanishedSets vanished() {
        List<VanishedSystem> sets = new ArrayList<>();
        feeds.getObject()
                .vanished()
                .forEach((system, set) -> sets.add(new VanishedSystem(system, set.records(), set.oldest())));
        return new VanishedSets(sets);
    }

    /** Officers see the source's own number too, by which the system's people find the row that is missing. */
    @GetMapping("/api/v1/vanished/{system}")
    VanishedList vanished(
            @PathVariable("system") String system,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "100") int limit,
            @AuthenticationPrincipal Login reader) {
        List<Feeds.VanishedRow> rows = feeds.getObject().vanished(system, after, Page.limit(limit));
        boolean officer = reader.is(Role.OFFICER);
        if (officer) {
            CompletableFuture.allOf(rows.stream()
                            .map(row -> journal.note(RecordsApi.READ, row.recordId(), reader.getUsername()))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
        return new VanishedList(
                rows.stream()
                        .map(row -> new VanishedRecord(
                                row.recordId(),
                                officer
                                        ? feeds.getObject()
                                                .sourceNumber(row.recordId())
                                                .orElse(null)
                                        : null,
                                row.receiptId(),
                                row.line(),
                                row.since()))
                        .toList(),
                rows.size() < limit ? null : rows.get(rows.size() - 1).position());
    }

    /** An officer has looked at them: nothing follows, and the records stand where they stood before. */
    @PostMapping("/api/v1/vanished/seen")
    Seen seen(@RequestBody Choice choice, @AuthenticationPrincipal Login officer) {
        List<String> ids = choice.records == null ? List.of() : choice.records;
        if (ids.isEmpty() || ids.size() > MOST_IDS || ids.stream().anyMatch(Objects::isNull)) {
            throw Refusal.badRequest("records must name 1 to " + MOST_IDS + " records by their ids.");
        }
        return new Seen(feeds.getObject().seen(ids, officer.getUsername()).join());
    }

    /** Counts only, over many records: whom they are about is not in it. */
    @GetMapping("/api/v1/shadow")
    Shadow shadow(@RequestParam(name = "days", defaultValue = "7") int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw Refusal.badRequest("days must be 1 to " + MOST_DAYS + ".");
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return new Shadow(feeds.getObject().shadow(today.minusDays(days - 1L)).stream()
                .map(ShadowLine::of)
                .toList());
    }

    /** A drop as somebody sees it who has to decide about it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LookedInto(
            String receiptId,
            String system,
            String door,
            @Nullable String state,
            @Nullable String code,
            @Nullable String hint,
            Instant openedAt,
            @Nullable Instant closedAt,
            long received,
            long accepted,
            long duplicate,
            long rejected,
            long skipped,
            Map<String, Long> events,
            List<Wrong> rejections,
            @Nullable Snapshot snapshot) {

        static LookedInto of(Feeds.DropView view) {
            return new LookedInto(
                    view.drop().receiptId(),
                    view.drop().system(),
                    view.drop().door(),
                    Words.of(view.drop().state()),
                    Words.code(view.drop().code()),
                    Words.hint(view.drop().code()),
                    view.drop().openedAt(),
                    view.drop().closedAt(),
                    view.drop().received(),
                    view.drop().accepted(),
                    view.drop().duplicate(),
                    view.drop().rejected(),
                    view.drop().skipped(),
                    view.events(),
                    view.rejections().stream().map(Wrong::of).toList(),
                    view.stock() == null ? null : Snapshot.of(view.stock()));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Wrong(String code, @Nullable String field, String hint, long lines, long firstLine) {

        static Wrong of(Feeds.RejectionSet set) {
            return new Wrong(set.code().code(), set.field(), set.code().hint(), set.lines(), set.firstLine());
        }
    }

    record Snapshot(long before, long unchanged, long vanished, long returned, boolean decides) {

        static Snapshot of(Drops.Snapshot stock) {
            return new Snapshot(
                    stock.present(), stock.unchanged(), stock.vanished(), stock.returned(), stock.decides());
        }
    }

    record VanishedSets(List<VanishedSystem> systems) {}

    record VanishedSystem(String system, long records, Instant oldest) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VanishedList(
            List<VanishedRecord> records, @Nullable String next) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VanishedRecord(
            String recordId, @Nullable String sourceRecordId, String receiptId, long line, Instant since) {}

    record Choice(@Nullable List<String> records) {}

    record Seen(int records) {}

    record Shadow(List<ShadowLine> would) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ShadowLine(
            String system,
            LocalDate day,
            String act,
            @Nullable String connection,
            @Nullable String database,
            @Nullable String message,
            @Nullable String destination,
            @Nullable String rule,
            long count) {

        static ShadowLine of(Feeds.ShadowCount line) {
            String[] words = line.what().split(" ", 3);
            boolean asks = line.act().equals("ask");
            return new ShadowLine(
                    line.system(),
                    line.day(),
                    line.act(),
                    asks ? words[0] : null,
                    asks ? words[1] : null,
                    asks ? null : words[0],
                    asks ? null : words[1],
                    asks ? null : words[2],
                    line.count());
        }
    }
}
