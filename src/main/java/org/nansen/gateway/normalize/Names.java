package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The mapping's functions for names: one form of Unicode, single blanks, the script told, and the parts that systems keep
 * apart put where the record has them. Letters are never changed: nobody can turn MACDONALD or IŞIK back from capitals.
 */
final class Names {

    private static final List<String> PARTS = List.of("surname", "given", "full", "latin");
    private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\p{Cc}]+");
    private static final Pattern HIDDEN = Pattern.compile("[\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]");

    private final ObjectNode name = JsonNodeFactory.instance.objectNode();
    private final JsonNode argument;

    private Names(JsonNode argument) {
        this.argument = argument;
    }

    /**
     * {@code name({type, surname, particle, given, patronymic, full, order, particles, none, latin, script, mrz})} gives a
     * name of the record, or null when there is none.
     */
    static JsonNode name(JsonNode argument) {
        return argument.isObject() ? new Names(argument).put() : NullNode.instance;
    }

    /**
     * {@code alias({names, birthDate, nationalities})} gives a whole other identity with what of it is known, or null when
     * it has no name.
     */
    static JsonNode alias(JsonNode argument) {
        JsonNode present = Absent.leaveOut(argument);
        return present.isObject() && present.path("names").isArray() ? present : NullNode.instance;
    }

    private JsonNode put() {
        JsonNode type = argument.path("type");
        name.set("type", type.isTextual() ? type : new TextNode("primary"));
        StringBuilder changed = new StringBuilder();
        for (String part : PARTS) {
            JsonNode given = argument.path(part);
            String tidy = text(part);
            if (tidy != null) {
                String text = given.asText();
                name.set(part, tidy.equals(text) ? given : new TextNode(tidy));
                if (!tidy.equals(text)) {
                    changed.append(changed.isEmpty() ? "" : " | ").append(text);
                }
            }
        }
        putInOrder();
        join("particle", "surname", true);
        join("patronymic", "given", false);
        // People with a single name: whichever field the source keeps it in, it is the whole name.
        if (!name.has("surname") && !name.has("full") && name.has("given")) {
            name.set("full", name.remove("given"));
        }
        if (!name.has("surname") && !name.has("full")) {
            return NullNode.instance;
        }
        String script = Scripts.of(List.of(
                name.path("surname").asText(),
                name.path("given").asText(),
                name.path("full").asText()));
        if (argument.path("script").isTextual()) {
            name.set("script", argument.get("script"));
        } else if (script != null) {
            name.put("script", script);
        }
        if (argument.path("mrz").isTextual()) {
            name.set("mrz", argument.get("mrz"));
        }
        if (!changed.isEmpty()) {
            note(changed.toString(), "name");
        }
        if (PARTS.stream()
                .anyMatch(part -> HIDDEN.matcher(name.path(part).asText()).find())) {
            note("", "hidden-characters-kept");
        }
        return name;
    }

    /** A whole name is parted only where the mapping says how the system orders it. */
    private void putInOrder() {
        if (!argument.path("order").isTextual() || !name.has("full") || name.has("surname") || name.has("given")) {
            return;
        }
        NameOrder order = NameOrder.of(argument.path("order").asText())
                .orElseThrow(() -> new MappingFault("The mapping names an order of names that is not known."));
        String full = name.path("full").asText();
        order.part(full, particles()).ifPresent(parted -> {
            name.remove("full");
            note(full, "name-order " + order.word());
            put("surname", parted.surname());
            put("given", parted.given());
        });
    }

    /** What stands for no name stands for none behind a comma too. */
    private void put(String part, String text) {
        if (isNone(text)) {
            note(text, "name-none " + part);
        } else {
            name.put(part, text);
        }
    }

    private Set<String> particles() {
        if (!argument.path("particles").isArray()) {
            return NameOrder.PARTICLES;
        }
        Set<String> own = new HashSet<>();
        argument.path("particles")
                .forEach(particle -> own.add(Texts.strip(particle.asText()).toLowerCase(Locale.ROOT)));
        return own;
    }

    private void join(String part, String to, boolean before) {
        String text = text(part);
        if (text != null && (!before || name.has(to))) {
            String there = name.path(to).asText();
            name.put(to, there.isEmpty() ? text : before ? text + " " + there : there + " " + text);
            note(argument.path(part).asText(), "name-" + part);
        }
    }

    /** Returns the part put in order, or null when there is none or it stands for none ({@code "-"}, {@code "FNU"}). */
    private @Nullable String text(String part) {
        JsonNode given = argument.path(part);
        if (given.isContainerNode() || Texts.isBlank(given.asText())) {
            return null;
        }
        String tidy = tidy(given.asText());
        if (isNone(tidy)) {
            note(given.asText(), "name-none " + part);
            return null;
        }
        return tidy;
    }

    private boolean isNone(String text) {
        for (JsonNode none : argument.path("none")) {
            if (text.equalsIgnoreCase(Texts.strip(none.asText()))) {
                return true;
            }
        }
        return false;
    }

    private void note(String original, String rule) {
        MappingRun.current().note(name, original, rule);
    }

    private static String tidy(String text) {
        String composed = Normalizer.isNormalized(text, Normalizer.Form.NFC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFC);
        if (plain(composed)) {
            return composed;
        }
        MappingRun.current().blanked(composed);
        return BLANKS.matcher(composed).replaceAll(" ").strip();
    }

    /** Most names need no pattern: letters with single blanks inside. */
    private static boolean plain(String text) {
        boolean blank = true;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == ' ') {
                if (blank) {
                    return false;
                }
                blank = true;
            } else if (c < ' ' || (c >= '\u007F' && c <= '\u00A0') || (c >= '\u1680' && c <= '\u3000')) {
                return false;
            } else {
                blank = false;
            }
        }
        return !blank;
    }
}
