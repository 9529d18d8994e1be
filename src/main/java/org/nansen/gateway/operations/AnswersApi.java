package org.nansen.gateway.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.ledger.Letter;
import org.nansen.gateway.ledger.Views;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.NationalSystems;
import org.nansen.gateway.record.Wall;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers (M7) for systems that fetch them; who may call is held by the security room: the system itself. */
@RestController
class AnswersApi {

    private final Views views;
    private final NationalSystems systems;

    AnswersApi(Views views, NationalSystems systems) {
        this.views = views;
        this.systems = systems;
    }

    /**
     * In the order of publishing, after the answer {@code after}; asking again with the same {@code after} gives the same
     * answers, less those that the system may not learn any more.
     */
    @GetMapping("/api/v1/systems/{system}/answers")
    Answers answers(
            @PathVariable("system") String system,
            @RequestParam(name = "after", required = false) @Nullable String after,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        List<Letter> page = views.published(system, after, Page.limit(limit));
        return new Answers(
                page.stream()
                        .filter(letter -> mayLearn(system, letter))
                        .map(Answer::of)
                        .toList(),
                page.isEmpty() ? after : page.get(page.size() - 1).id());
    }

    /** What was published leaves the house only now: the profile and the wall, as of now. */
    private boolean mayLearn(String name, Letter letter) {
        return systems.find(name)
                .filter(system -> system.learn() != NationalSystem.Learn.NOTHING
                        && system.mode() != NationalSystem.Mode.SHADOW
                        && Wall.passes(system.country(), views.shieldOf(letter.recordId())))
                .isPresent();
    }

    /** A page; {@code next} is what to ask after next time. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answers(List<Answer> answers, @Nullable String next) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            String id,
            Instant createdAt,
            @Nullable String supersedes,
            @JsonRawValue String message) {

        static Answer of(Letter letter) {
            return new Answer(
                    letter.id(),
                    letter.createdAt(),
                    letter.supersedes(),
                    new String(letter.content(), StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return "Answer[id=" + id + "]";
        }
    }
}
