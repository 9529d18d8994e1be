package org.nansen.gateway.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.disclosure.Facts.Held;
import org.nansen.gateway.record.Decision;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.NationalSystem;
import org.nansen.gateway.record.RecordJson;
import org.nansen.gateway.record.ScreeningResult;
import org.nansen.gateway.record.StatusChange;
import org.nansen.gateway.settings.CheckedYaml;
import org.nansen.gateway.settings.SettingsFault.Problem;

/**
 * {@code config/policy.samples.yaml}: cases beside the policy with what must come of them, so that whoever changes a rule
 * sees what else changes. Judged by the same code as records are.
 */
final class PolicySamples {

    private final Path file;
    private final String displayName;
    private final JsonNode samples;

    private PolicySamples(Path file, String displayName, JsonNode samples) {
        this.file = file;
        this.displayName = displayName;
        this.samples = samples;
    }

    static PolicySamples read(Path file, String displayName, UnaryOperator<@Nullable String> environment) {
        JsonNode tree = CheckedYaml.read(file, displayName, "schema/policy-samples.schema.json", environment);
        return new PolicySamples(file, displayName, tree.get("samples"));
    }

    /** Returns what comes out otherwise than its sample says; the policy counts as valid on the day asked about. */
    List<Problem> problems(Policy policy) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            JsonNode sample = samples.get(i);
            Facts facts = facts(sample.get("given"));
            LocalDate day = sample.has("on") ? LocalDate.parse(sample.get("on").asText()) : policy.validFrom();
            int number = i;
            sample.get("expect").fields().forEachRemaining(expected -> {
                String name = expected.getKey();
                PolicyDestination to = policy.destinations().get(name);
                String actual = to == null ? "no such destination" : said(policy.judge(facts, to, day));
                if (!Objects.equals(actual, expected.getValue().asText())) {
                    problems.add(new Problem(
                            displayName,
                            CheckedYaml.line(file, "/samples/" + number + "/expect/" + name),
                            sample.get("name").asText() + ": " + name,
                            "the policy says \"" + actual + "\", the sample \""
                                    + expected.getValue().asText() + "\"; " + FaultCode.NG_604_SAMPLE.code()));
                }
            });
        }
        return problems;
    }

    int size() {
        return samples.size();
    }

    private static String said(Verdict verdict) {
        if (verdict instanceof Verdict.Send send) {
            return send.message() + " " + RecordJson.name(send.release()) + " by " + send.rule();
        }
        return "withheld by " + verdict.rule();
    }

    private static Facts facts(JsonNode given) {
        Set<Held> holds = PolicyReader.constants(Held.class, given.get("interpol-holds"));
        Set<String> shield = PolicyReader.texts(given.get("shield"));
        return new Facts(
                PolicyReader.constant(Event.class, given.get("event").asText()),
                optional(Decision.Outcome.class, given.get("outcome")),
                optional(Decision.Finality.class, given.get("finality")),
                optional(Decision.Level.class, given.get("level")),
                given.path("criminal-ground").asBoolean(false),
                optional(StatusChange.Kind.class, given.get("status-change")),
                given.has("feared-countries"),
                holds == null ? EnumSet.of(Held.NOTHING) : holds,
                given.path("ccf-reference").asBoolean(false),
                optional(ScreeningResult.class, given.get("screening")),
                given.path("open-hit").asBoolean(false),
                given.path("system").asText("any"),
                shield == null ? new LinkedHashSet<>() : shield,
                given.path("legal").asBoolean(true),
                given.has("mode")
                        ? PolicyReader.constant(
                                NationalSystem.Mode.class, given.get("mode").asText())
                        : NationalSystem.Mode.LIVE,
                given.path("test").asBoolean(false));
    }

    private static <E extends Enum<E>> @Nullable E optional(Class<E> type, @Nullable JsonNode word) {
        return word == null ? null : PolicyReader.constant(type, word.asText());
    }
}
