package org.nansen.gateway.disclosure;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.disclosure.Facts.Held;
import org.nansen.gateway.disclosure.PolicyDestination.Kind;
import org.nansen.gateway.ledger.MessageKind;
import org.nansen.gateway.record.Decision.Finality;
import org.nansen.gateway.record.Decision.Level;
import org.nansen.gateway.record.Decision.Outcome;
import org.nansen.gateway.record.Destination;
import org.nansen.gateway.record.Event;
import org.nansen.gateway.record.ScreeningResult;
import org.nansen.gateway.record.StatusChange;
import org.nansen.gateway.record.Wall;
import org.nansen.gateway.settings.CheckedYaml;
import org.nansen.gateway.settings.SettingsFault;
import org.nansen.gateway.settings.SettingsFault.Problem;

/** Reads {@code config/policy.yaml}; whatever in it could mean something else than its writer thought stops the start. */
final class PolicyReader {

    private final UnaryOperator<@Nullable String> environment;

    PolicyReader(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    Policy read(Path file, String displayName) {
        JsonNode tree = CheckedYaml.read(file, displayName, "schema/policy.schema.json", environment);
        List<Problem> problems = new ArrayList<>();
        Problems report = (pointer, path, reason) ->
                problems.add(new Problem(displayName, CheckedYaml.line(file, pointer), path, reason));
        Map<String, PolicyDestination> destinations = destinations(tree.get("destinations"), report);
        ownBureauOnly(destinations, report);
        List<Rule> rules = rules(tree.get("rules"), destinations, report);
        if (!problems.isEmpty()) {
            throw new SettingsFault(problems);
        }
        JsonNode head = tree.get("policy");
        return new Policy(
                head.get("version").asText(),
                LocalDate.parse(head.get("valid-from").asText()),
                destinations,
                rules);
    }

    private static Map<String, PolicyDestination> destinations(JsonNode all, Problems problems) {
        Map<String, PolicyDestination> destinations = new LinkedHashMap<>();
        all.fields().forEachRemaining(entry -> {
            String name = entry.getKey();
            JsonNode one = entry.getValue();
            String pointer = "/destinations/" + name;
            String path = "destinations." + name;
            String country = one.get("country").asText();
            if (!Wall.known(country)) {
                problems.add(pointer + "/country", path + ".country", "no state or organisation has this code");
            }
            if ("all".equals(name)) {
                problems.add(pointer, path, "the name all means every destination; take another");
            }
            Set<Field> fields = new LinkedHashSet<>();
            JsonNode listed = one.get("fields");
            for (int i = 0; i < listed.size(); i++) {
                int number = i;
                Field.find(listed.get(i).asText())
                        .ifPresentOrElse(
                                fields::add,
                                () -> problems.add(
                                        pointer + "/fields/" + number,
                                        path + ".fields[" + number + "]",
                                        "there is no such field; messages can hold " + Field.paths()));
            }
            destinations.put(
                    name,
                    new PolicyDestination(
                            new Destination(
                                    name,
                                    country,
                                    one.get("transport").get("mail").asText(),
                                    one.path("test").asBoolean(false)),
                            constant(Kind.class, one.get("kind").asText()),
                            fields));
        });
        return destinations;
    }

    /** A hit is verified by the own bureau; that of another state would learn who asked for protection here. */
    private void ownBureauOnly(Map<String, PolicyDestination> destinations, Problems problems) {
        String own = environment.apply("gateway.country");
        destinations.forEach((name, to) -> {
            if (own != null
                    && to.kind() == Kind.NCB
                    && !to.destination().country().equals(own)) {
                problems.add(
                        "/destinations/" + name + "/country",
                        "destinations." + name + ".country",
                        "an ncb is the own National Central Bureau, and gateway.country says otherwise");
            }
        });
    }

    private static List<Rule> rules(JsonNode all, Map<String, PolicyDestination> destinations, Problems problems) {
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            JsonNode one = all.get(i);
            String pointer = "/rules/" + i;
            String path = "rules[" + i + "]";
            JsonNode send = one.get("send");
            Rule rule = new Rule(
                    one.get("name").asText(),
                    one.get("for").asText(),
                    conditions(one.get("when")),
                    MessageKind.valueOf(send.get("message").asText()),
                    constant(Rule.Release.class, send.get("release").asText()),
                    send.get("basis").asText());
            if (!names.add(rule.name())) {
                problems.add(pointer + "/name", path + ".name", "another rule has this name");
            }
            PolicyDestination to = destinations.get(rule.destination());
            if (to == null) {
                problems.add(pointer + "/for", path + ".for", "no destination has this name");
            } else if (to.kind().reads() != rule.message()) {
                problems.add(
                        pointer + "/send/message",
                        path + ".send.message",
                        "a destination of this kind reads " + to.kind().reads());
            }
            if (rule.mayTellADenialThatDoesNotStand()) {
                problems.add(
                        pointer + (rule.when().outcome() == null ? "/when" : "/when/outcome"),
                        path + (rule.when().outcome() == null ? ".when" : ".when.outcome"),
                        "a denial that can still be appealed is no denial; name the finality beside it");
            }
            rules.add(rule);
        }
        return rules;
    }

    private static Conditions conditions(JsonNode when) {
        return new Conditions(
                constants(Event.class, when.get("event")),
                constants(Outcome.class, when.get("outcome")),
                constants(Finality.class, when.get("finality")),
                constants(Level.class, when.get("level")),
                when.has("criminal-ground") ? when.get("criminal-ground").asBoolean() : null,
                constants(StatusChange.Kind.class, when.get("status-change")),
                when.has("feared-countries"),
                constants(Held.class, when.get("interpol-holds")),
                constants(ScreeningResult.class, when.get("screening")),
                texts(when.get("system")));
    }

    static <E extends Enum<E>> @Nullable Set<E> constants(Class<E> type, @Nullable JsonNode words) {
        Set<String> texts = texts(words);
        if (texts == null) {
            return null;
        }
        Set<E> constants = EnumSet.noneOf(type);
        texts.forEach(word -> constants.add(constant(type, word)));
        return constants;
    }

    static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** A single word stands for a list of one. */
    static @Nullable Set<String> texts(@Nullable JsonNode words) {
        if (words == null) {
            return null;
        }
        Set<String> texts = new LinkedHashSet<>();
        if (words.isTextual()) {
            texts.add(words.asText());
        } else {
            words.forEach(word -> texts.add(word.asText()));
        }
        return texts;
    }

    /** Takes what is wrong, by JSON pointer (for the line) and path (for the reader). */
    @FunctionalInterface
    private interface Problems {
        void add(String pointer, String path, String reason);
    }
}
